/** What local response normalization and its gradient share: the sum over the neighbouring channels, and its power. */
import { exp4, log4 } from '../../shared/assembly/elementary'
import { loadLanes } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'

/** Σ x² of so many channels, which lie `pitch` bytes apart. @inline */
export function sumOfSquares(x: usize, channels: u32, pitch: usize, four: bool): v128 {
  let sum = f32x4.splat(0)
  for (; channels > 0; channels--, x += pitch) {
    const v = loadLanes(x, four)
    sum = madd(v, v, sum)
  }
  return sum
}

/** s^beta. The usual exponent, 3/4, is two square roots, which are exact to the last place. @inline */
export function power4(s: v128, beta: f32): v128 {
  if (beta === 0.75) {
    const root = f32x4.sqrt(s)
    return f32x4.mul(root, f32x4.sqrt(root))
  }
  return anyPower(s, beta)
}

function anyPower(s: v128, beta: f32): v128 {
  return exp4(f32x4.mul(f32x4.splat(beta), log4(s)))
}
