/**
 * The gradients of arithmetic of two values, for each place of the result: dy times the slope in a, or in b. Cut as `binary` is.
 */
import { In, Out, PairRowsArgs } from '../../shared/assembly/args'
import { log4, pow4 } from '../../shared/assembly/elementary'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { nextRow, rowAt, rowCount, rowOfA, rowOfB, setRows } from '../../shared/assembly/rows'

@unmanaged
export class BinaryGradArgs extends PairRowsArgs {
  a: In
  b: In
  dy: In
  dx: Out
  /** Twice the place of the function (`op.ts`), and 1 for the gradient of a, 2 for that of b. */
  fn: u32
}

export function binaryGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<BinaryGradArgs>(args)
  setRows(begin, end, given)
  while (nextRow(given)) {
    const a = given.a + rowOfA(given)
    const b = given.b + rowOfB(given)
    const dy = given.dy + rowAt
    const dx = given.dx + rowAt
    switch (given.fn) {
      case 1:
      case 2:
      case 3:
        rowOf(3, a, b, dy, dx, given)
        break
      case 4:
        rowOf(4, a, b, dy, dx, given)
        break
      case 5:
        rowOf(5, a, b, dy, dx, given)
        break
      case 6:
        rowOf(6, a, b, dy, dx, given)
        break
      case 7:
        rowOf(7, a, b, dy, dx, given)
        break
      case 8:
        rowOf(8, a, b, dy, dx, given)
        break
      case 9:
        rowOf(9, a, b, dy, dx, given)
        break
      case 10:
        rowOf(10, a, b, dy, dx, given)
        break
      case 11:
        rowOf(11, a, b, dy, dx, given)
        break
      case 12:
        rowOf(12, a, b, dy, dx, given)
        break
      case 13:
        rowOf(13, a, b, dy, dx, given)
        break
      case 14:
        rowOf(14, a, b, dy, dx, given)
        break
      default:
        unreachable()
    }
  }
}

/** @inline */
function rowOf(fn: u32, a: usize, b: usize, dy: usize, dx: usize, given: BinaryGradArgs): void {
  const ofA = given.aStep
  const ofB = given.bStep
  const oneA = v128.load32_splat(a)
  const oneB = v128.load32_splat(b)
  const bytes = rowCount << 2
  for (let at: u32 = 0; at < bytes; ) {
    const four = at + 16 <= bytes
    const left = ofA ? loadLanes(a + at, four) : oneA
    const right = ofB ? loadLanes(b + at, four) : oneB
    storeLanes(dx + at, gradientOf(fn, left, right, loadLanes(dy + at, four)), four)
    at += four ? 16 : 4
  }
}

/** @inline */
function gradientOf(fn: u32, a: v128, b: v128, dy: v128): v128 {
  if (fn === 3) return dy
  if (fn === 4) return f32x4.neg(dy)
  if (fn === 5) return f32x4.mul(dy, b)
  if (fn === 6) return f32x4.mul(dy, a)
  if (fn === 7) return f32x4.div(dy, b)
  if (fn === 8) return f32x4.neg(f32x4.mul(dy, f32x4.div(f32x4.div(a, b), b)))
  if (fn === 9) return ofBase(a, b, dy)
  if (fn === 10) return ofExponent(a, b, dy)
  if (fn === 11 || fn === 14) return share(b, a, dy)
  return share(a, b, dy)
}

/** dy · b · a^(b − 1), and 0 where b is 0. */
function ofBase(a: v128, b: v128, dy: v128): v128 {
  const slope = f32x4.mul(b, pow4(a, f32x4.sub(b, f32x4.splat(1))))
  return v128.andnot(f32x4.mul(dy, slope), f32x4.eq(b, f32x4.splat(0)))
}

/** dy · aᵇ · ln a, and 0 where a is 0 and b is not negative. */
function ofExponent(a: v128, b: v128, dy: v128): v128 {
  const zero = f32x4.splat(0)
  const slope = f32x4.mul(pow4(a, b), log4(a))
  return v128.andnot(f32x4.mul(dy, slope), v128.and(f32x4.eq(a, zero), f32x4.ge(b, zero)))
}

/** All to the larger one, half to each of two that are equal. @inline */
function share(own: v128, other: v128, dy: v128): v128 {
  const half = v128.bitselect(f32x4.mul(dy, f32x4.splat(0.5)), dy, f32x4.eq(own, other))
  return v128.andnot(half, f32x4.lt(own, other))
}
