/** The exponential function. */
import { exp4 } from '../../../shared/assembly/elementary'

/** @inline */
export function exp(x: v128): v128 {
  return exp4(x)
}

/** @inline */
export function expGrad(y: v128, dy: v128): v128 {
  return f32x4.mul(dy, y)
}
