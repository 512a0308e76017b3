/**
 * Augmentation of where things are: each image is mirrored, shifted, turned, scaled, sheared and cropped by random amounts, drawn
 * from (seed, streams.augmentation, epoch) at index image · 8 + j, so that they depend on the image and the epoch alone.
 *
 * With u_j = 2 · uniform(8·image + j) − 1 (j = 0 … 6), about the centre (W − 1)/2, (H − 1)/2:
 *   angle = rotate·u₀,  sx = 1 + scale·u₁,  sy = 1 + scale·u₂,  hx = shear·u₃,  hy = shear·u₄,  tx = shift·u₅,  ty = shift·u₆
 * a target pixel at (X, Y) from the centre, or (−X, Y) where it is mirrored (uniform(8·image + 7) < flip), comes from
 *   x = ( cos·X + sin·Y)·sx + hx·Y + tx,      y = (−sin·X + cos·Y)·sy + hy·X + ty
 * from the centre of the source. With a crop that is not the whole image but a part of it, w×h pixels at (left, top), stretched
 * to the size of the image: with v_j = uniform(4·image + j) of the stream `crop`,
 *   area = W·H·(crop + (1 − crop)·v₀),   ratio = (4/3)^(2·v₁ − 1),   w = min(W, √(area·ratio)),   h = min(H, √(area/ratio)),
 *   left = (W − w)·v₂,   top = (H − h)·v₃.
 * Everything is read once, bilinearly and without a filter before; outside the source it is `border[c]` (one number a channel, or
 * one for all).
 *
 * Source of crop and mirror: Szegedy et al. 2014, Going deeper with convolutions; torchvision's RandomResizedCrop, which draws
 * again where w or h is too large.
 *
 *   warp   inputs x [N, C, H, W], images i32 [N] (each one's number in the data set), counters   outputs y [N, C, H, W]
 */
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'
export interface WarpAttributes {
  /** Pixels. */
  readonly shift: number
  /** Radians. */
  readonly rotate: number
  /** A share: 0.1 is ±10 %. */
  readonly scale: number
  /** A share. */
  readonly shear: number
  /** How likely an image is mirrored, left to right. Default 0. */
  readonly flip?: number
  /** The least share of the image's area that is kept, above 0; left out, it is not cropped. */
  readonly crop?: number
  readonly border: readonly number[]
}

export const warp = op<WarpAttributes, [x: Value, indices: Value, counters: Value], [y: Value]>('x indices counters > x')
