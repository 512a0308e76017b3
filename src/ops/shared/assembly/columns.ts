/**
 * Goes over columns. Seen from the channels, both layouts are [outer][channel][column], with the places (and in blocks the
 * eight images) as columns, each for itself. One item is up to eight neighbouring columns, of which four are worked out at
 * a time; what is left comes one at a time. Values of one place, [outer][channel][block], are eight images an item or one.
 *
 *   setColumns(begin, end, channels, columns)
 *   while (nextColumns()) …
 */

// Each thread has its own instance and so its own globals.
let item: u32 = 0
let last: u32 = 0
let channels: u32 = 0
let columns: u32 = 0
let outer: u32 = 0
/** The columns of the item at work that are left: [column, stop). */
let column: u32 = 0
let stop: u32 = 0

/** Where the first channel of these columns lies, in bytes from the value's start; the next is `columns` elements on. */
export let columnsAt: usize = 0
/** The number of the first of them, counted through the value: outer · columns + column. */
export let columnsNumber: u32 = 0
/** Four of them, or one. */
export let fourColumns: bool = false

/** Begins with the columns of the items [begin, end) of a value [outer][channel][column]. */
export function setColumns(begin: u32, end: u32, ofChannels: u32, ofColumns: u32): void {
  item = begin
  last = end
  channels = ofChannels
  columns = ofColumns
  column = 0
  stop = 0
}

/** Goes on to the next four columns, or the next one; false where none is left. */
export function nextColumns(): bool {
  if (column === stop) {
    if (item === last) return false
    const groups = (columns + 7) >> 3
    outer = item / groups
    column = (item - outer * groups) << 3
    stop = min(column + 8, columns)
    item++
  }
  columnsAt = (outer * channels * columns + column) << 2
  columnsNumber = outer * columns + column
  fourColumns = column + 4 <= stop
  column += fourColumns ? 4 : 1
  return true
}
