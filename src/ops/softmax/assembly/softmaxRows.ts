/** Softmax of rows of neighbouring numbers, four of them at a time. One item is a row. The largest value is taken off first. */
import { In, Out } from '../../shared/assembly/args'
import { exp4 } from '../../shared/assembly/elementary'
import { sum4 } from '../../shared/assembly/math'

@unmanaged
export class SoftmaxRowsArgs {
  x: In
  y: Out
  channels: u32
}

export function softmaxRows(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<SoftmaxRowsArgs>(args)
  const bytes: usize = a.channels << 2
  for (let row = begin; row < end; row++) rowOf(a.x + row * bytes, a.y + row * bytes, bytes)
}

function rowOf(x: usize, y: usize, bytes: usize): void {
  const whole = bytes & ~15
  let most = load<f32>(x)
  if (whole) {
    let four = v128.load(x)
    // max, not pmax: a NaN must reach the result.
    for (let at: usize = 16; at < whole; at += 16) four = f32x4.max(four, v128.load(x + at))
    four = f32x4.max(four, i32x4.shuffle(four, four, 2, 3, 0, 1))
    four = f32x4.max(four, i32x4.shuffle(four, four, 1, 0, 3, 2))
    most = f32x4.extract_lane(four, 0)
  }
  for (let at = whole; at < bytes; at += 4) most = max(most, load<f32>(x + at))
  const highest = f32x4.splat(most)
  let sums = f32x4.splat(0)
  for (let at: usize = 0; at < whole; at += 16) {
    const power = exp4(f32x4.sub(v128.load(x + at), highest))
    sums = f32x4.add(sums, power)
    v128.store(y + at, power)
  }
  let sum = sum4(sums)
  for (let at = whole; at < bytes; at += 4) {
    const power = f32x4.extract_lane(exp4(f32x4.sub(v128.load32_splat(x + at), highest)), 0)
    sum += power
    store<f32>(y + at, power)
  }
  const share: f32 = 1 / sum
  for (let at: usize = 0; at < whole; at += 16) v128.store(y + at, f32x4.mul(v128.load(y + at), f32x4.splat(share)))
  for (let at = whole; at < bytes; at += 4) store<f32>(y + at, load<f32>(y + at) * share)
}
