/**
 * Average pooling to a given size, and its gradient: each output sums the rows and columns that it touches. One item is one
 * channel's plane, of one image or of eight side by side. For each row of outputs the rows are summed to one, whole vectors
 * at a time, and the columns of this one then to the outputs. Pooling divides each output by the pixels of its window; the
 * gradient divides each number that it reads by the pixels of that one's window, which are the outputs that it touches.
 */
import { In, Out } from '../../shared/assembly/args'
import { endOfVectors } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'

@unmanaged
export class AdaptiveAvgPool2dArgs {
  from: In
  to: Out
  /** For each thread: a row of `from`. */
  scratch: Out
  height: u32
  width: u32
  outHeight: u32
  outWidth: u32
  /** 1: the gradient. */
  spread: u32
  block: u32
}

export function adaptiveAvgPool2d(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<AdaptiveAvgPool2dArgs>(args)
  const bytes = (a.width * a.block) << 2
  const outBytes = (a.outWidth * a.block) << 2
  const row = a.scratch + thread * bytes
  for (let plane = begin; plane < end; plane++) {
    const from = a.from + plane * a.height * bytes
    let to = a.to + plane * a.outHeight * outBytes
    let firstBefore: u32 = 0
    let rowsBefore: u32 = 0
    for (let oh: u32 = 0; oh < a.outHeight; oh++, to += outBytes) {
      const first = firstTouched(oh, a.height, a.outHeight)
      const rows = touched(oh, a.height, a.outHeight)
      if (first === firstBefore && rows === rowsBefore) {
        // Many rows of a gradient, and of an output larger than the image, are one like the other.
        memory.copy(to, to - outBytes, outBytes)
        continue
      }
      firstBefore = first
      rowsBefore = rows
      for (let h = first; h < first + rows; h++) {
        const share = a.spread ? <f32>1 / <f32>touched(h, a.outHeight, a.height) : <f32>1
        addRow(from + h * bytes, row, bytes, share, h === first)
      }
      if (a.spread) shareColumns(row, a.width, a.outWidth, a.block)
      sumColumns(row, to, a.width, a.outWidth, a.spread ? 0 : rows, a.block)
    }
  }
}

/** The first of n parts that the i-th of o parts touches. In 64 bits: the product may be large. @inline */
function firstTouched(i: u32, n: u32, o: u32): u32 {
  return <u32>((<u64>i * n) / o)
}

/** How many of n parts the i-th of o parts touches. @inline */
function touched(i: u32, n: u32, o: u32): u32 {
  return <u32>(((<u64>i + 1) * n + o - 1) / o) - firstTouched(i, n, o)
}

/** row = share · from, or with it added. */
function addRow(from: usize, row: usize, bytes: u32, share: f32, first: bool): void {
  const all = f32x4.splat(share)
  const whole = endOfVectors(bytes)
  let i: u32 = 0
  if (first) {
    for (; i < whole; i += 16) v128.store(row + i, f32x4.mul(v128.load(from + i), all))
    for (; i < bytes; i += 4) store<f32>(row + i, load<f32>(from + i) * share)
    return
  }
  for (; i < whole; i += 16) v128.store(row + i, madd(v128.load(from + i), all, v128.load(row + i)))
  for (; i < bytes; i += 4) store<f32>(row + i, load<f32>(row + i) + load<f32>(from + i) * share)
}

/** Divides each column by how many outputs it touches. */
function shareColumns(row: usize, width: u32, outWidth: u32, block: u32): void {
  for (let w: u32 = 0; w < width; w++) {
    const share = <f32>1 / <f32>touched(w, outWidth, width)
    if (block === 8) {
      const at = row + (w << 5)
      v128.store(at, f32x4.mul(v128.load(at), f32x4.splat(share)))
      v128.store(at, f32x4.mul(v128.load(at, 16), f32x4.splat(share)), 16)
    } else store<f32>(row + (w << 2), load<f32>(row + (w << 2)) * share)
  }
}

/** Each output: the sum of the columns that it touches; divided by its pixels where it is of so many `rows`. */
function sumColumns(row: usize, to: usize, width: u32, outWidth: u32, rows: u32, block: u32): void {
  // The windows step on by width / outWidth columns: whole ones, and a rest that is counted until it makes one more.
  const step = width / outWidth
  const more = width - step * outWidth
  let start: u32 = 0
  let rest: u32 = 0
  for (let ow: u32 = 0; ow < outWidth; ow++) {
    let next = start + step
    rest += more
    if (rest >= outWidth) {
      rest -= outWidth
      next++
    }
    const stop = next + u32(rest > 0)
    const share = rows === 0 ? <f32>1 : <f32>1 / <f32>(rows * (stop - start))
    if (block === 8) {
      let sum0 = f32x4.splat(0)
      let sum1 = sum0
      for (let at = row + (start << 5); at < row + (stop << 5); at += 32) {
        sum0 = f32x4.add(sum0, v128.load(at))
        sum1 = f32x4.add(sum1, v128.load(at, 16))
      }
      v128.store(to, f32x4.mul(sum0, f32x4.splat(share)))
      v128.store(to, f32x4.mul(sum1, f32x4.splat(share)), 16)
      to += 32
    } else {
      let sum: f32 = 0
      for (let at = row + (start << 2); at < row + (stop << 2); at += 4) sum += load<f32>(at)
      store<f32>(to, sum * share)
      to += 4
    }
    start = next
  }
}
