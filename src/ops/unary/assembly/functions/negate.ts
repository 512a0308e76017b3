/** The opposite number. */

/** @inline */
export function negate(x: v128): v128 {
  return f32x4.neg(x)
}

/** @inline */
export function negateGrad(y: v128, dy: v128): v128 {
  return f32x4.neg(dy)
}
