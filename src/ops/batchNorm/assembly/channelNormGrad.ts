/** dx = γ/√(σ² + ε) · (dy − dySum/M − x̂·dyXSum/M). An item is a plane: a channel of one image, or of eight side by side. */
import { In, Out } from '../../shared/assembly/args'
import { endOfVectors } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'
import { factorOf } from './planes'

@unmanaged
export class ChannelNormGradArgs {
  /** [planes][columns], both */
  dy: In
  x: In
  /** [channels], as all that follow */
  mean: In
  variance: In
  dySum: In
  dyXSum: In
  weight: In
  dx: Out
  channels: u32
  columns: u32
  /** M, the numbers of a channel. */
  count: u32
  epsilon: f32
}

export function channelNormGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<ChannelNormGradArgs>(args)
  const bytes = given.columns << 2
  const whole = endOfVectors(bytes)
  for (let plane = begin; plane < end; plane++) {
    const c = plane % given.channels
    const dy = given.dy + plane * bytes
    const x = given.x + plane * bytes
    const dx = given.dx + plane * bytes
    const inverse = factorOf(0, given.variance, c, given.epsilon)
    const mean = f32x4.splat(load<f32>(given.mean + (c << 2)))
    const factor = f32x4.splat(factorOf(given.weight, given.variance, c, given.epsilon))
    const dyMean = f32x4.splat(load<f32>(given.dySum + (c << 2)) / <f32>given.count)
    // Of x − μ, which is x̂ without its division.
    const slope = f32x4.splat((load<f32>(given.dyXSum + (c << 2)) / <f32>given.count) * -inverse)
    let at: u32 = 0
    for (; at < whole; at += 16) {
      const centred = f32x4.sub(v128.load(dy + at), dyMean)
      v128.store(dx + at, f32x4.mul(madd(f32x4.sub(v128.load(x + at), mean), slope, centred), factor))
    }
    for (; at < bytes; at += 4) {
      const centred = f32x4.sub(v128.load32_splat(dy + at), dyMean)
      const sum = madd(f32x4.sub(v128.load32_splat(x + at), mean), slope, centred)
      v128.store32_lane(dx + at, f32x4.mul(sum, factor), 0)
    }
  }
}
