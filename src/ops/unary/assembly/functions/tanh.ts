/** The hyperbolic tangent, with an amplitude and a rate. */
import { tanh4 } from '../../../shared/assembly/elementary'
import { madd } from '../../../shared/assembly/math'

/** @inline */
export function tanh(x: v128, amplitude: v128, rate: v128): v128 {
  return f32x4.mul(tanh4(f32x4.mul(x, rate)), amplitude)
}

/** rate · (amplitude − y² / amplitude), as most + less·y². */
export function tanhMost(amplitude: f32, rate: f32): f32 {
  return amplitude * rate
}

export function tanhLess(amplitude: f32, rate: f32): f32 {
  return -rate / amplitude
}

/** @inline */
export function tanhGrad(y: v128, dy: v128, most: v128, less: v128): v128 {
  return f32x4.mul(dy, madd(f32x4.mul(y, y), less, most))
}
