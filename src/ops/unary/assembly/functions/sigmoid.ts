/** The logistic function. */
import { sigmoid4 } from '../../../shared/assembly/elementary'

/** @inline */
export function sigmoid(x: v128): v128 {
  return sigmoid4(x)
}

/** @inline */
export function sigmoidGrad(y: v128, dy: v128): v128 {
  return f32x4.mul(dy, f32x4.mul(y, f32x4.sub(f32x4.splat(1), y)))
}
