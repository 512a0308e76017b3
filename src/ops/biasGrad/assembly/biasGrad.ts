/**
 * The bias gradient: one item is one channel, so every item owns its sum and no two threads meet. In blocks of eight
 * images the eight lanes are summed side by side and joined at the end.
 */
import { Both, In } from '../../shared/assembly/args'
import { sum4 } from '../../shared/assembly/math'

@unmanaged
export class BiasGradArgs {
  /** [batch / block][channels][pixels][block] */
  dy: In
  /** [channels], added to */
  dbias: Both
  batch: u32
  channels: u32
  pixels: u32
  /** 1 or 8 images side by side. */
  block: u32
}

export function biasGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<BiasGradArgs>(args)
  const outer = a.batch / a.block
  const run = (a.pixels * a.block) << 2
  for (let c = begin; c < end; c++) {
    let total: f32 = 0
    for (let n: u32 = 0; n < outer; n++) total += sumOf(a.dy + (n * a.channels + c) * run, run)
    const at = a.dbias + (c << 2)
    store<f32>(at, load<f32>(at) + total)
  }
}

/** The sum of `bytes` bytes of numbers from `at` on: eight at a time, then the rest. */
function sumOf(at: usize, bytes: u32): f32 {
  const end = at + bytes
  const whole = at + (bytes & ~31)
  let low = f32x4.splat(0)
  let high = f32x4.splat(0)
  for (; at < whole; at += 32) {
    low = f32x4.add(low, v128.load(at))
    high = f32x4.add(high, v128.load(at, 16))
  }
  let total = sum4(f32x4.add(low, high))
  for (; at < end; at += 4) total += load<f32>(at)
  return total
}
