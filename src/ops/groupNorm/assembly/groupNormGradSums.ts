/** Σ g and Σ g · x̂ of each part of a group, with g = dy · weight and x̂ = (x − mean) · inverseStd. One item is a part. */
import { In, Out } from '../../shared/assembly/args'
import { loadLanes } from '../../shared/assembly/lanes'
import { madd, sum4 } from '../../shared/assembly/math'
import { nextPart, nextSegment, part, partGroup, segmentAt, segmentBytes, segmentNumber, setParts } from './parts'

@unmanaged
export class GroupNormGradSumsArgs {
  /** [outer][groups][run], both */
  x: In
  dy: In
  /** [outer][groups][block], both */
  mean: In
  inverseStd: In
  /** One for `columns` numbers; 0 for none. */
  weight: In
  /** [parts][Σ g, Σ g · x̂][block] */
  sums: Out
  run: u32
  runStep: u32
  groups: u32
  columns: u32
  /** 1 or 8 images side by side. */
  block: u32
}

export function groupNormGradSums(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<GroupNormGradSumsArgs>(args)
  const eight = a.block === 8
  const high: usize = eight ? 16 : 0
  const own = a.weight !== 0 && a.columns === 1
  setParts(begin, end, a.run, a.runStep, a.groups, a.columns)
  while (nextPart()) {
    const moment = (partGroup * a.block) << 2
    const meanLow = loadLanes(a.mean + moment, eight)
    const meanHigh = loadLanes(a.mean + moment + high, eight)
    const inverseLow = loadLanes(a.inverseStd + moment, eight)
    const inverseHigh = loadLanes(a.inverseStd + moment + high, eight)
    let sumLow = f32x4.splat(0)
    let sumHigh = sumLow
    let alongLow = sumLow
    let alongHigh = sumLow
    while (nextSegment()) {
      const x = a.x + segmentAt
      const dy = a.dy + segmentAt
      const weight = a.weight + segmentNumber
      const one = a.weight ? v128.load32_splat(weight) : f32x4.splat(1)
      const bytes = segmentBytes
      const whole = bytes & ~31
      let at: u32 = 0
      for (; at < whole; at += 32) {
        const low = f32x4.mul(v128.load(dy + at), own ? v128.load(weight + at) : one)
        const upper = f32x4.mul(v128.load(dy + at, 16), own ? v128.load(weight + at, 16) : one)
        sumLow = f32x4.add(sumLow, low)
        sumHigh = f32x4.add(sumHigh, upper)
        alongLow = madd(low, f32x4.mul(f32x4.sub(v128.load(x + at), meanLow), inverseLow), alongLow)
        alongHigh = madd(upper, f32x4.mul(f32x4.sub(v128.load(x + at, 16), meanHigh), inverseHigh), alongHigh)
      }
      // What is left of one image: the other lanes of g are 0.
      for (; at < bytes; at += 4) {
        const g = f32x4.mul(v128.load32_zero(dy + at), own ? v128.load32_splat(weight + at) : one)
        sumLow = f32x4.add(sumLow, g)
        alongLow = madd(g, f32x4.mul(f32x4.sub(v128.load32_zero(x + at), meanLow), inverseLow), alongLow)
      }
    }
    const to = a.sums + part * (a.block << 3)
    if (eight) {
      v128.store(to, sumLow)
      v128.store(to, sumHigh, 16)
      v128.store(to, alongLow, 32)
      v128.store(to, alongHigh, 48)
    } else {
      store<f32>(to, sum4(f32x4.add(sumLow, sumHigh)))
      store<f32>(to, sum4(f32x4.add(alongLow, alongHigh)), 4)
    }
  }
}
