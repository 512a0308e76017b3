/** The Gaussian error linear unit, in its exact form. */
import { exp4 } from '../../../shared/assembly/elementary'
import { madd } from '../../../shared/assembly/math'

/** Beyond it e^(−x² / 2) is 0 in single precision; a NaN stays one. @inline */
function clipped(x: v128): v128 {
  return f32x4.pmin(f32x4.abs(x), f32x4.splat(15))
}

/** e^(−x² / 2). What the square loses when it is rounded comes back as a factor. @inline */
function bell(x: v128): v128 {
  const square = f32x4.mul(x, x)
  // x in two halves of twelve bits, whose products are exact.
  const high = v128.and(x, i32x4.splat(0xfffff000))
  const low = f32x4.sub(x, high)
  const cross = f32x4.mul(f32x4.add(high, high), low)
  const lost = f32x4.add(f32x4.add(f32x4.sub(f32x4.mul(high, high), square), cross), f32x4.mul(low, low))
  const half = f32x4.splat(-0.5)
  return f32x4.mul(exp4(f32x4.mul(square, half)), madd(lost, half, f32x4.splat(1)))
}

/**
 * Φ(x), of size = |x| and bell = e^(−x² / 2): below 0 it is bell·t·P(t) with t = 1 / (1 + size / 4), P fitted at the Chebyshev
 * nodes of 0 ≤ size ≤ 13.3 (relative error 1.2e-8); above 0 it is what is left to 1. @inline
 */
function phi(x: v128, size: v128, bell: v128): v128 {
  const one = f32x4.splat(1)
  const t = f32x4.div(one, madd(size, f32x4.splat(0.25), one))
  let p = f32x4.splat(0.014827985515246657)
  p = madd(p, t, f32x4.splat(-0.053184860132283432))
  p = madd(p, t, f32x4.splat(0.028800874500595414))
  p = madd(p, t, f32x4.splat(0.059320949410418966))
  p = madd(p, t, f32x4.splat(-0.013383636508897119))
  p = madd(p, t, f32x4.splat(0.10092767745864079))
  p = madd(p, t, f32x4.splat(0.066955634417195003))
  p = madd(p, t, f32x4.splat(0.09662532429614739))
  p = madd(p, t, f32x4.splat(0.099354799063311678))
  p = madd(p, t, f32x4.splat(0.099755254144296117))
  const below = f32x4.mul(f32x4.mul(bell, t), p)
  return v128.bitselect(f32x4.sub(one, below), below, f32x4.gt(x, f32x4.splat(0)))
}

/** @inline */
export function gelu(x: v128): v128 {
  const size = clipped(x)
  return f32x4.mul(x, phi(x, size, bell(size)))
}

/** @inline */
export function geluGrad(x: v128, dy: v128): v128 {
  const size = clipped(x)
  const e = bell(size)
  const density = f32x4.mul(e, f32x4.splat(0.3989422804014327))
  return f32x4.mul(dy, madd(x, density, phi(x, size, e)))
}
