/**
 * Multiply-add on four lanes, the one operation that differs between the two builds: fused (one rounding) where
 * relaxed SIMD is on, a product and a sum elsewhere. Every sum of products goes through it, so that all
 * products of a sum are rounded alike.
 */

/** @inline */
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c)
  return f32x4.add(c, f32x4.mul(a, b))
}

/** The sum of the four lanes, in a fixed order. @inline */
export function sum4(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 2) + (f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 3))
}
