/** One over the argument. */

/** @inline */
export function reciprocal(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), x)
}

/** @inline */
export function reciprocalGrad(y: v128, dy: v128): v128 {
  return f32x4.neg(f32x4.mul(dy, f32x4.mul(y, y)))
}
