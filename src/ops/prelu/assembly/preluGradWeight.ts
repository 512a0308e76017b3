/** Σ dy · min(x, 0) of each channel, over images and places. One item is one channel, so every item owns its sum. */
import { In, Out } from '../../shared/assembly/args'
import { madd, sum4 } from '../../shared/assembly/math'

@unmanaged
export class PreluGradWeightArgs {
  /** [outer][channels][columns], both */
  x: In
  dy: In
  /** [channels][4], of which the first counts */
  sums: Out
  outer: u32
  channels: u32
  columns: u32
}

export function preluGradWeight(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<PreluGradWeightArgs>(args)
  const bytes = a.columns << 2
  const whole = bytes & ~31
  const zero = f32x4.splat(0)
  for (let c = begin; c < end; c++) {
    let low = f32x4.splat(0)
    let high = low
    for (let n: u32 = 0; n < a.outer; n++) {
      const x = a.x + (n * a.channels + c) * bytes
      const dy = a.dy + (n * a.channels + c) * bytes
      let at: u32 = 0
      for (; at < whole; at += 32) {
        low = madd(v128.load(dy + at), f32x4.min(v128.load(x + at), zero), low)
        high = madd(v128.load(dy + at, 16), f32x4.min(v128.load(x + at, 16), zero), high)
      }
      for (; at < bytes; at += 4) low = madd(v128.load32_zero(dy + at), f32x4.min(v128.load32_zero(x + at), zero), low)
    }
    v128.store(a.sums + (c << 4), f32x4.splat(sum4(f32x4.add(low, high))))
  }
}
