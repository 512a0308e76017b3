/** The leaky rectifier. */

/** @inline */
export function leakyRelu(x: v128, slope: v128): v128 {
  return v128.bitselect(x, f32x4.mul(x, slope), f32x4.gt(x, f32x4.splat(0)))
}

/** @inline */
export function leakyReluGrad(y: v128, dy: v128, slope: v128): v128 {
  return v128.bitselect(dy, f32x4.mul(dy, slope), f32x4.gt(y, f32x4.splat(0)))
}
