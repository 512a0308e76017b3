/**
 * Goes over rows in up to five dimensions. An item is a part of a row: the whole of it, where rows are short.
 *
 *   setRows(begin, end, args)
 *   while (nextRow()) …
 */
import { PairRowsArgs, RowsArgs } from './args'

// Each thread has its own instance and so its own globals.
let left: u32 = 0
let parts: u32 = 0
let part: u32 = 0
let row: u32 = 0
/** Where the row at work is in the five dimensions. */
let at0: u32 = 0
let at1: u32 = 0
let at2: u32 = 0
let at3: u32 = 0
let at4: u32 = 0

/** Where the item lies in the whole, in bytes from its start, and how many numbers it has. */
export let rowAt: usize = 0
export let rowCount: u32 = 0
/** How many numbers of the row are before it. */
export let rowBefore: u32 = 0

/** Begins with the items [begin, end). */
export function setRows(begin: u32, end: u32, args: RowsArgs): void {
  left = end - begin
  parts = (args.run + args.part - 1) / args.part
  row = begin / parts
  part = begin - row * parts
  let outer = row / args.size4
  at4 = row - outer * args.size4
  const next = outer / args.size3
  at3 = outer - next * args.size3
  outer = next / args.size2
  at2 = next - outer * args.size2
  at0 = outer / args.size1
  at1 = outer - at0 * args.size1
}

/** Goes on to the next item; false where none is left. */
export function nextRow(args: RowsArgs): bool {
  if (left === 0) return false
  left--
  if (part === parts) {
    part = 0
    row++
    if (++at4 === args.size4) {
      at4 = 0
      if (++at3 === args.size3) {
        at3 = 0
        if (++at2 === args.size2) {
          at2 = 0
          if (++at1 === args.size1) {
            at1 = 0
            at0++
          }
        }
      }
    }
  }
  rowBefore = part * args.part
  rowCount = min(args.part, args.run - rowBefore)
  rowAt = (<usize>row * args.run + rowBefore) << 2
  part++
  return true
}

/** Where the item's numbers of the first operand are, in bytes from its start. */
export function rowOfA(args: RowsArgs): usize {
  return (at0 * args.a0 + at1 * args.a1 + at2 * args.a2 + at3 * args.a3 + at4 * args.a4 + rowBefore * args.aStep) << 2
}

/** Of the second. */
export function rowOfB(args: PairRowsArgs): usize {
  return (at0 * args.b0 + at1 * args.b1 + at2 * args.b2 + at3 * args.b3 + at4 * args.b4 + rowBefore * args.bStep) << 2
}
