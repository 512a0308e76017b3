/**
 * The gradient of distances from centres: dx = −2 · Σ_c dy_c · (x − centre_c). One item is one image, of which four features are
 * worked out at a time, or eight side by side.
 */
import { In, Out } from '../../shared/assembly/args'
import { madd } from '../../shared/assembly/math'

@unmanaged
export class RbfGradInputArgs {
  /** [images][features][block] */
  x: In
  /** [classes][features] */
  centres: In
  /** [images][classes][block] */
  dy: In
  /** Of the form of x. */
  dx: Out
  classes: u32
  features: u32
  /** 1 or 8 images side by side. */
  block: u32
}

export function rbfGradInput(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<RbfGradInputArgs>(args)
  const row = a.features << 2
  const factor = f32x4.splat(-2)
  for (let item = begin; item < end; item++) {
    const from = item * a.block * row
    const dy = a.dy + ((item * a.block * a.classes) << 2)
    if (a.block === 8) {
      for (let at: u32 = 0; at < row; at += 4) {
        const place = from + (at << 3)
        const left = v128.load(a.x + place)
        const right = v128.load(a.x + place, 16)
        let low = f32x4.splat(0)
        let high = low
        for (let c: u32 = 0, centre = a.centres + at; c < a.classes; c++, centre += row) {
          const middle = v128.load32_splat(centre)
          low = madd(v128.load(dy + (c << 5)), f32x4.sub(left, middle), low)
          high = madd(v128.load(dy + (c << 5), 16), f32x4.sub(right, middle), high)
        }
        v128.store(a.dx + place, f32x4.mul(factor, low))
        v128.store(a.dx + place, f32x4.mul(factor, high), 16)
      }
      continue
    }
    const whole = row & ~15
    let at: u32 = 0
    for (; at < whole; at += 16) {
      const x = v128.load(a.x + from + at)
      let sum = f32x4.splat(0)
      for (let c: u32 = 0, centre = a.centres + at; c < a.classes; c++, centre += row)
        sum = madd(v128.load32_splat(dy + (c << 2)), f32x4.sub(x, v128.load(centre)), sum)
      v128.store(a.dx + from + at, f32x4.mul(factor, sum))
    }
    for (; at < row; at += 4) {
      const x = v128.load32_zero(a.x + from + at)
      let sum = f32x4.splat(0)
      for (let c: u32 = 0, centre = a.centres + at; c < a.classes; c++, centre += row)
        sum = madd(v128.load32_zero(dy + (c << 2)), f32x4.sub(x, v128.load32_zero(centre)), sum)
      v128.store32_lane(a.dx + from + at, f32x4.mul(factor, sum), 0)
    }
  }
}
