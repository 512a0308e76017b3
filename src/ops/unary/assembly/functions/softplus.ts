/** The smooth rectifier. */
import { exp4, expm1Below0, log4 } from '../../../shared/assembly/elementary'

/** @inline */
export function softplus(x: v128): v128 {
  const one = f32x4.splat(1)
  const t = exp4(f32x4.neg(f32x4.abs(x)))
  const u = f32x4.add(one, t)
  // ln(1 + t): what the rounding of 1 + t lost comes back as a first-order term.
  const log1p = f32x4.add(log4(u), f32x4.div(f32x4.sub(t, f32x4.sub(u, one)), u))
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), log1p)
}

/** @inline */
export function softplusGrad(y: v128, dy: v128): v128 {
  return f32x4.neg(f32x4.mul(dy, expm1Below0(f32x4.neg(y))))
}
