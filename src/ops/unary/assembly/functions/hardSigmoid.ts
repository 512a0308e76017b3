/** The logistic function in straight lines. */

/** @inline */
export function hardSigmoid(x: v128): v128 {
  const raised = f32x4.add(x, f32x4.splat(3))
  return f32x4.div(f32x4.pmin(f32x4.pmax(raised, f32x4.splat(0)), f32x4.splat(6)), f32x4.splat(6))
}

/** @inline */
export function hardSigmoidGrad(y: v128, dy: v128): v128 {
  const inside = v128.and(f32x4.gt(y, f32x4.splat(0)), f32x4.lt(y, f32x4.splat(1)))
  return v128.and(f32x4.div(dy, f32x4.splat(6)), inside)
}
