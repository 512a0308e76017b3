/**
 * Broadcasting: a size of 1 stands for every place of that dimension. Values have the same number of dimensions, each size equal
 * or 1. Here are the shapes that follow, the places that belong together, and how such values are gone over in rows.
 */
import { type Sentence, say } from '../../errors/say.ts'
import type { Shape } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'

/** More dimensions than values that are broadcast or reduced have, the batch among them. */
export const mostDimensions = 5

/** The shape that holds every place of both; undefined where they do not fit. */
export function broadcastShape(a: Shape, b: Shape): Shape | undefined {
  const shape = a.map((size, i) => (size === 1 ? b[i]! : size))
  return isBroadcast(a, shape) && isBroadcast(b, shape) ? shape : undefined
}

/** Whether sizes of `from` are those of `to`, or 1. */
export function isBroadcast(from: Shape, to: Shape): boolean {
  return from.length === to.length && from.every((size, i) => size === to[i] || size === 1)
}

/** What is wrong where `some` do not stand for `whole`, all of one batch and of few enough dimensions. */
export function misfit(some: readonly Value[], whole: Value): Sentence | undefined {
  const fit = some.every(({ shape, batched }) => batched && shape[0] === whole.shape[0] && isBroadcast(shape, whole.shape))
  return fit && whole.batched && whole.shape.length <= mostDimensions ? undefined : doNotFit()
}

/** In what ops say of their calls. */
export const doNotFit = () => say('the sizes must be equal or 1, in at most five dimensions with the batch, which is one.')

/** Of each place of `to` in order, where the number stands in `from`, of whose sizes some are 1. */
export function placesOf(from: Shape, to: Shape): Uint32Array {
  let places = Uint32Array.of(0)
  let inner = from.reduce((a, b) => a * b, 1)
  for (const [i, size] of to.entries()) {
    inner /= from[i]!
    const step = from[i] === 1 ? 0 : inner
    const more = new Uint32Array(places.length * size)
    for (const [p, place] of places.entries()) for (let k = 0; k < size; k++) more[p * size + k] = place + k * step
    places = more
  }
  return places
}

/** How a value is gone over in the order in which it lies: rows of neighbouring numbers, and where others' numbers are. */
export interface Rows {
  /** Of the dimensions around a row, from the outermost: five. */
  readonly sizes: readonly number[]
  /** Of each operand: how far apart its numbers of neighbours in these dimensions are, and (0 or 1) within a row. */
  readonly operands: readonly { readonly strides: readonly number[]; readonly step: number }[]
  /** Numbers of a row. */
  readonly run: number
}

/**
 * The rows of `whole` in a layout of blocks, for operands that stand for it. Dimensions that all of them go over alike are one,
 * so rows are as long as can be; in blocks of eight, the eight images are the innermost dimension. An operand that is not batched
 * has one number for all images.
 */
export function rowsOf(whole: Value, operands: readonly Value[], block: number): Rows {
  const sizes = laidOut(whole, block)
  const strides = operands.map((operand) => stridesOf(operand.batched ? laidOut(operand, block) : [1, ...operand.shape, 1]))
  const kept: { size: number; strides: number[] }[] = []
  for (const [i, size] of sizes.entries()) {
    if (size === 1) continue
    const own = strides.map((of) => of[i]!)
    const last = kept.at(-1)
    // One dimension with the one around it where every step out is as long as this whole one.
    if (last?.strides.every((stride, o) => stride === own[o]! * size))
      kept[kept.length - 1] = { size: last.size * size, strides: own }
    else kept.push({ size, strides: own })
  }
  const { size: run, strides: steps } = kept.pop() ?? { size: 1, strides: operands.map(() => 0) }
  const missing = Array.from({ length: mostDimensions - kept.length }, () => 0)
  if (missing.length + kept.length !== mostDimensions) throw new RangeError(`values have at most ${mostDimensions} dimensions`)
  return {
    sizes: [...missing.map(() => 1), ...kept.map(({ size }) => size)],
    operands: steps.map((step, o) => ({ step, strides: [...missing, ...kept.map(({ strides }) => strides[o]!)] })),
    run,
  }
}

/** The sizes as they lie: [N / block, …, block]. */
function laidOut({ shape: [batch = 1, ...sizes] }: Value, block: number): Shape {
  return [batch / block, ...sizes, block]
}

/** How far apart neighbours lie in each dimension: 0 where there is one place. */
function stridesOf(sizes: Shape): readonly number[] {
  let inner = 1
  const strides = [...sizes].reverse().map((size) => {
    const stride = size === 1 ? 0 : inner
    inner *= size
    return stride
  })
  return strides.reverse()
}
