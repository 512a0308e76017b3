/**
 * The gradient of images in another size: each output's, by its weights, to the pixels that it is made of. One item is one
 * channel's plane, of one image or of eight side by side. A row of outputs is first spread over one row of pixels, and this one
 * then added to the rows that made it, whole vectors at a time.
 */
import { In, Out } from '../../shared/assembly/args'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'

@unmanaged
export class Resize2dGradArgs {
  dy: In
  dx: Out
  /** The tables of the two axes (resizeTaps). */
  rows: In
  columns: In
  /** For each thread: a row of pixels. */
  scratch: Out
  height: u32
  width: u32
  outHeight: u32
  outWidth: u32
  taps: u32
  block: u32
}

export function resize2dGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<Resize2dGradArgs>(args)
  const bytes = (a.width * a.block) << 2
  const outBytes = (a.outWidth * a.block) << 2
  const scratch = a.scratch + thread * bytes
  const step = a.outHeight << 2
  const weights = a.taps * step
  for (let plane = begin; plane < end; plane++) {
    let dy = a.dy + plane * a.outHeight * outBytes
    const dx = a.dx + plane * a.height * bytes
    memory.fill(dx, 0, a.height * bytes)
    for (let oh: u32 = 0; oh < a.outHeight; oh++, dy += outBytes) {
      memory.fill(scratch, 0, bytes)
      spreadColumns(a, dy, scratch)
      for (let tap = a.rows + (oh << 2), left = a.taps; left > 0; left--, tap += step)
        addRow(scratch, dx + load<u32>(tap) * bytes, v128.load32_splat(tap + weights), bytes)
    }
  }
}

/** A row of outputs over a row of pixels. */
function spreadColumns(a: Resize2dGradArgs, dy: usize, row: usize): void {
  const step = a.outWidth << 2
  const end = a.columns + step
  const weights = a.taps * step
  for (let taps = a.columns; taps < end; taps += 4) {
    for (let tap = taps, left = a.taps; left > 0; left--, tap += step) {
      if (a.block === 8) {
        const at = row + (load<u32>(tap) << 5)
        const weight = v128.load32_splat(tap + weights)
        v128.store(at, madd(v128.load(dy), weight, v128.load(at)))
        v128.store(at, madd(v128.load(dy, 16), weight, v128.load(at, 16)), 16)
      } else {
        const at = row + (load<u32>(tap) << 2)
        store<f32>(at, load<f32>(at) + load<f32>(dy) * load<f32>(tap + weights))
      }
    }
    dy += a.block << 2
  }
}

/** to += weight · row */
function addRow(row: usize, to: usize, weight: v128, bytes: u32): void {
  for (let at: u32 = 0; at < bytes; ) {
    const four = at + 16 <= bytes
    storeLanes(to + at, madd(loadLanes(row + at, four), weight, loadLanes(to + at, four)), four)
    at += four ? 16 : 4
  }
}
