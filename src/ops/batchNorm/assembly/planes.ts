/**
 * What the routines of batch normalisation share: the numbers of a channel, and sums over its planes. A sum is taken in single
 * precision over at most 512 vectors and in double precision over these parts, so that it is as exact for large images as for
 * small ones.
 */
import { sum4 } from '../../shared/assembly/math'

/** Bytes of a part of a sum: 512 vectors. */
export const PART: u32 = 8192

/** γ / √(σ² + ε) of channel c; γ is 1 where there is no weight. @inline */
export function factorOf(weight: usize, variance: usize, c: u32, epsilon: f32): f32 {
  const gamma = weight ? load<f32>(weight + (c << 2)) : 1
  return gamma / Mathf.sqrt(load<f32>(variance + (c << 2)) + epsilon)
}

/** Where the plane of channel c lies in image (or block of eight) n. @inline */
export function planeAt(x: usize, n: u32, channels: u32, c: u32, bytes: u32): usize {
  return x + (n * channels + c) * bytes
}

/** A vector's lanes and the rest of a part that filled no vector, added up in double precision. @inline */
export function total(lanes: v128, rest: f32): f64 {
  return <f64>sum4(lanes) + <f64>rest
}
