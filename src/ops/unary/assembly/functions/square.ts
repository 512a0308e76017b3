/** The square. */

/** @inline */
export function square(x: v128): v128 {
  return f32x4.mul(x, x)
}

/** Doubled last, so that nothing overflows before the result does. @inline */
export function squareGrad(x: v128, dy: v128): v128 {
  const half = f32x4.mul(x, dy)
  return f32x4.add(half, half)
}
