/**
 * The gradient of local response normalization, cut as it is. The channels go by in order: of each its share of dx that comes
 * through itself, and its term of the sums; as soon as the last window that holds a channel has gone by, its sum is taken
 * off. So only the terms of a few channels are at work, and dx may take the place of dy.
 */
import { In, Out } from '../../shared/assembly/args'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'
import { power4, sumOfSquares } from './neighbours'

@unmanaged
export class LocalResponseNormGradArgs {
  x: In
  dy: In
  dx: Out
  /** For each thread: [channels][tile] terms dy·x / s^(beta + 1). */
  scratch: Out
  channels: u32
  columns: u32
  tile: u32
  before: u32
  after: u32
  alpha: f32
  beta: f32
  k: f32
}

export function localResponseNormGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<LocalResponseNormGradArgs>(args)
  const terms = a.scratch + ((thread * a.channels * a.tile) << 2)
  const tiles = (a.columns + a.tile - 1) / a.tile
  const channels = a.channels
  for (let item = begin; item < end; item++) {
    const outer = item / tiles
    const column = (item - outer * tiles) * a.tile
    const bytes = min(a.tile, a.columns - column) << 2
    const at = (outer * channels * a.columns + column) << 2
    // After channel c has gone by, channel j = c − before is whole.
    for (let c: u32 = 0; c < channels + a.before; c++) {
      if (c < channels) through(a, a.x + at, a.dy + at, a.dx + at, terms, c, bytes)
      if (c >= a.before) across(a, a.x + at, a.dx + at, terms, c - a.before, bytes)
    }
  }
}

/** dx of channel c through its own dividend, and its term. */
function through(a: LocalResponseNormGradArgs, x: usize, dy: usize, dx: usize, terms: usize, c: u32, bytes: u32): void {
  const pitch = a.columns << 2
  const first = c - min(c, a.before)
  const count = min(a.channels - 1, c + a.after) + 1 - first
  const from = x + first * pitch
  const own = c * pitch
  const alpha = f32x4.splat(a.alpha)
  const k = f32x4.splat(a.k)
  const beta = a.beta
  terms += (c * a.tile) << 2
  for (let i: u32 = 0; i < bytes; ) {
    const four = i + 16 <= bytes
    const s = madd(alpha, sumOfSquares(from + i, count, pitch, four), k)
    const g = f32x4.div(loadLanes(dy + own + i, four), power4(s, beta))
    storeLanes(terms + i, f32x4.div(f32x4.mul(g, loadLanes(x + own + i, four)), s), four)
    storeLanes(dx + own + i, g, four)
    i += four ? 16 : 4
  }
}

/** What channel j gets as a neighbour: it lies in the windows of the channels j − after … j + before. */
function across(a: LocalResponseNormGradArgs, x: usize, dx: usize, terms: usize, j: u32, bytes: u32): void {
  const first = j - min(j, a.after)
  const count = min(a.channels - 1, j + a.before) + 1 - first
  const own = j * (a.columns << 2)
  const factor = f32x4.splat(-2 * a.alpha * a.beta)
  const pitch = a.tile << 2
  terms += first * pitch
  for (let i: u32 = 0; i < bytes; ) {
    const four = i + 16 <= bytes
    let sum = f32x4.splat(0)
    for (let n: u32 = 0, at = terms + i; n < count; n++, at += pitch) sum = f32x4.add(sum, loadLanes(at, four))
    const v = f32x4.mul(factor, loadLanes(x + own + i, four))
    storeLanes(dx + own + i, madd(v, sum, loadLanes(dx + own + i, four)), four)
    i += four ? 16 : 4
  }
}
