/**
 * Augmentation of colours: the brightness, contrast, saturation and hue of each image are changed by random amounts, drawn from
 * (seed, streams.jitter, epoch) at index image · 4 + j, in this order. With u_j = 2 · uniform(4·image + j) − 1 and v the colours
 * in 0 … 1, which an image is as x = v · scale[c] + offset[c]:
 *
 *   v ← clip((1 + brightness·u₀) · v)
 *   v ← clip(f·v + (1 − f) · the image's mean of grey(v)),   f = 1 + contrast·u₁
 *   v ← clip(f·v + (1 − f) · grey(v)),                       f = 1 + saturation·u₂
 *   the hue of v is turned by hue·u₃ of the circle
 *
 * where clip is to 0 … 1, and grey = 0.2989·red + 0.587·green + 0.114·blue, or v itself of images of one channel. The hue is
 * turned with the largest and smallest of the three kept: with M the largest, d = M − the smallest and h the hue in sixths of the
 * circle, v = M − d · max(0, min(k, 4 − k, 1)) with k = (5, 3, 1 for red, green, blue) + h, modulo 6.
 *
 *   colourJitter   inputs x [N, 1 or 3, H, W], images i32 [N] (each one's number in the data set), counters   outputs y
 *
 * Source: the functions of these names in torchvision, which takes them in a random order.
 */
import { say } from '../../errors/say.ts'
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'

export interface ColourJitterAttributes {
  /** A share: the factor is within 1 ± brightness. */
  readonly brightness: number
  readonly contrast: number
  readonly saturation: number
  /** A share of the circle, up to ½. */
  readonly hue: number
  /** Whether the planes are blue, green, red. */
  readonly bgr: boolean
  /** One number a channel. */
  readonly scale: readonly number[]
  readonly offset: readonly number[]
}

export const colourJitter = op<ColourJitterAttributes, [x: Value, indices: Value, counters: Value], [y: Value]>(
  'x indices counters > x',
  {
    check: ({ scale, offset }, [x]) =>
      x.shape.length === 4 && [1, 3].includes(x.shape[1]!) && scale.length === x.shape[1] && offset.length === x.shape[1]
        ? undefined
        : say('the images are neither grey nor in colour.'),
  },
)
