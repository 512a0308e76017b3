/**
 * Images in another size. One item is one channel's plane, of one image or of eight side by side. For each row of outputs the
 * rows of pixels that make it are summed to one, whole vectors at a time, and the columns of this one then to the outputs: of
 * one image four outputs at a time, whose pixels are gathered.
 */
import { In, Out } from '../../shared/assembly/args'
import { gather, loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'

@unmanaged
export class Resize2dArgs {
  x: In
  y: Out
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

export function resize2d(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<Resize2dArgs>(args)
  const bytes = (a.width * a.block) << 2
  const outBytes = (a.outWidth * a.block) << 2
  const scratch = a.scratch + thread * bytes
  for (let plane = begin; plane < end; plane++) {
    const x = a.x + plane * a.height * bytes
    let y = a.y + plane * a.outHeight * outBytes
    for (let oh: u32 = 0; oh < a.outHeight; oh++, y += outBytes) {
      const taps = a.rows + (oh << 2)
      if (a.taps > 1) {
        sumRows(a, x, taps, scratch, bytes)
        sumColumns(a, scratch, y)
      } else if (oh > 0 && load<u32>(taps) === load<u32>(taps - 4)) memory.copy(y, y - outBytes, outBytes)
      else sumColumns(a, x + load<u32>(taps) * bytes, y)
    }
  }
}

/** row = Σ weight · pixels, over the two or four rows of an output. */
function sumRows(a: Resize2dArgs, x: usize, taps: usize, row: usize, bytes: u32): void {
  const step = a.outHeight << 2
  const weights = taps + a.taps * step
  const first = x + load<u32>(taps) * bytes
  const second = x + load<u32>(taps + step) * bytes
  const w0 = v128.load32_splat(weights)
  const w1 = v128.load32_splat(weights + step)
  if (a.taps === 2) {
    for (let at: u32 = 0; at < bytes; ) {
      const four = at + 16 <= bytes
      const sum = f32x4.mul(loadLanes(first + at, four), w0)
      storeLanes(row + at, madd(loadLanes(second + at, four), w1, sum), four)
      at += four ? 16 : 4
    }
    return
  }
  const third = x + load<u32>(taps + 2 * step) * bytes
  const fourth = x + load<u32>(taps + 3 * step) * bytes
  const w2 = v128.load32_splat(weights + 2 * step)
  const w3 = v128.load32_splat(weights + 3 * step)
  for (let at: u32 = 0; at < bytes; ) {
    const four = at + 16 <= bytes
    let sum = f32x4.mul(loadLanes(first + at, four), w0)
    sum = madd(loadLanes(second + at, four), w1, sum)
    sum = madd(loadLanes(third + at, four), w2, sum)
    storeLanes(row + at, madd(loadLanes(fourth + at, four), w3, sum), four)
    at += four ? 16 : 4
  }
}

/** A row of outputs, of a row of pixels. */
function sumColumns(a: Resize2dArgs, row: usize, y: usize): void {
  const step = a.outWidth << 2
  const end = a.columns + step
  const weights = a.taps * step
  if (a.block === 8) {
    for (let taps = a.columns; taps < end; taps += 4, y += 32) {
      let sum0 = f32x4.splat(0)
      let sum1 = sum0
      for (let tap = taps, left = a.taps; left > 0; left--, tap += step) {
        const at = row + (load<u32>(tap) << 5)
        const weight = v128.load32_splat(tap + weights)
        sum0 = madd(v128.load(at), weight, sum0)
        sum1 = madd(v128.load(at, 16), weight, sum1)
      }
      v128.store(y, sum0)
      v128.store(y, sum1, 16)
    }
    return
  }
  for (let taps = a.columns; taps < end; ) {
    const four = taps + 16 <= end
    let sum = f32x4.splat(0)
    for (let tap = taps, left = a.taps; left > 0; left--, tap += step) {
      const pixels = four ? gather(row, i32x4.shl(v128.load(tap), 2)) : v128.load32_splat(row + (load<u32>(tap) << 2))
      sum = madd(pixels, loadLanes(tap + weights, four), sum)
    }
    storeLanes(y, sum, four)
    taps += four ? 16 : 4
    y += four ? 16 : 4
  }
}
