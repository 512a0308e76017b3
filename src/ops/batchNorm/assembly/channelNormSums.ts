/** Σ dy and Σ dy·x̂ of each channel, in one pass. An item is a channel. */
import { In, Out } from '../../shared/assembly/args'
import { madd } from '../../shared/assembly/math'
import { factorOf, PART, planeAt, total } from './planes'

@unmanaged
export class ChannelNormSumsArgs {
  /** [outer][channels][columns], both */
  dy: In
  x: In
  /** [channels], as all that follow */
  mean: In
  variance: In
  dySum: Out
  dyXSum: Out
  /** Images, or blocks of eight. */
  outer: u32
  channels: u32
  columns: u32
  epsilon: f32
}

export function channelNormSums(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<ChannelNormSumsArgs>(args)
  const bytes = given.columns << 2
  for (let c = begin; c < end; c++) {
    const mean = load<f32>(given.mean + (c << 2))
    const means = f32x4.splat(mean)
    let sum: f64 = 0
    let products: f64 = 0
    for (let n: u32 = 0; n < given.outer; n++) {
      let dy = planeAt(given.dy, n, given.channels, c, bytes)
      let x = planeAt(given.x, n, given.channels, c, bytes)
      const end = dy + bytes
      while (dy < end) {
        const last = min<usize>(end, dy + PART)
        let sums = f32x4.splat(0)
        let dots = f32x4.splat(0)
        let sumRest: f32 = 0
        let dotRest: f32 = 0
        for (; dy + 16 <= last; dy += 16, x += 16) {
          const gradient = v128.load(dy)
          sums = f32x4.add(sums, gradient)
          dots = madd(gradient, f32x4.sub(v128.load(x), means), dots)
        }
        for (; dy < last; dy += 4, x += 4) {
          const gradient = load<f32>(dy)
          sumRest += gradient
          dotRest += gradient * (load<f32>(x) - mean)
        }
        sum += total(sums, sumRest)
        products += total(dots, dotRest)
      }
    }
    const factor = <f64>factorOf(0, given.variance, c, given.epsilon)
    store<f32>(given.dySum + (c << 2), <f32>sum)
    store<f32>(given.dyXSum + (c << 2), <f32>(products * factor))
  }
}
