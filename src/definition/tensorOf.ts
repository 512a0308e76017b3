/**
 * Tensors for people: nested lists of numbers to `{ shape, data }` and back, as one writes small examples by hand. The
 * layers of this room take either form. Nothing is computed here.
 */

import { OptionError, ShapeError } from '../errors/errors.ts'
import { choiceOption, knownOptions, show } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { Tensor } from '../ops/reference.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'

/** Numbers in lists in lists: `[[1, 2], [3, 4]]` is of shape 2×2. */
export type Nested = number | readonly Nested[]
/** What numbers are stored as. Sums are made in double precision in either case, and rounded when they are stored. */
export type Precision = 'float64' | 'float32'
/** A tensor, or the nested lists of one. Any list of numbers will do as `data`. */
export type TensorInput = { readonly shape: Shape; readonly data: ArrayLike<number> } | readonly Nested[]

/**
 * Nested lists → tensor: `tensorOf([[1, 2, 3], [4, 5, 6]])` is `{ shape: [2, 3], data: [1, 2, 3, 4, 5, 6] }`, in float64 or,
 * with `{ precision: 'float32' }`, in float32.
 * @throws ShapeError 'ragged' where lists of one depth are not of one length, 'empty' where there is nothing in one.
 * @throws OptionError where something is no number.
 */
export function tensorOf(values: Nested, options?: { readonly precision?: Precision | undefined }): Tensor {
  const { precision = 'float64' } = knownOptions('tensorOf', options, ['precision'])
  const shape: number[] = []
  for (let inner: Nested = values; Array.isArray(inner); inner = inner[0] as Nested) {
    if (inner.length === 0)
      throw new ShapeError({
        code: 'empty',
        message: say('a list is empty.'),
        fix: say('put at least one number into every list.'),
      })
    shape.push(inner.length)
  }
  const data = newData(choiceOption('tensorOf', 'precision', precision, ['float64', 'float32']), sizeOf(shape))
  let at = 0
  const walk = (inner: Nested, place: readonly number[]): void => {
    const length = shape[place.length]
    const found = Array.isArray(inner) ? inner.length : undefined
    if (found !== length) throw ragged(place, found, length, inner)
    if (Array.isArray(inner)) for (const [i, value] of inner.entries()) walk(value, [...place, i])
    else if (typeof inner === 'number') data[at++] = inner
    else
      throw new OptionError({
        code: 'not-a-number',
        message: say('tensorOf takes numbers, and lists of them. Received: {inner}.', { inner: show(inner) }),
        numbers: place.length ? [say('at [{place}]', { place: place.join(', ') })] : undefined,
        details: { place },
      })
  }
  walk(values, [])
  return { shape, data }
}

function ragged(place: readonly number[], found: number | undefined, length: number | undefined, inner: unknown): ShapeError {
  const count = (size: number | undefined) => (size === undefined ? 'no list' : `a list of ${size}`)
  const here = found === undefined ? show(inner) : count(found)
  return new ShapeError({
    code: 'ragged',
    message: say('the lists are not of one length.'),
    numbers: [
      say('at [{place}]: {here}, where the first of its kind is {value}', {
        place: place.join(', '),
        here,
        value: length === undefined ? say('a number') : count(length),
      }),
    ],
    fix: say('give all lists of one depth the same length.'),
    details: { place, found, expected: length },
  })
}

/** Tensor → nested lists, the inverse of `tensorOf`. A tensor of shape [] is its one number. */
export function toNested({ shape, data }: { readonly shape: Shape; readonly data: ArrayLike<number> }): Nested {
  let at = 0
  const walk = (depth: number): Nested =>
    depth === shape.length ? data[at++]! : Array.from({ length: shape[depth]! }, () => walk(depth + 1))
  return walk(0)
}

/** Zeros of that precision. */
export function newData(precision: Precision, length: number): Float32Array | Float64Array {
  return precision === 'float32' ? new Float32Array(length) : new Float64Array(length)
}

/**
 * A copy of what somebody passed, in the given precision, with as many sizes as `sizes` has letters.
 * @throws OptionError where it is no tensor. @throws ShapeError where it has another rank or another number of elements.
 */
export function tensorInput(owner: string, name: string, given: unknown, sizes: string, precision: Precision): Tensor {
  const { shape, data } = (Array.isArray(given) ? tensorOf(given) : (given ?? {})) as Partial<Tensor<ArrayLike<number>>>
  if (!Array.isArray(shape) || !shape.every((size) => Number.isInteger(size) && size > 0) || typeof data?.length !== 'number')
    throw new OptionError({
      code: 'not-a-tensor',
      message: say('{owner}: {name} must be a tensor { shape, data }, or nested lists of numbers. Received: {given}.', {
        owner,
        name,
        given: show(given),
      }),
      details: { owner, option: name },
    })
  const rank = sizes.split(', ').length
  if (shape.length !== rank) {
    const filled = [...new Array<number>(Math.max(0, rank - shape.length)).fill(1), ...shape]
    throw new ShapeError({
      code: 'rank',
      message: say('{owner}: {name} must be of {value}, [{sizes}].', {
        owner,
        name,
        value: rank === 1 ? say('one size') : say('{rank} sizes', { rank }),
        sizes,
      }),
      numbers: [say('{name}: {shape}', { name, shape: showShape(shape) })],
      fix:
        shape.length < rank
          ? say('give it the shape [{filled}].', { filled: filled.join(', ') })
          : say('take one part of it, of {value}.', { value: rank === 1 ? say('one size') : say('{rank} sizes', { rank }) }),
      details: { owner, option: name, shape },
    })
  }
  if (data.length !== sizeOf(shape))
    throw new ShapeError({
      code: 'length',
      message: say('{owner}: {name} has not as many numbers as its shape says.', { owner, name }),
      numbers: [
        say('shape {shape} = {shape2}, data {dataCount}', {
          shape: showShape(shape),
          shape2: sizeOf(shape),
          dataCount: data.length,
        }),
      ],
      details: { owner, option: name, shape, length: data.length },
    })
  const copy = newData(precision, data.length)
  for (let i = 0; i < copy.length; i++) copy[i] = data[i]!
  return { shape, data: copy }
}

/** @throws ShapeError where the gradient is not of the output's shape. */
export function gradientInput(owner: string, dy: unknown, output: Tensor, sizes: string, precision: Precision): Tensor {
  const tensor = tensorInput(owner, 'dy', dy, sizes, precision)
  if (showShape(tensor.shape) === showShape(output.shape)) return tensor
  throw new ShapeError({
    code: 'unequal',
    message: say('{owner}: dy must have the shape of the output.', { owner }),
    numbers: [say('dy {shape}, output {shape2}', { shape: showShape(tensor.shape), shape2: showShape(output.shape) })],
    details: { dy: tensor.shape, output: output.shape },
  })
}
