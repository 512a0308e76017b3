/**
 * Augmentation: each image is shifted, turned, scaled and sheared by random amounts, drawn from
 * (seed, streams.augmentation, epoch) at index image · 8 + j, so that they depend on the image and the epoch alone.
 *
 * With u_j = 2 · uniform(8·image + j) − 1 (j = 0 … 6), about the centre (W − 1)/2, (H − 1)/2:
 *   angle = rotate·u₀,  sx = 1 + scale·u₁,  sy = 1 + scale·u₂,  hx = shear·u₃,  hy = shear·u₄,  tx = shift·u₅,  ty = shift·u₆
 * a target pixel at (X, Y) from the centre reads, bilinearly, the source at
 *   x = ( cos·X + sin·Y)·sx + hx·Y + tx,      y = (−sin·X + cos·Y)·sy + hy·X + ty.
 * Outside the source it reads `border[c]` (one number a channel, or one for all).
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
  readonly border: readonly number[]
}

export const warp = op<WarpAttributes, [x: Value, indices: Value, counters: Value], [y: Value]>('x indices counters > x')
