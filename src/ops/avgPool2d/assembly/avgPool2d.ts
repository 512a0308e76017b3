/**
 * Average pooling. One item is one channel's plane, of one image or of eight side by side. Plain images: four
 * outputs at a time where their windows lie inside the image, the rest one at a time.
 */
import { ClippedWindowArgs, In, Out } from '../../shared/assembly/args'
import { loadEvery } from '../../shared/assembly/lanes'
import { endInside, endWhole, firstInside, firstWhole } from '../../shared/assembly/window'

@unmanaged
export class AvgPool2dArgs extends ClippedWindowArgs {
  x: In
  y: Out
  bottom: i32
  right: i32
  /** 1: the zeros of the padding count in the divisor. */
  countPadding: u32
  block: u32
}

export function avgPool2d(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<AvgPool2dArgs>(args)
  const size = <u32>(a.height * a.width) * a.block
  const outSize = <u32>(a.outHeight * a.outWidth) * a.block
  for (let plane = begin; plane < end; plane++) {
    const x = a.x + ((plane * size) << 2)
    const y = a.y + ((plane * outSize) << 2)
    for (let oh: i32 = 0; oh < a.outHeight; oh++) {
      const row = y + ((<u32>(oh * a.outWidth) * a.block) << 2)
      const start = oh * a.strideHeight - a.top
      const kh0 = firstInside(start, a.dilationHeight)
      const rows = max(0, endInside(start, a.height, a.kernelHeight, a.dilationHeight) - kh0)
      // Rows that the divisor counts.
      const counted = a.countPadding ? endInside(start, a.height + a.bottom, a.kernelHeight, a.dilationHeight) : rows
      const h = start + kh0 * a.dilationHeight
      if (a.block === 8) rowOfEight(a, x, row, h, rows, counted)
      else rowOfOne(a, x, row, h, rows, counted)
    }
  }
}

function rowOfEight(a: AvgPool2dArgs, x: usize, row: usize, h: i32, rows: i32, counted: i32): void {
  // Copies, as the stores below could change the arguments for all that the compiler knows.
  const width = a.width
  const stride = a.strideWidth
  const kernel = a.kernelWidth
  const dilation = a.dilationWidth
  const end = a.countPadding ? width + a.right : width
  const lineStep = (<usize>(a.dilationHeight * width)) << 5
  const step = (<usize>dilation) << 5
  const whole = width - (kernel - 1) * dilation
  const line = x + ((<usize>(h * width)) << 5)
  const shareOfWhole = f32x4.splat(<f32>1 / <f32>max(1, counted * kernel))
  // The usual window, 2×2, goes without loops.
  const square = rows === 2 && dilation === 1
  const stop = row + ((<usize>a.outWidth) << 5)
  for (let start = -a.left; row < stop; row += 32, start += stride) {
    let kw0: i32 = 0
    let cols = kernel
    let share = shareOfWhole
    if (<u32>start >= <u32>max(0, whole)) {
      kw0 = firstInside(start, dilation)
      cols = max(0, endInside(start, width, kernel, dilation) - kw0)
      const countedCols = a.countPadding ? endInside(start, end, kernel, dilation) : cols
      share = f32x4.splat(<f32>1 / <f32>max(1, counted * countedCols))
    }
    let first = line + ((<usize>(start + kw0 * dilation)) << 5)
    if (square && cols === 2) {
      const second = first + lineStep
      const upper0 = f32x4.add(v128.load(first), v128.load(first, 32))
      const upper1 = f32x4.add(v128.load(first, 16), v128.load(first, 48))
      const lower0 = f32x4.add(v128.load(second), v128.load(second, 32))
      const lower1 = f32x4.add(v128.load(second, 16), v128.load(second, 48))
      v128.store(row, f32x4.mul(f32x4.add(upper0, lower0), share))
      v128.store(row, f32x4.mul(f32x4.add(upper1, lower1), share), 16)
      continue
    }
    let sum0 = f32x4.splat(0)
    let sum1 = sum0
    for (let kh = rows; kh > 0; kh--, first += lineStep) {
      let p = first
      for (let kw = cols; kw > 0; kw--, p += step) {
        sum0 = f32x4.add(sum0, v128.load(p))
        sum1 = f32x4.add(sum1, v128.load(p, 16))
      }
    }
    v128.store(row, f32x4.mul(sum0, share))
    v128.store(row, f32x4.mul(sum1, share), 16)
  }
}

function rowOfOne(a: AvgPool2dArgs, x: usize, row: usize, h: i32, rows: i32, counted: i32): void {
  const first = min(a.outWidth, firstWhole(a.left, a.strideWidth))
  const stop = endWhole(a.left, a.strideWidth, a.width, a.outWidth, a.kernelWidth, a.dilationWidth)
  let ow: i32 = 0
  for (; ow < first; ow++) oneOutput(a, x, row, h, rows, counted, ow)
  for (; ow + 4 <= stop; ow += 4) fourOutputs(a, x, row, h, rows, counted, ow)
  for (; ow < a.outWidth; ow++) oneOutput(a, x, row, h, rows, counted, ow)
}

/** @inline */
function fourOutputs(a: AvgPool2dArgs, x: usize, row: usize, h: i32, rows: i32, counted: i32, ow: i32): void {
  const stride = a.strideWidth
  let place = h * a.width + ow * stride - a.left
  let sum = f32x4.splat(0)
  for (let kh: i32 = 0; kh < rows; kh++, place += a.dilationHeight * a.width) {
    let p = x + ((<usize>place) << 2)
    for (let kw: i32 = 0; kw < a.kernelWidth; kw++, p += (<usize>a.dilationWidth) << 2) sum = f32x4.add(sum, loadEvery(p, stride))
  }
  const share = f32x4.splat(<f32>1 / <f32>max(1, counted * a.kernelWidth))
  v128.store(row + ((<usize>ow) << 2), f32x4.mul(sum, share))
}

function oneOutput(a: AvgPool2dArgs, x: usize, row: usize, h: i32, rows: i32, counted: i32, ow: i32): void {
  const start = ow * a.strideWidth - a.left
  const kw0 = firstInside(start, a.dilationWidth)
  const cols = max(0, endInside(start, a.width, a.kernelWidth, a.dilationWidth) - kw0)
  const countedCols = a.countPadding ? endInside(start, a.width + a.right, a.kernelWidth, a.dilationWidth) : cols
  let place = h * a.width + start + kw0 * a.dilationWidth
  let sum: f32 = 0
  for (let kh: i32 = 0; kh < rows; kh++, place += a.dilationHeight * a.width) {
    let p = x + ((<usize>place) << 2)
    for (let kw: i32 = 0; kw < cols; kw++, p += (<usize>a.dilationWidth) << 2) sum += load<f32>(p)
  }
  store<f32>(row + ((<usize>ow) << 2), sum * (<f32>1 / <f32>max(1, counted * countedCols)))
}
