/**
 * Tensors for people: nested lists of numbers to `{ shape, data }` and back, as one writes small examples by hand. The
 * layers of this room take either form. Nothing is computed here.
 */

import { OptionError, ShapeError } from '../errors/errors.ts'
import { choiceOption, knownOptions, show } from '../errors/options.ts'
import { asIs, type Sentence, say } from '../errors/say.ts'
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
 * @throws OptionError where something is not a number.
 */
export function tensorOf(values: Nested, options?: { readonly precision?: Precision | undefined }): Tensor {
  const { precision = 'float64' } = knownOptions('tensorOf', options, ['precision'])
  const shape: number[] = []
  for (let inner: Nested = values; Array.isArray(inner); inner = inner[0] as Nested) {
    if (inner.length === 0)
      throw new ShapeError({
        code: 'empty',
        message: say('a list is empty.'),
        fix: say('put at least one number in every list.'),
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
        message: say('tensorOf takes numbers and nested lists of numbers. Received: {received}.', { received: show(inner) }),
        numbers: place.length ? [say('at [{place}]', { place: place.join(', ') })] : undefined,
        details: { place },
      })
  }
  walk(values, [])
  return { shape, data }
}

function ragged(place: readonly number[], found: number | undefined, length: number | undefined, inner: unknown): ShapeError {
  return new ShapeError({
    code: 'ragged',
    message: say('lists at the same depth have different lengths.'),
    numbers: [differing(place.join(', '), found, length, inner)],
    fix: say('give all lists at the same depth the same length.'),
    details: { place, found, expected: length },
  })
}

/** `found` and `length`: of the list here and of the first one at this depth; undefined where there is no list. */
function differing(place: string, found: number | undefined, length: number | undefined, inner: unknown): Sentence {
  if (length === undefined)
    return say('at [{place}]: a list of {found}; the first element at this depth is a number', { place, found: found! })
  const first = { place, length }
  return found === undefined
    ? say('at [{place}]: {value}; the first element at this depth is a list of {length}', { ...first, value: show(inner) })
    : say('at [{place}]: a list of {found}; the first one at this depth has {length}', { ...first, found })
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
 * A copy of what someone passed, in the given precision, with as many sizes as `sizes` has letters.
 * @throws OptionError where it is not a tensor. @throws ShapeError where it has another rank or another number of elements.
 */
export function tensorInput(owner: string, name: string, given: unknown, sizes: string, precision: Precision): Tensor {
  const { shape, data } = (Array.isArray(given) ? tensorOf(given) : (given ?? {})) as Partial<Tensor<ArrayLike<number>>>
  if (!Array.isArray(shape) || !shape.every((size) => Number.isInteger(size) && size > 0) || typeof data?.length !== 'number')
    throw new OptionError({
      code: 'not-a-tensor',
      message: say('{owner}: {name} must be a tensor { shape, data } or nested lists of numbers. Received: {received}.', {
        owner,
        name,
        received: show(given),
      }),
      details: { owner, option: name },
    })
  const rank = sizes.split(', ').length
  if (shape.length !== rank) {
    const filled = [...new Array<number>(Math.max(0, rank - shape.length)).fill(1), ...shape]
    throw new ShapeError({
      code: 'rank',
      message: say('{owner}: {name} must have the shape [{wanted}].', { owner, name, wanted: sizes }),
      numbers: [asIs(`${name}: ${showShape(shape)}`)],
      fix:
        shape.length < rank
          ? say('give it the shape [{shape}].', { shape: filled.join(', ') })
          : say('take a part of it, of shape [{wanted}].', { wanted: sizes }),
      details: { owner, option: name, shape },
    })
  }
  if (data.length !== sizeOf(shape))
    throw new ShapeError({
      code: 'length',
      message: say('{owner}: the data of {name} does not match its shape.', { owner, name }),
      numbers: [
        say('shape {shape} = {wanted} numbers; data has {found}', {
          shape: showShape(shape),
          wanted: sizeOf(shape),
          found: data.length,
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
    numbers: [asIs(`dy ${showShape(tensor.shape)}, output ${showShape(output.shape)}`)],
    details: { dy: tensor.shape, output: output.shape },
  })
}
