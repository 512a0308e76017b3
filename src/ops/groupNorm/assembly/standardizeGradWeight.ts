/**
 * The gradient of the weights: dweight[c] += Σ_n Σ dy · (x − mean) · inverseStd over the numbers that weight c belongs to. One
 * item is one weight, so every item owns its sum. Where each number of one image has a weight of its own, four neighbouring
 * weights are worked out at a time; each sum has the same order either way.
 */
import { Both, In } from '../../shared/assembly/args'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { madd, sum4 } from '../../shared/assembly/math'

@unmanaged
export class StandardizeGradWeightArgs {
  /** [outer][channels][columns], both */
  x: In
  dy: In
  /** [outer][groups][block], both */
  mean: In
  inverseStd: In
  /** [channels], added to */
  dweight: Both
  outer: u32
  channels: u32
  columns: u32
  groups: u32
  /** 1 or 8 images side by side. */
  block: u32
}

export function standardizeGradWeight(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<StandardizeGradWeightArgs>(args)
  const perGroup = a.channels / a.groups
  let c = begin
  while (c < end) {
    const group = c / perGroup
    if (a.columns > 1) addSum(a, c++, group)
    else {
      const four = c + 4 <= min(end, (group + 1) * perGroup)
      addEach(a, c, group, four)
      c += four ? 4 : 1
    }
  }
}

/** Adds the sum of one weight, over the numbers of its columns. */
function addSum(a: StandardizeGradWeightArgs, c: u32, group: u32): void {
  const eight = a.block === 8
  const high: usize = eight ? 16 : 0
  const bytes = a.columns << 2
  const whole = bytes & ~31
  let total = f32x4.splat(0)
  for (let n: u32 = 0; n < a.outer; n++) {
    const plane = (n * a.channels + c) * bytes
    const x = a.x + plane
    const dy = a.dy + plane
    const moment = ((n * a.groups + group) * a.block) << 2
    const meanLow = loadLanes(a.mean + moment, eight)
    const meanHigh = loadLanes(a.mean + moment + high, eight)
    let low = f32x4.splat(0)
    let upper = low
    let at: u32 = 0
    for (; at < whole; at += 32) {
      low = madd(v128.load(dy + at), f32x4.sub(v128.load(x + at), meanLow), low)
      upper = madd(v128.load(dy + at, 16), f32x4.sub(v128.load(x + at, 16), meanHigh), upper)
    }
    // What is left of one image: the other lanes of dy are 0.
    for (; at < bytes; at += 4) low = madd(v128.load32_zero(dy + at), f32x4.sub(v128.load32_zero(x + at), meanLow), low)
    total = madd(low, loadLanes(a.inverseStd + moment, eight), total)
    total = madd(upper, loadLanes(a.inverseStd + moment + high, eight), total)
  }
  const to = a.dweight + (c << 2)
  store<f32>(to, load<f32>(to) + sum4(total))
}

/** Adds the sums of four neighbouring weights, or of one, that belong to one number of each image. */
function addEach(a: StandardizeGradWeightArgs, c: u32, group: u32, four: bool): void {
  let total = f32x4.splat(0)
  for (let n: u32 = 0; n < a.outer; n++) {
    const at = (n * a.channels + c) << 2
    const moment = (n * a.groups + group) << 2
    const deviation = f32x4.sub(loadLanes(a.x + at, four), v128.load32_splat(a.mean + moment))
    const standard = f32x4.mul(deviation, v128.load32_splat(a.inverseStd + moment))
    total = madd(loadLanes(a.dy + at, four), standard, total)
  }
  const to = a.dweight + (c << 2)
  storeLanes(to, f32x4.add(loadLanes(to, four), total), four)
}
