/**
 * The weights of the transposed convolution: [F][C][KH][KW] becomes [C][F][KH][KW] within each group, every kernel turned by
 * half a turn. One item is one (group, channel).
 */
import { In, Out } from '../../shared/assembly/args'

@unmanaged
export class FlipWeightArgs {
  weight: In
  flipped: Out
  /** Of one group. */
  channels: u32
  filters: u32
  /** KH · KW */
  window: u32
}

export function flipWeight(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<FlipWeightArgs>(args)
  const step: usize = (a.channels * a.window) << 2
  for (let item = begin; item < end; item++) {
    const group = item / a.channels
    const channel = item % a.channels
    let from = a.weight + group * a.filters * step + ((channel * a.window) << 2)
    let to = a.flipped + ((item * a.filters * a.window) << 2)
    for (let f: u32 = 0; f < a.filters; f++) {
      for (let k = a.window; k; k--) {
        store<f32>(to, load<f32>(from + ((k - 1) << 2)))
        to += 4
      }
      from += step
    }
  }
}
