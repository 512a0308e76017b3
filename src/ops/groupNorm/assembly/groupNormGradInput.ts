/** dx = (g − mean(g) − x̂ · mean(g · x̂)) · inverseStd, with the means of groupNormGradMeans. One item is a part of a group. */
import { In, Out } from '../../shared/assembly/args'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'
import { nextPart, nextSegment, partGroup, segmentAt, segmentBytes, segmentNumber, setParts } from './parts'

@unmanaged
export class GroupNormGradInputArgs {
  /** [outer][groups][run], both */
  x: In
  dy: In
  /** [outer][groups][block], both */
  mean: In
  inverseStd: In
  /** One for `columns` numbers; 0 for none. */
  weight: In
  /** [outer][groups][−mean(g) · inverseStd, −mean(g · x̂) · inverseStd][block] */
  means: In
  dx: Out
  run: u32
  runStep: u32
  groups: u32
  columns: u32
  /** 1 or 8 images side by side. */
  block: u32
}

export function groupNormGradInput(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<GroupNormGradInputArgs>(args)
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
    const shift = a.means + 2 * moment
    const shiftLow = loadLanes(shift, eight)
    const shiftHigh = loadLanes(shift + high, eight)
    const slope = shift + (a.block << 2)
    const slopeLow = loadLanes(slope, eight)
    const slopeHigh = loadLanes(slope + high, eight)
    while (nextSegment()) {
      const x = a.x + segmentAt
      const dy = a.dy + segmentAt
      const dx = a.dx + segmentAt
      const weight = a.weight + segmentNumber
      const one = a.weight ? v128.load32_splat(weight) : f32x4.splat(1)
      const bytes = segmentBytes
      const whole = bytes & ~31
      let at: u32 = 0
      for (; at < whole; at += 32) {
        const low = f32x4.mul(inverseLow, own ? v128.load(weight + at) : one)
        const upper = f32x4.mul(inverseHigh, own ? v128.load(weight + at, 16) : one)
        const standardLow = f32x4.mul(f32x4.sub(v128.load(x + at), meanLow), inverseLow)
        const standardHigh = f32x4.mul(f32x4.sub(v128.load(x + at, 16), meanHigh), inverseHigh)
        // Both are read before either is written: dx may lie where x or dy does.
        const first = madd(v128.load(dy + at), low, madd(standardLow, slopeLow, shiftLow))
        const second = madd(v128.load(dy + at, 16), upper, madd(standardHigh, slopeHigh, shiftHigh))
        v128.store(dx + at, first)
        v128.store(dx + at, second, 16)
      }
      for (; at < bytes; at += 4) {
        const scale = f32x4.mul(inverseLow, own ? v128.load32_splat(weight + at) : one)
        const standard = f32x4.mul(f32x4.sub(v128.load32_splat(x + at), meanLow), inverseLow)
        storeLanes(dx + at, madd(v128.load32_splat(dy + at), scale, madd(standard, slopeLow, shiftLow)), false)
      }
    }
  }
}
