/** Clipping to [min, max]; a NaN stays one. */

/** @inline */
export function clip(x: v128, min: v128, max: v128): v128 {
  return f32x4.pmin(f32x4.pmax(x, min), max)
}

/** @inline */
export function clipGrad(y: v128, dy: v128, min: v128, max: v128): v128 {
  return v128.and(dy, v128.and(f32x4.gt(y, min), f32x4.lt(y, max)))
}
