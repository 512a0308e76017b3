/**
 * What each image of a batch counts in the loss: by its class, and, where images are mixed, by the share that it keeps of itself;
 * what it does not keep, the next image's target counts.
 */

import { mixShare } from '../data/mixShare.ts'
import type { Batch } from '../data/readBatches.ts'

/** The weights of a batch's images; absent where each counts once. */
export interface ExampleWeights {
  readonly own: Float32Array
  /** Of the targets of the next images, and the shares that the images keep, where they are mixed. */
  readonly mixed: { readonly partner: Float32Array; readonly share: Float32Array } | undefined
  /** What all add up to: what the losses are divided by. */
  readonly sum: number
}

/** Mixing by α, with the seed and the epoch (from 0) of the step. */
export interface Mixing {
  readonly alpha: number
  readonly seed: number
  readonly epoch: number
}

export function exampleWeights(
  batch: Batch,
  classWeights: readonly number[] | undefined,
  mixing: Mixing | undefined,
): ExampleWeights | undefined {
  if (!classWeights && !mixing) return undefined
  const { count } = batch
  const ofClass = (n: number) => classWeights?.[batch.label(n % count)] ?? 1
  const own = new Float32Array(count)
  if (!mixing) {
    for (let n = 0; n < count; n++) own[n] = ofClass(n)
    return { own, mixed: undefined, sum: total(classWeights!, batch) }
  }
  const shareOf = mixShare(mixing.seed, mixing.epoch, mixing.alpha)
  const images = new Int32Array(count)
  batch.fill({ imageIndices: images })
  const share = Float32Array.from(images, shareOf)
  const partner = new Float32Array(count)
  let sum = 0
  for (let n = 0; n < count; n++) {
    own[n] = share[n]! * ofClass(n)
    partner[n] = (1 - share[n]!) * ofClass(n + 1)
    sum += own[n]! + partner[n]!
  }
  return { own, mixed: { partner, share }, sum }
}

/** Added up as they were given, not rounded. */
function total(classWeights: readonly number[], batch: Batch): number {
  let sum = 0
  for (let n = 0; n < batch.count; n++) sum += classWeights[batch.label(n)]!
  return sum
}
