/**
 * Copies rows of numbers from one pitch to another: concat and slice. Rows are cut into runs, so that one long row is
 * several items.
 */
import { In, Out } from '../../shared/assembly/args'

/** Elements that an item copies at most. */
export const RUN: u32 = 4096

@unmanaged
export class CopyRowsArgs {
  from: In
  to: Out
  /** Elements from a row to the next, and those of a row that are copied. */
  fromPitch: u32
  toPitch: u32
  length: u32
  /** Elements to leave out before the first row. */
  fromStart: u32
  toStart: u32
}

export function copyRows(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<CopyRowsArgs>(args)
  const runs = (a.length + RUN - 1) / RUN
  for (let item = begin; item < end; item++) {
    const row = item / runs
    const start = (item - row * runs) * RUN
    const from = a.from + ((row * a.fromPitch + a.fromStart + start) << 2)
    memory.copy(a.to + ((row * a.toPitch + a.toStart + start) << 2), from, min(RUN, a.length - start) << 2)
  }
}
