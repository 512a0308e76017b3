/** The natural logarithm. */
import { log4 } from '../../../shared/assembly/elementary'

/** @inline */
export function log(x: v128): v128 {
  return log4(x)
}

/** @inline */
export function logGrad(x: v128, dy: v128): v128 {
  return f32x4.div(dy, x)
}
