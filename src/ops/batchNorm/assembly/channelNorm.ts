/**
 * y = γ·(x − μ) / √(σ² + ε) + β. An item is a plane: a channel of one image, or of eight side by side. The mean is taken off
 * first: folded into β it would lose what is small beside it.
 */
import { In, Out } from '../../shared/assembly/args'
import { endOfVectors } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'
import { factorOf } from './planes'

@unmanaged
export class ChannelNormArgs {
  /** [planes][columns] */
  x: In
  /** [channels], as all that follow */
  mean: In
  variance: In
  weight: In
  bias: In
  y: Out
  channels: u32
  columns: u32
  epsilon: f32
}

export function channelNorm(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<ChannelNormArgs>(args)
  const bytes = given.columns << 2
  const whole = endOfVectors(bytes)
  for (let plane = begin; plane < end; plane++) {
    const c = plane % given.channels
    const x = given.x + plane * bytes
    const y = given.y + plane * bytes
    const mean = f32x4.splat(load<f32>(given.mean + (c << 2)))
    const factor = f32x4.splat(factorOf(given.weight, given.variance, c, given.epsilon))
    const bias = f32x4.splat(given.bias ? load<f32>(given.bias + (c << 2)) : 0)
    let at: u32 = 0
    for (; at < whole; at += 16) v128.store(y + at, madd(f32x4.sub(v128.load(x + at), mean), factor, bias))
    for (; at < bytes; at += 4) v128.store32_lane(y + at, madd(f32x4.sub(v128.load32_splat(x + at), mean), factor, bias), 0)
  }
}
