/**
 * What the gradient of each group is moved by: −mean(g) · inverseStd, and −mean(g · x̂) · inverseStd, joined from the sums of its
 * parts in their order. One item is one group of one image, or of eight side by side.
 */
import { In, Out } from '../../shared/assembly/args'

@unmanaged
export class GroupNormGradMeansArgs {
  /** [groups of all][chunks][Σ g, Σ g · x̂][block] */
  sums: In
  /** [groups of all][block] */
  inverseStd: In
  /** [groups of all][2][block] */
  means: Out
  run: u32
  runStep: u32
  /** 1 or 8 images side by side. */
  block: u32
}

export function groupNormGradMeans(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<GroupNormGradMeansArgs>(args)
  const chunks = (a.run + a.runStep - 1) / a.runStep
  const pitch = a.block << 3
  const count = <f64>(a.run / a.block)
  for (let group = begin; group < end; group++)
    // The two sums lie one behind the other, each of all lanes.
    for (let lane: u32 = 0; lane < 2 * a.block; lane++) {
      const from = a.sums + group * chunks * pitch + (lane << 2)
      let sum: f64 = 0
      for (let k: u32 = 0; k < chunks; k++) sum += <f64>load<f32>(from + k * pitch)
      const inverseStd = <f64>load<f32>(a.inverseStd + ((group * a.block + (lane % a.block)) << 2))
      store<f32>(a.means + group * pitch + (lane << 2), <f32>((-sum / count) * inverseStd))
    }
}
