/** The error function. */
import { madd } from '../../../shared/assembly/math'
import { bell, clipped, upperTail } from '../normalDistribution'

/** erf x / x for |x| ≤ 1, a polynomial in x² fitted at the Chebyshev nodes (relative error 1.4e-9). @inline */
function near(square: v128): v128 {
  let p = f32x4.splat(7.882497073240196e-5)
  p = madd(p, square, f32x4.splat(-0.0008018854982934402))
  p = madd(p, square, f32x4.splat(0.005189311941716587))
  p = madd(p, square, f32x4.splat(-0.026854328795638753))
  p = madd(p, square, f32x4.splat(0.11283597463479893))
  p = madd(p, square, f32x4.splat(-0.376126269035799))
  return madd(p, square, f32x4.splat(1.1283791658815017))
}

/** @inline */
export function erf(x: v128): v128 {
  const one = f32x4.splat(1)
  const size = clipped(x)
  const inner = f32x4.mul(x, near(f32x4.mul(size, size)))
  // 1 − erf |x| is twice the tail of the normal distribution beyond √2·|x|.
  const tail = upperTail(f32x4.mul(size, f32x4.splat(1.4142135623730951)), bell(size, -1))
  const outer = f32x4.sub(one, f32x4.add(tail, tail))
  const sign = v128.and(x, i32x4.splat(0x80000000))
  return v128.bitselect(inner, v128.or(outer, sign), f32x4.lt(size, one))
}

/** @inline */
export function erfGrad(x: v128, dy: v128): v128 {
  return f32x4.mul(dy, f32x4.mul(f32x4.splat(1.1283791670955126), bell(clipped(x), -1)))
}
