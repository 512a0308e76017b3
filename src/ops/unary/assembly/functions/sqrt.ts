/** The square root. */

/** @inline */
export function sqrt(x: v128): v128 {
  return f32x4.sqrt(x)
}

/** @inline */
export function sqrtGrad(y: v128, dy: v128): v128 {
  return f32x4.div(dy, f32x4.add(y, y))
}
