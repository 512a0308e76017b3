/**
 * Sums, means, maxima and minima over some dimensions of each image. Of a kept run four numbers at a time are worked out side by
 * side; a run that is reduced itself is gone over eight at a time, and what they give is joined in a fixed order.
 */
import { In, Out, ReductionArgs } from '../../shared/assembly/args'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { findPlace, placeCount, placeOfX, placeOfY } from './places'

@unmanaged
export class ReduceArgs extends ReductionArgs {
  x: In
  y: Out
  /** 0 sum, 1 mean, 2 max, 3 min. */
  fn: u32
  /** What sums are divided by. */
  count: f32
}

/** So many numbers are summed before they are added to the others. */
const PART: u32 = 128

export function reduce(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<ReduceArgs>(args)
  for (let item = begin; item < end; item++) {
    findPlace(item, given)
    switch (given.fn) {
      case 0:
      case 1:
        itemOf(0, given)
        break
      case 2:
        itemOf(2, given)
        break
      case 3:
        itemOf(3, given)
        break
      default:
        unreachable()
    }
  }
}

/** @inline */
function itemOf(fn: u32, a: ReduceArgs): void {
  const x = a.x + placeOfX
  const y = a.y + placeOfY
  const count = f32x4.splat(a.count)
  if (a.runKept === 0) {
    v128.store32_lane(y, f32x4.div(overRun(fn, x, a), count), 0)
    return
  }
  const bytes = placeCount << 2
  for (let at: u32 = 0; at < bytes; ) {
    const four = at + 16 <= bytes
    storeLanes(y + at, f32x4.div(overPlaces(fn, x + at, four, a), count), four)
    at += four ? 16 : 4
  }
}

/** What is reduced of four numbers side by side, or of one. @inline */
function overPlaces(fn: u32, x: usize, four: bool, a: ReduceArgs): v128 {
  const step0 = a.reducedStride0 << 2
  const step1 = a.reducedStride1 << 2
  let total = nothing(fn)
  for (let i: u32 = 0; i < a.reducedSize0; i++) {
    let at = x + i * step0
    for (let left = a.reducedSize1; left; ) {
      const count = min(left, PART)
      let part = nothing(fn)
      for (let j: u32 = 0; j < count; j++) {
        part = joined(fn, part, loadLanes(at, four))
        at += step1
      }
      total = joined(fn, total, part)
      left -= count
    }
  }
  return total
}

/** What is reduced of rows whose numbers are all reduced, in the first lane. @inline */
function overRun(fn: u32, x: usize, a: ReduceArgs): v128 {
  const bytes = a.run << 2
  const whole = bytes & ~31
  let total = nothing(fn)
  for (let i: u32 = 0; i < a.reducedSize0; i++)
    for (let j: u32 = 0; j < a.reducedSize1; j++) {
      const row = x + ((i * a.reducedStride0 + j * a.reducedStride1) << 2)
      let at: u32 = 0
      while (at < whole) {
        // Each lane sums so many before they are added to the others.
        const end = min(whole, at + (PART << 5))
        let low = nothing(fn)
        let high = low
        for (; at < end; at += 32) {
          low = joined(fn, low, v128.load(row + at))
          high = joined(fn, high, v128.load(row + at, 16))
        }
        total = joined(fn, total, joined(fn, low, high))
      }
      // What is left is in the first lane; the others get what changes nothing.
      for (; at < bytes; at += 4) total = joined(fn, total, f32x4.replace_lane(nothing(fn), 0, load<f32>(row + at)))
    }
  const half = joined(fn, total, i32x4.shuffle(total, total, 2, 3, 0, 1))
  return joined(fn, half, i32x4.shuffle(half, half, 1, 0, 3, 2))
}

/** What changes nothing. @inline */
function nothing(fn: u32): v128 {
  return f32x4.splat(fn === 0 ? 0 : fn === 2 ? -Infinity : Infinity)
}

/** @inline */
function joined(fn: u32, a: v128, b: v128): v128 {
  if (fn === 0) return f32x4.add(a, b)
  if (fn === 2) return f32x4.max(a, b)
  return f32x4.min(a, b)
}
