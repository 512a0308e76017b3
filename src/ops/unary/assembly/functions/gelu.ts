/** The Gaussian error linear unit, in its exact form. */
import { madd } from '../../../shared/assembly/math'
import { bell, clipped, phi } from '../normalDistribution'

/** @inline */
export function gelu(x: v128): v128 {
  const size = clipped(x)
  return f32x4.mul(x, phi(x, size, bell(size, -0.5)))
}

/** @inline */
export function geluGrad(x: v128, dy: v128): v128 {
  const size = clipped(x)
  const e = bell(size, -0.5)
  const density = f32x4.mul(e, f32x4.splat(0.3989422804014327))
  return f32x4.mul(dy, madd(x, density, phi(x, size, e)))
}
