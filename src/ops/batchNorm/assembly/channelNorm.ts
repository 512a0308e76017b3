/**
 * y = γ·(x − μ) / √(σ² + ε) + β. An item is a plane: a channel of one image, or of eight side by side, all with the channel's
 * numbers.
 */
import { In, Out } from '../../shared/assembly/args'
import { standardizeRun } from '../../shared/assembly/standardizeRun'
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
  for (let plane = begin; plane < end; plane++) {
    const c = plane % given.channels
    const mean = f32x4.splat(load<f32>(given.mean + (c << 2)))
    const factor = f32x4.splat(factorOf(given.weight, given.variance, c, given.epsilon))
    const bias = f32x4.splat(given.bias ? load<f32>(given.bias + (c << 2)) : 0)
    standardizeRun(given.x + plane * bytes, given.y + plane * bytes, bytes, mean, mean, factor, factor, bias)
  }
}
