/** A value repeated: rows of the result, which have a number for each place, or one for all of them. */
import { In, Out, RowsArgs } from '../../shared/assembly/args'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { nextRow, rowAt, rowCount, rowOfA, setRows } from '../../shared/assembly/rows'

@unmanaged
export class ExpandArgs extends RowsArgs {
  x: In
  y: Out
  divisor: f32
}

export function expand(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<ExpandArgs>(args)
  const divisor = f32x4.splat(given.divisor)
  setRows(begin, end, given)
  while (nextRow(given)) {
    const x = given.x + rowOfA(given)
    const y = given.y + rowAt
    const ofX = given.aStep
    const one = v128.load32_splat(x)
    const bytes = rowCount << 2
    for (let at: u32 = 0; at < bytes; ) {
      const four = at + 16 <= bytes
      storeLanes(y + at, f32x4.div(ofX ? loadLanes(x + at, four) : one, divisor), four)
      at += four ? 16 : 4
    }
  }
}
