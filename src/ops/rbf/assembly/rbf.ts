/**
 * Minus the squared distance from each centre. One item is one image, whose features are taken four at a time, or eight side by
 * side, each in a lane.
 */
import { In, Out } from '../../shared/assembly/args'
import { madd, sum4 } from '../../shared/assembly/math'

@unmanaged
export class RbfArgs {
  /** [images][features][block] */
  x: In
  /** [classes][features] */
  centres: In
  /** [images][classes][block] */
  y: Out
  classes: u32
  features: u32
  /** 1 or 8 images side by side. */
  block: u32
}

export function rbf(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<RbfArgs>(args)
  const row = a.features << 2
  for (let item = begin; item < end; item++) {
    const x = a.x + item * a.block * row
    let y = a.y + ((item * a.block * a.classes) << 2)
    let centre = a.centres
    for (let c: u32 = 0; c < a.classes; c++, centre += row) {
      if (a.block === 8) {
        let low = f32x4.splat(0)
        let high = low
        for (let at: u32 = 0; at < row; at += 4) {
          const middle = v128.load32_splat(centre + at)
          const left = f32x4.sub(v128.load(x + (at << 3)), middle)
          const right = f32x4.sub(v128.load(x + (at << 3), 16), middle)
          low = madd(left, left, low)
          high = madd(right, right, high)
        }
        v128.store(y, f32x4.neg(low))
        v128.store(y, f32x4.neg(high), 16)
        y += 32
        continue
      }
      const whole = row & ~15
      let sum = f32x4.splat(0)
      let at: u32 = 0
      for (; at < whole; at += 16) {
        const difference = f32x4.sub(v128.load(x + at), v128.load(centre + at))
        sum = madd(difference, difference, sum)
      }
      for (; at < row; at += 4) {
        const difference = f32x4.sub(v128.load32_zero(x + at), v128.load32_zero(centre + at))
        sum = madd(difference, difference, sum)
      }
      store<f32>(y, -sum4(sum))
      y += 4
    }
  }
}
