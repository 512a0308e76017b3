/** The exponential linear unit. */
import { expm1Below0 } from '../../../shared/assembly/elementary'

/** @inline */
export function elu(x: v128, alpha: v128): v128 {
  return v128.bitselect(x, f32x4.mul(alpha, expm1Below0(x)), f32x4.gt(x, f32x4.splat(0)))
}

/** @inline */
export function eluGrad(y: v128, dy: v128, alpha: v128): v128 {
  return v128.bitselect(dy, f32x4.mul(dy, f32x4.add(y, alpha)), f32x4.gt(y, f32x4.splat(0)))
}
