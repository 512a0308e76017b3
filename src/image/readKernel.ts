/**
 * What someone passed as a kernel, as one plain form: rows of numbers, a filter of several channels, several filters, a
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

/** @throws OptionError where it is not a kernel of finite numbers. @throws ShapeError 'ragged', 'empty', 'rank'. */
export function readKernel(owner: string, given: unknown): ReadKernel {
  const { kernel, shape: said, data } = (given ?? {}) as { kernel?: unknown; shape?: unknown; data?: ArrayLike<number> }
  const tensor = Array.isArray(said) && typeof data?.length === 'number'
  const lists = kernel ?? given
  if (!tensor && !Array.isArray(lists))
    throw new OptionError({
      code: 'not-a-kernel',
      message: say('{owner}: the kernel must be rows of numbers, or one of `kernels`. Received: {received}.', {
        owner,
        received: show(given),
      }),
      fix:
        typeof given === 'function'
          ? say('call it with a size: kernels.gaussian(5).')
          : say('write [[1, 2, 1], [0, 0, 0], [-1, -2, -1]], for example.'),
    })
  const shape = tensor ? (said as number[]) : shapeOf(owner, lists as readonly unknown[])
  if (shape.length < 2 || shape.length > 4)
    throw new ShapeError({
      code: 'rank',
      message: say('{owner}: the kernel must be [KH][KW], [C][KH][KW] or [N][C][KH][KW].', { owner }),
      numbers: [say('its shape is {shape}, of rank {rank}', { shape: showShape(shape), rank: shape.length })],
      fix: shape.length === 1 ? say('put its numbers into rows: [[1, 2, 1]].') : undefined,
      details: { shape },
    })
  const numbers = tensor ? Array.from(data) : flat(owner, lists, shape, [])
  const size = shape.reduce((product, length) => product * length, 1)
  if (numbers.length !== size || !shape.every((length) => Number.isInteger(length) && length > 0))
    throw new ShapeError({
      code: 'length',
      message: say('{owner}: the shape and the data of the kernel do not match.', { owner }),
      numbers: [
        say('shape {shape} = {wanted} numbers; data has {found}', {
          shape: showShape(shape),
          wanted: size,
          found: numbers.length,
        }),
      ],
      details: { shape, length: numbers.length },
    })
  const wrong = numbers.findIndex((value) => !Number.isFinite(value))
  if (wrong >= 0) {
    const place = shape.map((length, i) => Math.floor(wrong / shape.slice(i + 1).reduce((a, b) => a * b, 1)) % length)
    throw new OptionError({
      code: 'not-a-number',
      message: say('{owner}: the kernel must hold finite numbers. Received: {value} at [{place}].', {
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
        numbers: [say('its shape is {shape}', { shape: [...shape, 0].join('×') })],
        fix: say('give it at least one row with one number: [[1]].'),
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
  const list = (length: number) => say('a list of {length}', { length })
  throw new ShapeError({
    code: 'ragged',
    message: say('{owner}: the rows of the kernel differ in length.', { owner }),
    numbers: [
      say('[{place}] is {found}, but the first of its kind is {wanted}', {
        place: place.join(']['),
        found: Array.isArray(inner) ? list(inner.length) : show(inner),
        wanted: expected === undefined ? say('a number') : list(expected),
      }),
    ],
    fix: say('give all rows the same length; 0 is a weight, too.'),
    details: { place },
  })
}
