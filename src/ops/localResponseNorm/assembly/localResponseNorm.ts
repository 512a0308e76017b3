/**
 * Local response normalization. Seen from the channels both layouts are [outer][channel][column]; one item is a tile of
 * columns, through which the channels go in order. Four columns at a time, what is left of the last tile one at a time.
 */
import { In, Out } from '../../shared/assembly/args'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'
import { power4, sumOfSquares } from './neighbours'

@unmanaged
export class LocalResponseNormArgs {
  x: In
  y: Out
  channels: u32
  columns: u32
  /** Columns of an item. */
  tile: u32
  /** How many channels of a window lie before its own, and how many after. */
  before: u32
  after: u32
  alpha: f32
  beta: f32
  k: f32
}

export function localResponseNorm(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<LocalResponseNormArgs>(args)
  const tiles = (a.columns + a.tile - 1) / a.tile
  for (let item = begin; item < end; item++) {
    const outer = item / tiles
    const column = (item - outer * tiles) * a.tile
    const bytes = min(a.tile, a.columns - column) << 2
    const at = (outer * a.channels * a.columns + column) << 2
    tileOf(a, a.x + at, a.y + at, bytes)
  }
}

function tileOf(a: LocalResponseNormArgs, x: usize, y: usize, bytes: u32): void {
  // Copies, as the stores below could change the arguments for all that the compiler knows.
  const channels = a.channels
  const pitch = a.columns << 2
  const alpha = f32x4.splat(a.alpha)
  const k = f32x4.splat(a.k)
  const beta = a.beta
  for (let c: u32 = 0; c < channels; c++) {
    const first = c - min(c, a.before)
    const count = min(channels - 1, c + a.after) + 1 - first
    const from = x + first * pitch
    const own = c * pitch
    for (let i: u32 = 0; i < bytes; ) {
      const four = i + 16 <= bytes
      const s = madd(alpha, sumOfSquares(from + i, count, pitch, four), k)
      storeLanes(y + own + i, f32x4.div(loadLanes(x + own + i, four), power4(s, beta)), four)
      i += four ? 16 : 4
    }
  }
}
