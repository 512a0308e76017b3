/** The normal distribution: the bell of its density, and its distribution function Φ, four numbers at a time. */
import { exp4 } from '../../shared/assembly/elementary'
import { madd } from '../../shared/assembly/math'

/** Beyond it e^(−x² / 2) is 0 in single precision; a NaN stays one. @inline */
export function clipped(x: v128): v128 {
  return f32x4.pmin(f32x4.abs(x), f32x4.splat(15))
}

/** e^(factor · x²). What the square loses when it is rounded comes back as a factor. @inline */
export function bell(x: v128, factor: f32): v128 {
  const square = f32x4.mul(x, x)
  // x in two halves of twelve bits, whose products are exact.
  const high = v128.and(x, i32x4.splat(0xfffff000))
  const low = f32x4.sub(x, high)
  const cross = f32x4.mul(f32x4.add(high, high), low)
  const lost = f32x4.add(f32x4.add(f32x4.sub(f32x4.mul(high, high), square), cross), f32x4.mul(low, low))
  const scale = f32x4.splat(factor)
  return f32x4.mul(exp4(f32x4.mul(square, scale)), madd(lost, scale, f32x4.splat(1)))
}

/**
 * 1 − Φ(size) for size ≥ 0, of bell = e^(−size² / 2): bell·t·P(t) with t = 1 / (1 + size / 4), P fitted at the Chebyshev nodes of
 * 0 ≤ size ≤ 13.3 (relative error 1.2e-8). @inline
 */
export function upperTail(size: v128, bell: v128): v128 {
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
  return f32x4.mul(f32x4.mul(bell, t), p)
}

/** Φ(x), of size = |x| and bell = e^(−x² / 2): below 0 it is the tail, above 0 what is left to 1. @inline */
export function phi(x: v128, size: v128, bell: v128): v128 {
  const below = upperTail(size, bell)
  return v128.bitselect(f32x4.sub(f32x4.splat(1), below), below, f32x4.gt(x, f32x4.splat(0)))
}
