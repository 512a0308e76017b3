/** The gradient of softmax: dx = y · (dy − Σ dy·y), cut as softmax is. */
import { In, Out } from '../../shared/assembly/args'
import { columnsAt, fourColumns, nextColumns, setColumns } from '../../shared/assembly/columns'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'

@unmanaged
export class SoftmaxGradArgs {
  y: In
  dy: In
  dx: Out
  channels: u32
  columns: u32
}

export function softmaxGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<SoftmaxGradArgs>(args)
  setColumns(begin, end, a.channels, a.columns)
  while (nextColumns()) columnsOf(a.y + columnsAt, a.dy + columnsAt, a.dx + columnsAt, a.channels, a.columns << 2, fourColumns)
}

function columnsOf(y: usize, dy: usize, dx: usize, channels: u32, pitch: usize, four: bool): void {
  const end = pitch * channels
  let along = f32x4.splat(0)
  for (let at: usize = 0; at < end; at += pitch) along = madd(loadLanes(y + at, four), loadLanes(dy + at, four), along)
  for (let at: usize = 0; at < end; at += pitch)
    storeLanes(dx + at, f32x4.mul(loadLanes(y + at, four), f32x4.sub(loadLanes(dy + at, four), along)), four)
}
