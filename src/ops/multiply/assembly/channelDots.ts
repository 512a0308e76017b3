/**
 * The sum over the places of a · b, for each channel of each image. One item is one channel's plane, so every item owns its
 * sums: of one image, summed eight places at a time and joined at the end, or of eight side by side, each in a lane.
 */
import { In, Out } from '../../shared/assembly/args'
import { madd, sum4 } from '../../shared/assembly/math'

@unmanaged
export class ChannelDotsArgs {
  /** [planes][columns], both */
  a: In
  b: In
  /** [planes][block] */
  y: Out
  /** Numbers of a plane, those of all its images. */
  columns: u32
  /** 1 or 8 images side by side. */
  block: u32
}

export function channelDots(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<ChannelDotsArgs>(args)
  const bytes = given.columns << 2
  const whole = bytes & ~31
  const eight = given.block === 8
  for (let plane = begin; plane < end; plane++) {
    const a = given.a + plane * bytes
    const b = given.b + plane * bytes
    const y = given.y + ((plane * given.block) << 2)
    let low = f32x4.splat(0)
    let high = low
    let at: u32 = 0
    for (; at < whole; at += 32) {
      low = madd(v128.load(a + at), v128.load(b + at), low)
      high = madd(v128.load(a + at, 16), v128.load(b + at, 16), high)
    }
    if (eight) {
      v128.store(y, low)
      v128.store(y, high, 16)
      continue
    }
    let rest = f32x4.splat(0)
    for (; at < bytes; at += 4) rest = madd(v128.load32_zero(a + at), v128.load32_zero(b + at), rest)
    store<f32>(y, sum4(f32x4.add(low, high)) + f32x4.extract_lane(rest, 0))
  }
}
