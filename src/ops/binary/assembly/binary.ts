/**
 * Arithmetic of two values that stand for the places of a third: rows of the result, four numbers at a time. An operand has a
 * number for each place of a row, or one for all of them.
 */
import { In, Out, PairRowsArgs } from '../../shared/assembly/args'
import { pow4 } from '../../shared/assembly/elementary'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { nextRow, rowAt, rowCount, rowOfA, rowOfB, setRows } from '../../shared/assembly/rows'

@unmanaged
export class BinaryArgs extends PairRowsArgs {
  a: In
  b: In
  y: Out
  /** The number of the function, from 1 on (`op.ts`). */
  fn: u32
}

export function binary(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<BinaryArgs>(args)
  setRows(begin, end, given)
  while (nextRow(given)) {
    const a = given.a + rowOfA(given)
    const b = given.b + rowOfB(given)
    const y = given.y + rowAt
    // One loop of each function, chosen once a row.
    switch (given.fn) {
      case 1:
        rowOf(1, a, b, y, given)
        break
      case 2:
        rowOf(2, a, b, y, given)
        break
      case 3:
        rowOf(3, a, b, y, given)
        break
      case 4:
        rowOf(4, a, b, y, given)
        break
      case 5:
        rowOf(5, a, b, y, given)
        break
      case 6:
        rowOf(6, a, b, y, given)
        break
      case 7:
        rowOf(7, a, b, y, given)
        break
      default:
        unreachable()
    }
  }
}

/** @inline */
function rowOf(fn: u32, a: usize, b: usize, y: usize, given: BinaryArgs): void {
  const ofA = given.aStep
  const ofB = given.bStep
  const oneA = v128.load32_splat(a)
  const oneB = v128.load32_splat(b)
  const bytes = rowCount << 2
  for (let at: u32 = 0; at < bytes; ) {
    const four = at + 16 <= bytes
    const left = ofA ? loadLanes(a + at, four) : oneA
    const right = ofB ? loadLanes(b + at, four) : oneB
    storeLanes(y + at, resultOf(fn, left, right), four)
    at += four ? 16 : 4
  }
}

/** @inline */
function resultOf(fn: u32, a: v128, b: v128): v128 {
  if (fn === 1) return f32x4.add(a, b)
  if (fn === 2) return f32x4.sub(a, b)
  if (fn === 3) return f32x4.mul(a, b)
  if (fn === 4) return f32x4.div(a, b)
  if (fn === 5) return pow4(a, b)
  if (fn === 6) return f32x4.min(a, b)
  return f32x4.max(a, b)
}
