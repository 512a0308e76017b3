/** The sum of the squares of each part of a vector: an item is a part, and its sum is a float64. */
import { In, Out } from '../../shared/assembly/args'

/** Elements of a part. */
export const PART: u32 = 4096

@unmanaged
export class SquareSumsArgs {
  x: In
  sums: Out
  elements: u32
}

export function squareSums(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<SquareSumsArgs>(args)
  for (let part = begin; part < end; part++) {
    let at: usize = given.x + ((part * PART) << 2)
    const last: usize = given.x + (min((part + 1) * PART, given.elements) << 2)
    let low = f64x2.splat(0)
    let high = f64x2.splat(0)
    for (; at + 16 <= last; at += 16) {
      const four = v128.load(at)
      const a = f64x2.promote_low_f32x4(four)
      const b = f64x2.promote_low_f32x4(i64x2.shuffle(four, four, 1, 1))
      low = f64x2.add(low, f64x2.mul(a, a))
      high = f64x2.add(high, f64x2.mul(b, b))
    }
    const both = f64x2.add(low, high)
    let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1)
    for (; at < last; at += 4) {
      const one = <f64>load<f32>(at)
      sum += one * one
    }
    store<f64>(given.sums + (part << 3), sum)
  }
}
