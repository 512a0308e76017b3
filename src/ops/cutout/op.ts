/**
 * Augmentation by what is missing: a square of each image is replaced by the border's value. Its centre is any pixel, drawn from
 * (seed, streams.cutout, epoch) at index image · 2 + j, so that it may reach beyond the image:
 *
 *   left = ⌊W · uniform(2·image)⌋ − ⌊side/2⌋,   top = ⌊H · uniform(2·image + 1)⌋ − ⌊side/2⌋,   side·side pixels
 *
 *   cutout   inputs x [N, C, H, W], images i32 [N] (each one's number in the data set), counters   outputs y
 *
 * Source: DeVries, Taylor 2017, Improved regularization of convolutional neural networks with cutout.
 */
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'

export interface CutoutAttributes {
  /** Pixels. */
  readonly side: number
  /** One number a channel, or one for all. */
  readonly border: readonly number[]
}

export const cutout = op<CutoutAttributes, [x: Value, indices: Value, counters: Value], [y: Value]>('x indices counters > x')
