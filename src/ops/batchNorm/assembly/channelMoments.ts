/**
 * Mean and variance of each channel. An item is a channel. The first pass sums the distances from the channel's first number,
 * which loses nothing where the mean is large against the spread; the second the squares around the mean.
 */
import { In, Out } from '../../shared/assembly/args'
import { madd } from '../../shared/assembly/math'
import { PART, planeAt, total } from './planes'

@unmanaged
export class ChannelMomentsArgs {
  /** [outer][channels][columns] */
  x: In
  /** [channels] */
  mean: Out
  variance: Out
  /** Images, or blocks of eight. */
  outer: u32
  channels: u32
  columns: u32
}

export function channelMoments(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<ChannelMomentsArgs>(args)
  const bytes = given.columns << 2
  const count = <f64>given.outer * <f64>given.columns
  for (let c = begin; c < end; c++) {
    const first = load<f32>(planeAt(given.x, 0, given.channels, c, bytes))
    let sum: f64 = 0
    for (let n: u32 = 0; n < given.outer; n++) sum += distances(planeAt(given.x, n, given.channels, c, bytes), bytes, first)
    const mean = <f32>(<f64>first + sum / count)
    let squares: f64 = 0
    for (let n: u32 = 0; n < given.outer; n++)
      squares += squaresAround(planeAt(given.x, n, given.channels, c, bytes), bytes, mean)
    store<f32>(given.mean + (c << 2), mean)
    store<f32>(given.variance + (c << 2), <f32>(squares / count))
  }
}

/** Σ (x − from) over a plane. */
function distances(at: usize, bytes: u32, from: f32): f64 {
  const four = f32x4.splat(from)
  const end = at + bytes
  let sum: f64 = 0
  while (at < end) {
    const last = min<usize>(end, at + PART)
    let lanes = f32x4.splat(0)
    let rest: f32 = 0
    for (; at + 16 <= last; at += 16) lanes = f32x4.add(lanes, f32x4.sub(v128.load(at), four))
    for (; at < last; at += 4) rest += load<f32>(at) - from
    sum += total(lanes, rest)
  }
  return sum
}

/** Σ (x − mean)² over a plane. */
function squaresAround(at: usize, bytes: u32, mean: f32): f64 {
  const four = f32x4.splat(mean)
  const end = at + bytes
  let sum: f64 = 0
  while (at < end) {
    const last = min<usize>(end, at + PART)
    let lanes = f32x4.splat(0)
    let rest: f32 = 0
    for (; at + 16 <= last; at += 16) {
      const distance = f32x4.sub(v128.load(at), four)
      lanes = madd(distance, distance, lanes)
    }
    for (; at < last; at += 4) {
      const distance = load<f32>(at) - mean
      rest += distance * distance
    }
    sum += total(lanes, rest)
  }
  return sum
}
