/** y = (x − mean) · scale + shift over a run of neighbouring numbers: what every normalization ends with. */
import { storeLanes } from './lanes'
import { madd } from './math'

/**
 * `bytes` of numbers from x to y, which may be one place. Of eight images side by side `low` and `high` belong to the first and
 * the last four; of one image all lanes are alike, and only then may the bytes be no multiple of 32. The mean is taken off
 * first: x · scale and mean · scale may both be large, and their difference small.
 */
export function standardizeRun(
  x: usize,
  y: usize,
  bytes: u32,
  meanLow: v128,
  meanHigh: v128,
  scaleLow: v128,
  scaleHigh: v128,
  shift: v128,
): void {
  const whole = bytes & ~31
  let at: u32 = 0
  for (; at < whole; at += 32) {
    v128.store(y + at, madd(f32x4.sub(v128.load(x + at), meanLow), scaleLow, shift))
    v128.store(y + at, madd(f32x4.sub(v128.load(x + at, 16), meanHigh), scaleHigh, shift), 16)
  }
  for (; at < bytes; at += 4) storeLanes(y + at, madd(f32x4.sub(v128.load32_splat(x + at), meanLow), scaleLow, shift), false)
}
