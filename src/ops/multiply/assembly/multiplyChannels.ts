/**
 * The product of images with one number a channel. One item is one channel's plane: of one image, whose number stands in
 * all lanes, or of eight side by side, whose eight numbers go along with them.
 */
import { In, Out } from '../../shared/assembly/args'
import { endOfVectors } from '../../shared/assembly/lanes'

@unmanaged
export class MultiplyChannelsArgs {
  /** [planes][columns] */
  a: In
  /** [planes][block] */
  b: In
  y: Out
  /** Numbers of a plane, those of all its images. */
  columns: u32
  /** 1 or 8 images side by side. */
  block: u32
}

export function multiplyChannels(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<MultiplyChannelsArgs>(args)
  const bytes = given.columns << 2
  const eight = given.block === 8
  for (let plane = begin; plane < end; plane++) {
    const a = given.a + plane * bytes
    const y = given.y + plane * bytes
    const b = given.b + ((plane * given.block) << 2)
    if (eight) {
      const low = v128.load(b)
      const high = v128.load(b, 16)
      for (let at: u32 = 0; at < bytes; at += 32) {
        v128.store(y + at, f32x4.mul(v128.load(a + at), low))
        v128.store(y + at, f32x4.mul(v128.load(a + at, 16), high), 16)
      }
      continue
    }
    const one = load<f32>(b)
    const all = f32x4.splat(one)
    const whole = endOfVectors(bytes)
    let at: u32 = 0
    for (; at < whole; at += 16) v128.store(y + at, f32x4.mul(v128.load(a + at), all))
    for (; at < bytes; at += 4) store<f32>(y + at, load<f32>(a + at) * one)
  }
}
