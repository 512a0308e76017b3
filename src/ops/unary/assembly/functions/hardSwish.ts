/** Swish in straight lines and a parabola. */

/** @inline */
export function hardSwish(x: v128): v128 {
  const raised = f32x4.add(x, f32x4.splat(3))
  const gate = f32x4.div(f32x4.pmin(f32x4.pmax(raised, f32x4.splat(0)), f32x4.splat(6)), f32x4.splat(6))
  return f32x4.mul(x, gate)
}

/** @inline */
export function hardSwishGrad(x: v128, dy: v128): v128 {
  const three = f32x4.splat(3)
  const between = f32x4.add(f32x4.div(x, three), f32x4.splat(0.5))
  const above = v128.bitselect(f32x4.splat(1), between, f32x4.gt(x, three))
  return f32x4.mul(dy, v128.bitselect(f32x4.splat(0), above, f32x4.lt(x, f32x4.splat(-3))))
}
