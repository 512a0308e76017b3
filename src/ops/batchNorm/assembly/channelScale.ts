/** dx = γ/√(σ² + ε) · dy. An item is a plane: a channel of one image, or of eight side by side. */
import { In, Out } from '../../shared/assembly/args'
import { endOfVectors } from '../../shared/assembly/lanes'
import { factorOf } from './planes'

@unmanaged
export class ChannelScaleArgs {
  /** [planes][columns] */
  dy: In
  /** [channels], as weight */
  variance: In
  weight: In
  dx: Out
  channels: u32
  columns: u32
  epsilon: f32
}

export function channelScale(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<ChannelScaleArgs>(args)
  const bytes = given.columns << 2
  const whole = endOfVectors(bytes)
  for (let plane = begin; plane < end; plane++) {
    const dy = given.dy + plane * bytes
    const dx = given.dx + plane * bytes
    const factor = factorOf(given.weight, given.variance, plane % given.channels, given.epsilon)
    const four = f32x4.splat(factor)
    let at: u32 = 0
    for (; at < whole; at += 16) v128.store(dx + at, f32x4.mul(v128.load(dy + at), four))
    for (; at < bytes; at += 4) store<f32>(dx + at, load<f32>(dy + at) * factor)
  }
}
