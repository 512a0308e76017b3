/**
 * The mean and 1 / √(variance + ε) of each group, joined from its parts in their order (Chan, Golub, LeVeque 1979): the squares
 * about the common mean are those about each part's own, and the part's count times the square of the distance between the two.
 * One item is one group of one image, or of eight side by side.
 */
import { In, Out } from '../../shared/assembly/args'

@unmanaged
export class GroupMomentsArgs {
  /** [groups of all][chunks][mean, squares][block], float64 */
  moments: In
  /** [groups of all][block], both */
  mean: Out
  inverseStd: Out
  run: u32
  runStep: u32
  /** 1 or 8 images side by side. */
  block: u32
  epsilon: f32
}

export function groupMoments(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<GroupMomentsArgs>(args)
  const chunks = (a.run + a.runStep - 1) / a.runStep
  const pitch = a.block << 4
  const count = <f64>(a.run / a.block)
  for (let group = begin; group < end; group++)
    for (let lane: u32 = 0; lane < a.block; lane++) {
      const from = a.moments + group * chunks * pitch + (lane << 3)
      let mean: f64 = 0
      for (let k: u32 = 0; k < chunks; k++) mean += load<f64>(from + k * pitch) * countOf(k, a)
      mean /= count
      let squares: f64 = 0
      for (let k: u32 = 0; k < chunks; k++) {
        const distance = load<f64>(from + k * pitch) - mean
        squares += load<f64>(from + k * pitch + (a.block << 3)) + countOf(k, a) * distance * distance
      }
      const to = (group * a.block + lane) << 2
      store<f32>(a.mean + to, <f32>mean)
      store<f32>(a.inverseStd + to, <f32>(1 / Math.sqrt(squares / count + <f64>a.epsilon)))
    }
}

/** Numbers of one image in the k-th part of a group. @inline */
function countOf(k: u32, a: GroupMomentsArgs): f64 {
  return <f64>(min(a.runStep, a.run - k * a.runStep) / a.block)
}
