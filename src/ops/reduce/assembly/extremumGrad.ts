/**
 * The gradient of the largest or the least number over some dimensions: shared evenly among the places that hold it. Cut as
 * `reduce` is; each item counts those places, and goes over them again.
 */
import { In, Out, ReductionArgs } from '../../shared/assembly/args'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { sum4 } from '../../shared/assembly/math'
import { findPlace, placeCount, placeOfX, placeOfY } from './places'

@unmanaged
export class ExtremumGradArgs extends ReductionArgs {
  x: In
  y: In
  dy: In
  dx: Out
}

export function extremumGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<ExtremumGradArgs>(args)
  for (let item = begin; item < end; item++) {
    findPlace(item, a)
    if (a.runKept === 0) ofRun(a)
    else {
      const bytes = placeCount << 2
      for (let at: u32 = 0; at < bytes; ) {
        const four = at + 16 <= bytes
        ofPlaces(at, four, a)
        at += four ? 16 : 4
      }
    }
  }
}

/** Of four numbers of y side by side, or of one. */
function ofPlaces(side: u32, four: bool, a: ExtremumGradArgs): void {
  const y = loadLanes(a.y + placeOfY + side, four)
  const one = f32x4.splat(1)
  let count = f32x4.splat(0)
  for (let i: u32 = 0; i < a.reducedSize0; i++)
    for (let j: u32 = 0; j < a.reducedSize1; j++) {
      const at = placeOfX + side + ((i * a.reducedStride0 + j * a.reducedStride1) << 2)
      count = f32x4.add(count, v128.and(one, f32x4.eq(loadLanes(a.x + at, four), y)))
    }
  const part = f32x4.div(loadLanes(a.dy + placeOfY + side, four), count)
  // Not simply 0: where no place holds y it is no number, and so is this.
  const rest = f32x4.div(f32x4.splat(0), count)
  for (let i: u32 = 0; i < a.reducedSize0; i++)
    for (let j: u32 = 0; j < a.reducedSize1; j++) {
      const at = placeOfX + side + ((i * a.reducedStride0 + j * a.reducedStride1) << 2)
      storeLanes(a.dx + at, v128.bitselect(part, rest, f32x4.eq(loadLanes(a.x + at, four), y)), four)
    }
}

/** Of one number of y, which rows that are reduced whole belong to. */
function ofRun(a: ExtremumGradArgs): void {
  const y = v128.load32_splat(a.y + placeOfY)
  const one = f32x4.splat(1)
  const bytes = a.run << 2
  let count = f32x4.splat(0)
  let single: f32 = 0
  for (let i: u32 = 0; i < a.reducedSize0; i++)
    for (let j: u32 = 0; j < a.reducedSize1; j++) {
      const row = a.x + placeOfX + ((i * a.reducedStride0 + j * a.reducedStride1) << 2)
      let at: u32 = 0
      for (; at + 16 <= bytes; at += 16) count = f32x4.add(count, v128.and(one, f32x4.eq(v128.load(row + at), y)))
      for (; at < bytes; at += 4) single += load<f32>(row + at) === f32x4.extract_lane(y, 0) ? 1 : 0
    }
  const all = f32x4.splat(sum4(count) + single)
  const part = f32x4.div(v128.load32_splat(a.dy + placeOfY), all)
  const rest = f32x4.div(f32x4.splat(0), all)
  for (let i: u32 = 0; i < a.reducedSize0; i++)
    for (let j: u32 = 0; j < a.reducedSize1; j++) {
      const row = placeOfX + ((i * a.reducedStride0 + j * a.reducedStride1) << 2)
      for (let at: u32 = 0; at < bytes; ) {
        const four = at + 16 <= bytes
        const place = row + at
        storeLanes(a.dx + place, v128.bitselect(part, rest, f32x4.eq(loadLanes(a.x + place, four), y)), four)
        at += four ? 16 : 4
      }
    }
}
