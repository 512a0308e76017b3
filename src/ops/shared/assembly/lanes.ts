/**
 * What the routines share to go over numbers four at a time. *Lines*: an element-wise routine's item is a line of 16
 * elements (64 bytes), so that no two threads write one cache line. Routines go over columns with `columns.ts`.
 */

/** Elements of a line, as a shift. */
export const LINE: u32 = 4

/** The first element of line `begin`. @inline */
export function firstOfLines(begin: u32): u32 {
  return begin << LINE
}

/** One beyond the last element of the lines before `end`: the last line may be cut short. @inline */
export function endOfLines(end: u32, elements: u32): u32 {
  return min(end << LINE, elements)
}

/** Where the last whole vector before byte `end` ends. @inline */
export function endOfVectors(end: u32): u32 {
  return end & ~15
}

/** Four neighbouring numbers, or one of them in all lanes where fewer than four are left. @inline */
export function loadLanes(at: usize, four: bool): v128 {
  return four ? v128.load(at) : v128.load32_splat(at)
}

/** @inline */
export function storeLanes(at: usize, v: v128, four: bool): void {
  if (four) v128.store(at, v)
  else v128.store32_lane(at, v, 0)
}

/** The numbers at four byte offsets (the lanes of `offsets`) from `at` on. @inline */
export function gather(at: usize, offsets: v128): v128 {
  let v = v128.load32_zero(at + <u32>i32x4.extract_lane(offsets, 0))
  v = v128.load32_lane(at + <u32>i32x4.extract_lane(offsets, 1), v, 1)
  v = v128.load32_lane(at + <u32>i32x4.extract_lane(offsets, 2), v, 2)
  return v128.load32_lane(at + <u32>i32x4.extract_lane(offsets, 3), v, 3)
}

/** Four numbers that lie `stride` elements apart; none beyond the last of them is read. @inline */
export function loadEvery(at: usize, stride: u32): v128 {
  if (stride === 1) return v128.load(at)
  if (stride === 2) return i32x4.shuffle(v128.load(at), v128.load(at, 12), 0, 2, 5, 7)
  const step = stride << 2
  let v = v128.load32_zero(at)
  v = v128.load32_lane(at + step, v, 1)
  v = v128.load32_lane(at + 2 * step, v, 2)
  return v128.load32_lane(at + 3 * step, v, 3)
}

/** Copies neighbouring numbers; few of them without a call. */
export function copyNumbers(from: usize, to: usize, bytes: u32): void {
  if (bytes > 256) {
    memory.copy(to, from, bytes)
    return
  }
  for (; bytes >= 16; bytes -= 16) {
    v128.store(to, v128.load(from))
    from += 16
    to += 16
  }
  for (; bytes; bytes -= 4) {
    store<u32>(to, load<u32>(from))
    from += 4
    to += 4
  }
}
