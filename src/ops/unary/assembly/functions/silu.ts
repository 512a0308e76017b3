/** Swish: the argument times its logistic function. */
import { exp4, sigmoid4 } from '../../../shared/assembly/elementary'

/** @inline */
export function silu(x: v128): v128 {
  return f32x4.div(x, f32x4.add(f32x4.splat(1), exp4(f32x4.neg(x))))
}

/** @inline */
export function siluGrad(x: v128, dy: v128): v128 {
  const one = f32x4.splat(1)
  const gate = sigmoid4(x)
  return f32x4.mul(dy, f32x4.mul(gate, f32x4.add(one, f32x4.mul(x, f32x4.sub(one, gate)))))
}
