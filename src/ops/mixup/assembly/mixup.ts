/**
 * Mixes each image with the next one of the batch. One item is one image, or eight side by side: there the next one lies in the
 * next lane, and that of the last in the first lane of the next eight.
 */
import { In, Out } from '../../shared/assembly/args'
import { endOfVectors } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'

@unmanaged
export class MixupArgs {
  /** [groups][size][block] */
  x: In
  /** One number an image. */
  share: In
  y: Out
  /** Of one image, or of eight. */
  groups: u32
  /** Numbers of an image. */
  size: u32
  /** 1 or 8 images side by side. */
  block: u32
}

export function mixup(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<MixupArgs>(args)
  const bytes = (a.size * a.block) << 2
  for (let item = begin; item < end; item++) {
    const own = a.x + item * bytes
    const next = a.x + (item + 1 < a.groups ? item + 1 : 0) * bytes
    const to = a.y + item * bytes
    const shares = a.share + ((item * a.block) << 2)
    if (a.block === 8) {
      const low = v128.load(shares)
      const high = v128.load(shares, 16)
      for (let at: u32 = 0; at < bytes; at += 32) {
        const left = v128.load(own + at)
        const right = v128.load(own + at, 16)
        // The lanes, moved by one.
        const leftNext = i32x4.shuffle(left, right, 1, 2, 3, 4)
        const rightNext = i32x4.shuffle(right, v128.load32_zero(next + at), 1, 2, 3, 4)
        v128.store(to + at, mixed(left, leftNext, low))
        v128.store(to + at, mixed(right, rightNext, high), 16)
      }
      continue
    }
    const share = v128.load32_splat(shares)
    const whole = endOfVectors(bytes)
    let at: u32 = 0
    for (; at < whole; at += 16) v128.store(to + at, mixed(v128.load(own + at), v128.load(next + at), share))
    for (; at < bytes; at += 4)
      v128.store32_lane(to + at, mixed(v128.load32_zero(own + at), v128.load32_zero(next + at), share), 0)
  }
}

/** share·own + (1 − share)·next @inline */
function mixed(own: v128, next: v128, share: v128): v128 {
  return madd(share, f32x4.sub(own, next), next)
}
