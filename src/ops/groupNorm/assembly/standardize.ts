/** y = (x − mean) · inverseStd · weight + bias, and the activation. One item is a part of a group. */
import { ActivationArgs, In, Out } from '../../shared/assembly/args'
import { endOfVectors, loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'
import { standardizeRun } from '../../shared/assembly/standardizeRun'
import { activateRun } from '../../unary/assembly/activateRun'
import { nextPart, nextSegment, partGroup, segmentAt, segmentBytes, segmentNumber, setParts } from './parts'

@unmanaged
export class StandardizeArgs extends ActivationArgs {
  /** [outer][groups][run] */
  x: In
  /** [outer][groups][block], both */
  mean: In
  inverseStd: In
  /** One for `columns` numbers, both; 0 for none. */
  weight: In
  bias: In
  y: Out
  run: u32
  runStep: u32
  groups: u32
  columns: u32
  /** 1 or 8 images side by side. */
  block: u32
}

export function standardize(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<StandardizeArgs>(args)
  const eight = a.block === 8
  const high: usize = eight ? 16 : 0
  const own = a.weight !== 0 && a.columns === 1
  setParts(begin, end, a.run, a.runStep, a.groups, a.columns)
  while (nextPart()) {
    const mean = a.mean + ((partGroup * a.block) << 2)
    const inverseStd = a.inverseStd + ((partGroup * a.block) << 2)
    const meanLow = loadLanes(mean, eight)
    const meanHigh = loadLanes(mean + high, eight)
    const inverseLow = loadLanes(inverseStd, eight)
    const inverseHigh = loadLanes(inverseStd + high, eight)
    while (nextSegment()) {
      const x = a.x + segmentAt
      const y = a.y + segmentAt
      const weight = a.weight + segmentNumber
      if (own) eachItsOwn(x, y, segmentBytes, meanLow, inverseLow, weight, a.bias ? a.bias + segmentNumber : 0)
      else {
        const factor = a.weight ? v128.load32_splat(weight) : f32x4.splat(1)
        const shift = a.bias ? v128.load32_splat(a.bias + segmentNumber) : f32x4.splat(0)
        const low = f32x4.mul(inverseLow, factor)
        standardizeRun(x, y, segmentBytes, meanLow, meanHigh, low, f32x4.mul(inverseHigh, factor), shift)
      }
      activateRun(y, segmentBytes >> 2, a.fn, a.fnA, a.fnB)
    }
  }
}

/** Where each number has a weight and a bias of its own: one image, and the parameters lie as its numbers do. */
function eachItsOwn(x: usize, y: usize, bytes: u32, mean: v128, inverseStd: v128, weight: usize, bias: usize): void {
  const whole = endOfVectors(bytes)
  let at: u32 = 0
  while (at < bytes) {
    const four = at < whole
    const scale = f32x4.mul(inverseStd, loadLanes(weight + at, four))
    const shift = bias ? loadLanes(bias + at, four) : f32x4.splat(0)
    storeLanes(y + at, madd(f32x4.sub(loadLanes(x + at, four), mean), scale, shift), four)
    at += four ? 16 : 4
  }
}
