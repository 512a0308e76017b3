/** The gradient of softmax: dx = y · (dy − Σ dy·y), cut as softmax is. */
import { In, Out } from '../../shared/assembly/args'

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
  const groups = (a.columns + 7) >> 3
  for (let item = begin; item < end; item++) {
    const outer = item / groups
    let column = (item - outer * groups) << 3
    const stop = min(column + 8, a.columns)
    while (column < stop) {
      const four = column + 4 <= stop
      const start = (outer * a.channels * a.columns + column) << 2
      columnsOf(a.y + start, a.dy + start, a.dx + start, a.channels, a.columns << 2, four)
      column += four ? 4 : 1
    }
  }
}

function columnsOf(y: usize, dy: usize, dx: usize, channels: u32, pitch: usize, four: bool): void {
  const end = pitch * channels
  let along = f32x4.splat(0)
  for (let at: usize = 0; at < end; at += pitch) along = madd(loadLanes(y + at, four), loadLanes(dy + at, four), along)
  for (let at: usize = 0; at < end; at += pitch)
    storeLanes(dx + at, f32x4.mul(loadLanes(y + at, four), f32x4.sub(loadLanes(dy + at, four), along)), four)
}
