/**
 * What somebody passed as a kernel, as one plain form: rows of numbers, a filter of several channels, several filters, a
 * named kernel, or a tensor as a network's weights are. It checks all of it, and computes nothing.
 */

import { OptionError, ShapeError } from '../errors/errors.ts'
import { show } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { showShape } from '../values/shape.ts'
import type { NamedKernel } from './kernels.ts'

/** Lists of numbers in lists. */
type Rows = readonly (readonly number[])[]
/**
 * [KH][KW], or a named kernel: for each channel by itself. [C][KH][KW]: one filter over C channels. [N][C][KH][KW]: N of
 * them. Or a tensor of such a shape.
 */
export type KernelInput =
  | NamedKernel
  | Rows
  | readonly Rows[]
  | readonly (readonly Rows[])[]
  | { readonly shape: readonly number[]; readonly data: ArrayLike<number> }

export interface ReadKernel {
  /** Of what was passed: 2, 3 or 4. */
  readonly rank: 2 | 3 | 4
  /** [N, C, KH, KW]; N and C are 1 where they were not there. */
  readonly shape: readonly [number, number, number, number]
  readonly data: Float64Array
}

/** @throws OptionError where it is no kernel, or holds what is no finite number. @throws ShapeError 'ragged', 'empty', 'rank'. */
export function readKernel(owner: string, given: unknown): ReadKernel {
  const { kernel, shape: said, data } = (given ?? {}) as { kernel?: unknown; shape?: unknown; data?: ArrayLike<number> }
  const tensor = Array.isArray(said) && typeof data?.length === 'number'
  const lists = kernel ?? given
  if (!tensor && !Array.isArray(lists))
    throw new OptionError({
      code: 'not-a-kernel',
      message: say('{owner}: the kernel must be rows of numbers, or one of `kernels`. Received: {given}.', {
        owner,
        given: show(given),
      }),
      fix:
        typeof given === 'function'
          ? say('call it with a size: kernels.gaussian(5).')
          : say('such as [[1, 2, 1], [0, 0, 0], [-1, -2, -1]].'),
    })
  const shape = tensor ? (said as number[]) : shapeOf(owner, lists as readonly unknown[])
  if (shape.length < 2 || shape.length > 4)
    throw new ShapeError({
      code: 'rank',
      message: say('{owner}: the kernel must be [KH][KW], [C][KH][KW] or [N][C][KH][KW].', { owner }),
      numbers: [
        say('it has {shapeCount} size{value}: {shape}', {
          shapeCount: shape.length,
          value: shape.length === 1 ? '' : say('s'),
          shape: showShape(shape),
        }),
      ],
      fix: shape.length === 1 ? say('put its numbers into rows: [[1, 2, 1]].') : undefined,
      details: { shape },
    })
  const numbers = tensor ? Array.from(data) : flat(owner, lists, shape, [])
  const size = shape.reduce((product, length) => product * length, 1)
  if (numbers.length !== size || !shape.every((length) => Number.isInteger(length) && length > 0))
    throw new ShapeError({
      code: 'length',
      message: say('{owner}: the kernel has not as many numbers as its shape says.', { owner }),
      numbers: [say('shape {shape}, data {numbersCount}', { shape: showShape(shape), numbersCount: numbers.length })],
      details: { shape, length: numbers.length },
    })
  const wrong = numbers.findIndex((value) => !Number.isFinite(value))
  if (wrong >= 0) {
    const place = shape.map((length, i) => Math.floor(wrong / shape.slice(i + 1).reduce((a, b) => a * b, 1)) % length)
    throw new OptionError({
      code: 'not-a-number',
      message: say('{owner}: the kernel must hold finite numbers. Received: {value}, at [{place}].', {
        owner,
        value: show(numbers[wrong]),
        place: place.join(']['),
      }),
      details: { place },
    })
  }
  const whole = [...new Array<number>(4 - shape.length).fill(1), ...shape] as [number, number, number, number]
  return { rank: shape.length as 2 | 3 | 4, shape: whole, data: Float64Array.from(numbers) }
}

/** By the first of each list. */
function shapeOf(owner: string, lists: readonly unknown[]): number[] {
  const shape: number[] = []
  for (let inner: unknown = lists; Array.isArray(inner); inner = inner[0]) {
    if (inner.length === 0)
      throw new ShapeError({
        code: 'empty',
        message: say('{owner}: the kernel is empty.', { owner }),
        numbers: [say('sizes {value}', { value: [...shape, 0].join('×') })],
        fix: say('at least one row of one number: [[1]].'),
      })
    shape.push(inner.length)
  }
  return shape
}

/** The numbers in order, once every list is as long as the first of its depth. */
function flat(owner: string, inner: unknown, shape: readonly number[], place: readonly number[]): number[] {
  const expected = shape[place.length]
  if (expected === undefined && !Array.isArray(inner)) return [inner as number]
  if (Array.isArray(inner) && inner.length === expected)
    return inner.flatMap((item, i) => flat(owner, item, shape, [...place, i]))
  const said = Array.isArray(inner) ? `a list of ${inner.length}` : show(inner)
  throw new ShapeError({
    code: 'ragged',
    message: say('{owner}: the rows of the kernel are not of one length.', { owner }),
    numbers: [
      say('[{place}]: {said}, where the first of its kind is {value}', {
        place: place.join(']['),
        said,
        value: expected === undefined ? say('a number') : say('a list of {expected}', { expected }),
      }),
    ],
    fix: say('give all rows the same length; 0 is a weight, too.'),
    details: { place },
  })
}
