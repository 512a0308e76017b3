/**
 * The mean of each part of a group, and the sum of the squares of the deviations from it, in float64: of one image, or of
 * eight side by side, each in a lane. A part is read twice, the second time from the cache.
 */
import { In, Out } from '../../shared/assembly/args'
import { nextPart, part, partAt, partBytes, setParts } from './parts'

@unmanaged
export class GroupMomentPartsArgs {
  /** [outer][groups][run] */
  x: In
  /** [parts][mean, squares][block], float64 */
  moments: Out
  run: u32
  runStep: u32
  /** 1 or 8 images side by side. */
  block: u32
}

/** @inline */
function upper(v: v128): v128 {
  return f64x2.promote_low_f32x4(i64x2.shuffle(v, v, 1, 1))
}

export function groupMomentParts(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<GroupMomentPartsArgs>(args)
  setParts(begin, end, a.run, a.runStep, 1, a.run)
  while (nextPart()) {
    const to = a.moments + part * (a.block << 4)
    if (a.block === 8) momentsOfEight(a.x + partAt, partBytes, to)
    else momentsOfOne(a.x + partAt, partBytes, to)
  }
}

function momentsOfEight(from: usize, bytes: u32, to: usize): void {
  const end = from + bytes
  let a = f64x2.splat(0)
  let b = a
  let c = a
  let d = a
  for (let at = from; at < end; at += 32) {
    const low = v128.load(at)
    const high = v128.load(at, 16)
    a = f64x2.add(a, f64x2.promote_low_f32x4(low))
    b = f64x2.add(b, upper(low))
    c = f64x2.add(c, f64x2.promote_low_f32x4(high))
    d = f64x2.add(d, upper(high))
  }
  const count = f64x2.splat(<f64>(bytes >> 5))
  a = f64x2.div(a, count)
  b = f64x2.div(b, count)
  c = f64x2.div(c, count)
  d = f64x2.div(d, count)
  v128.store(to, a)
  v128.store(to, b, 16)
  v128.store(to, c, 32)
  v128.store(to, d, 48)
  let aa = f64x2.splat(0)
  let bb = aa
  let cc = aa
  let dd = aa
  for (let at = from; at < end; at += 32) {
    const low = v128.load(at)
    const high = v128.load(at, 16)
    aa = addSquare(aa, f64x2.sub(f64x2.promote_low_f32x4(low), a))
    bb = addSquare(bb, f64x2.sub(upper(low), b))
    cc = addSquare(cc, f64x2.sub(f64x2.promote_low_f32x4(high), c))
    dd = addSquare(dd, f64x2.sub(upper(high), d))
  }
  v128.store(to, aa, 64)
  v128.store(to, bb, 80)
  v128.store(to, cc, 96)
  v128.store(to, dd, 112)
}

function momentsOfOne(from: usize, bytes: u32, to: usize): void {
  const end = from + bytes
  const whole = from + (bytes & ~15)
  let a = f64x2.splat(0)
  let b = a
  let at = from
  for (; at < whole; at += 16) {
    const four = v128.load(at)
    a = f64x2.add(a, f64x2.promote_low_f32x4(four))
    b = f64x2.add(b, upper(four))
  }
  let sum = sum2(f64x2.add(a, b))
  for (; at < end; at += 4) sum += <f64>load<f32>(at)
  const mean = sum / <f64>(bytes >> 2)
  const all = f64x2.splat(mean)
  a = f64x2.splat(0)
  b = a
  for (at = from; at < whole; at += 16) {
    const four = v128.load(at)
    a = addSquare(a, f64x2.sub(f64x2.promote_low_f32x4(four), all))
    b = addSquare(b, f64x2.sub(upper(four), all))
  }
  let squares = sum2(f64x2.add(a, b))
  for (; at < end; at += 4) {
    const deviation = <f64>load<f32>(at) - mean
    squares += deviation * deviation
  }
  store<f64>(to, mean)
  store<f64>(to, squares, 8)
}

/** @inline */
function addSquare(sum: v128, deviation: v128): v128 {
  return f64x2.add(sum, f64x2.mul(deviation, deviation))
}

/** @inline */
function sum2(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1)
}
