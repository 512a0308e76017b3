/** The rectifier. A NaN is not below 0 and stays, so that it is found. */

/** @inline */
export function relu(x: v128): v128 {
  return f32x4.pmax(x, f32x4.splat(0))
}

/** @inline */
export function reluGrad(y: v128, dy: v128): v128 {
  return v128.and(dy, f32x4.gt(y, f32x4.splat(0)))
}
