/**
 * Softmax over the channels of several columns. One item is up to eight neighbouring columns (see
 * `shared/assembly/columns.ts`); four of them are worked out side by side. The largest value is taken off first, so that
 * nothing overflows.
 */
import { In, Out } from '../../shared/assembly/args'
import { columnsAt, fourColumns, nextColumns, setColumns } from '../../shared/assembly/columns'
import { exp4 } from '../../shared/assembly/elementary'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'

@unmanaged
export class SoftmaxArgs {
  x: In
  y: Out
  channels: u32
  columns: u32
}

export function softmax(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<SoftmaxArgs>(args)
  setColumns(begin, end, a.channels, a.columns)
  while (nextColumns()) columnsOf(a.x + columnsAt, a.y + columnsAt, a.channels, a.columns << 2, fourColumns)
}

function columnsOf(x: usize, y: usize, channels: u32, pitch: usize, four: bool): void {
  const end = pitch * channels
  let highest = loadLanes(x, four)
  // max, not pmax: a NaN must reach the result.
  for (let at = pitch; at < end; at += pitch) highest = f32x4.max(highest, loadLanes(x + at, four))
  let sum = f32x4.splat(0)
  for (let at: usize = 0; at < end; at += pitch) {
    const power = exp4(f32x4.sub(loadLanes(x + at, four), highest))
    sum = f32x4.add(sum, power)
    storeLanes(y + at, power, four)
  }
  const share = f32x4.div(f32x4.splat(1), sum)
  for (let at: usize = 0; at < end; at += pitch) storeLanes(y + at, f32x4.mul(loadLanes(y + at, four), share), four)
}
