/** The usual window, 2×2, without loops: four lanes at a time, each of a window of its own. */

/**
 * Stores the largest of the upper (u0, u1) and lower (l0, l1) row and its place: that of u0 is `here`, the lower row is
 * `width` further. The first of equals wins in each step, and so in all; a NaN beats any number.
 * @inline
 */
export function largestOfFour(y: usize, argMax: usize, u0: v128, u1: v128, l0: v128, l1: v128, here: v128, width: i32): void {
  const one = i32x4.splat(1)
  const upperSecond = beats(u1, u0)
  const lowerSecond = beats(l1, l0)
  const upper = v128.bitselect(u1, u0, upperSecond)
  const lower = v128.bitselect(l1, l0, lowerSecond)
  const isLower = beats(lower, upper)
  const second = v128.bitselect(lowerSecond, upperSecond, isLower)
  v128.store(y, v128.bitselect(lower, upper, isLower))
  const line = v128.and(isLower, i32x4.splat(width))
  v128.store(argMax, i32x4.add(i32x4.add(here, line), v128.and(second, one)))
}

/** @inline */
function beats(v: v128, best: v128): v128 {
  return v128.or(f32x4.gt(v, best), f32x4.ne(v, v))
}
