/**
 * The order in which an epoch visits the images, and how it is cut into batches. The order is a function of the
 * seed and the epoch alone, so that a resumed run, another process and another backend see the same images.
 */
import { wholeOption } from '../errors/options.ts'
import { random, shuffled, streams } from '../math/random.ts'

/** The numbers 0 … length − 1 in the order of this epoch; in their own order where `shuffle` is false. */
export function epochOrder(length: number, options: { seed: number; epoch: number; shuffle?: boolean }): Uint32Array {
  const { seed, epoch, shuffle = true } = options
  return shuffle ? shuffled(length, random(seed, streams.order, epoch)) : Uint32Array.from({ length }, (_, i) => i)
}

/** A batch: the places from … to − 1 of an epoch's order. */
export interface BatchRange {
  readonly from: number
  readonly to: number
}

/** How many batches an epoch of `length` images has; the last may be short. */
export function batchCount(length: number, batch: number): number {
  return Math.ceil(length / wholeOption('batches', 'batch', batch))
}

/** The batches of an epoch, from the given one on (for resumed runs): `batch` places each, and a short one at the end. */
export function* batches(length: number, batch: number, first = 0): Generator<BatchRange, void, undefined> {
  const count = batchCount(length, batch)
  for (let i = first; i < count; i++) yield { from: i * batch, to: Math.min(length, (i + 1) * batch) }
}
