/** Mish: the argument times the tanh of its softplus. */
import { exp4 } from '../../../shared/assembly/elementary'

/** Above it the fraction is 1 in single precision, and e² may overflow. */
const MOST: f32 = 20

/** @inline */
export function mish(x: v128): v128 {
  const two = f32x4.splat(2)
  const e = exp4(f32x4.pmin(x, f32x4.splat(MOST)))
  const n = f32x4.mul(e, f32x4.add(e, two))
  return f32x4.mul(x, f32x4.div(n, f32x4.add(n, two)))
}

/** @inline */
export function mishGrad(x: v128, dy: v128): v128 {
  const two = f32x4.splat(2)
  const clipped = f32x4.pmin(x, f32x4.splat(MOST))
  const e = exp4(clipped)
  const n = f32x4.mul(e, f32x4.add(e, two))
  const n2 = f32x4.add(n, two)
  const rest = f32x4.div(f32x4.mul(f32x4.splat(4), f32x4.mul(e, f32x4.add(f32x4.splat(1), e))), n2)
  const slope = f32x4.div(f32x4.add(n, f32x4.mul(clipped, rest)), n2)
  return f32x4.mul(dy, slope)
}
