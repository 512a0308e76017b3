/** The absolute value. */

/** @inline */
export function abs(x: v128): v128 {
  return f32x4.abs(x)
}

/** @inline */
export function absGrad(x: v128, dy: v128): v128 {
  const sign = v128.and(x, i32x4.splat(0x80000000))
  return v128.and(v128.xor(dy, sign), f32x4.gt(f32x4.abs(x), f32x4.splat(0)))
}
