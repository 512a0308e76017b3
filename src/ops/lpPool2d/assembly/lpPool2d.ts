/**
 * Pooling by p-norms. One item is one channel's plane, of one image or of eight side by side. Four windows are summed at a
 * time, a lane each: those of four of the eight images at one place, or of four neighbouring outputs of a plain image, where
 * they lie inside the image; the rest one at a time.
 */
import { ClippedWindowArgs, In, Out } from '../../shared/assembly/args'
import { exp4, log4 } from '../../shared/assembly/elementary'
import { madd } from '../../shared/assembly/math'
import { endInside, endWhole, firstInside, firstWhole } from '../../shared/assembly/window'
import { loadApart, wholePower } from './powers'

@unmanaged
export class LpPool2dArgs extends ClippedWindowArgs {
  x: In
  y: Out
  p: u32
  block: u32
}

export function lpPool2d(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<LpPool2dArgs>(args)
  const size = <u32>(a.height * a.width) * a.block
  const outSize = <u32>(a.outHeight * a.outWidth) * a.block
  const first = min(a.outWidth, firstWhole(a.left, a.strideWidth))
  const stop = endWhole(a.left, a.strideWidth, a.width, a.outWidth, a.kernelWidth, a.dilationWidth)
  for (let plane = begin; plane < end; plane++) {
    const x = a.x + ((plane * size) << 2)
    let y = a.y + ((plane * outSize) << 2)
    for (let oh: i32 = 0; oh < a.outHeight; oh++) {
      const start = oh * a.strideHeight - a.top
      const kh0 = firstInside(start, a.dilationHeight)
      const rows = endInside(start, a.height, a.kernelHeight, a.dilationHeight) - kh0
      const line = x + ((<usize>((start + kh0 * a.dilationHeight) * a.width) * a.block) << 2)
      for (let ow: i32 = 0; ow < a.outWidth; ) {
        const begin = ow * a.strideWidth - a.left
        if (a.block !== 8 && ow >= first && ow + 4 <= stop) {
          v128.store(y, norms(a, line + ((<usize>begin) << 2), rows, a.kernelWidth, a.strideWidth))
          y += 16
          ow += 4
          continue
        }
        const kw0 = firstInside(begin, a.dilationWidth)
        const cols = endInside(begin, a.width, a.kernelWidth, a.dilationWidth) - kw0
        const from = line + ((<usize>(begin + kw0 * a.dilationWidth) * a.block) << 2)
        if (a.block === 8) normsOfEight(a, y, from, rows, cols)
        else v128.store32_lane(y, norms(a, from, rows, cols, 0), 0)
        y += a.block << 2
        ow++
      }
    }
  }
}

/** Stores the norms of a window of eight images; the usual p in one walk over it. */
function normsOfEight(a: LpPool2dArgs, y: usize, from: usize, rows: i32, cols: i32): void {
  const p = a.p
  if (p > 2) {
    v128.store(y, norms(a, from, rows, cols, 1))
    v128.store(y, norms(a, from + 16, rows, cols, 1), 16)
    return
  }
  const step = (<usize>a.dilationWidth) << 5
  const lineStep = (<usize>(a.dilationHeight * a.width)) << 5
  let sum0 = f32x4.splat(0)
  let sum1 = sum0
  if (p === 2) {
    for (let kh = rows; kh > 0; kh--, from += lineStep)
      for (let kw = cols, at = from; kw > 0; kw--, at += step) {
        const v0 = v128.load(at)
        const v1 = v128.load(at, 16)
        sum0 = madd(v0, v0, sum0)
        sum1 = madd(v1, v1, sum1)
      }
    sum0 = f32x4.sqrt(sum0)
    sum1 = f32x4.sqrt(sum1)
  } else
    for (let kh = rows; kh > 0; kh--, from += lineStep)
      for (let kw = cols, at = from; kw > 0; kw--, at += step) {
        sum0 = f32x4.add(sum0, f32x4.abs(v128.load(at)))
        sum1 = f32x4.add(sum1, f32x4.abs(v128.load(at, 16)))
      }
  v128.store(y, sum0)
  v128.store(y, sum1, 16)
}

/** The norms of four windows of rows × cols pixels, whose numbers lie `apart` elements from each other. */
function norms(a: LpPool2dArgs, from: usize, rows: i32, cols: i32, apart: u32): v128 {
  const p = a.p
  const step = (<usize>a.dilationWidth * a.block) << 2
  const lineStep = (<usize>(a.dilationHeight * a.width) * a.block) << 2
  const zero = f32x4.splat(0)
  let unit = f32x4.splat(1)
  if (p > 2) {
    // The largest is taken out, so that no power is too large or too small for a number. max, not pmax: a NaN stays one.
    let largest = zero
    for (let kh = rows, line = from; kh > 0; kh--, line += lineStep)
      for (let kw = cols, at = line; kw > 0; kw--, at += step) largest = f32x4.max(largest, f32x4.abs(loadApart(at, apart)))
    const usual = v128.and(f32x4.gt(largest, zero), f32x4.lt(largest, f32x4.splat(Infinity)))
    unit = v128.bitselect(largest, unit, usual)
  }
  let sum = zero
  for (let kh = rows, line = from; kh > 0; kh--, line += lineStep)
    for (let kw = cols, at = line; kw > 0; kw--, at += step) {
      const v = loadApart(at, apart)
      if (p === 2) sum = madd(v, v, sum)
      else if (p === 1) sum = f32x4.add(sum, f32x4.abs(v))
      else sum = f32x4.add(sum, wholePower(f32x4.div(f32x4.abs(v), unit), p))
    }
  if (p === 1) return sum
  if (p === 2) return f32x4.sqrt(sum)
  return f32x4.mul(unit, exp4(f32x4.div(log4(sum), f32x4.splat(<f32>p))))
}
