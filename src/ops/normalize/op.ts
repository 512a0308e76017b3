/**
 * From the images as they are stored to what the network reads: each channel c is x = raw · scale[c] + offset[c],
 * with a border of raw = `border` around it. The first call of every plan.
 *
 *   normalize   inputs raw [N, C, H, W] or [N, F] (u8 or real)   outputs x [N, C, top + H + bottom, left + W + right] or [N, F]
 *
 * Values of more axes have no border; they belong to the rows of an image.
 */
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'
export interface NormalizeAttributes {
  /** One number for all channels, or one a channel. */
  readonly scale: readonly number[]
  readonly offset: readonly number[]
  /** top, left, bottom, right */
  readonly padding: readonly [number, number, number, number]
  /** The raw value of the border. */
  readonly border: number
}

export const normalize = op<NormalizeAttributes, [raw: Value], [x: Value]>('raw > x')
