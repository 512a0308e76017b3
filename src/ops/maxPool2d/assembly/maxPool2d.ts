/**
 * Max pooling. One item is one channel's plane, of one image or of eight side by side. The first of equal values
 * wins, in reading order; a NaN beats any number. Plain images: four outputs at a time where their windows lie
 * inside the image, the rest one at a time.
 */
import { ClippedWindowArgs, In, Out } from '../../shared/assembly/args'
import { loadEvery } from '../../shared/assembly/lanes'
import { endInside, endWhole, firstInside, firstWhole } from '../../shared/assembly/window'
import { largestOfFour } from './largestOfFour'

@unmanaged
export class MaxPool2dArgs extends ClippedWindowArgs {
  x: In
  y: Out
  /** i32: the place h·W + w of each maximum. */
  argMax: Out
  block: u32
}

export function maxPool2d(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<MaxPool2dArgs>(args)
  const size = <u32>(a.height * a.width) * a.block
  const outSize = <u32>(a.outHeight * a.outWidth) * a.block
  for (let plane = begin; plane < end; plane++) {
    const x = a.x + ((plane * size) << 2)
    const out = (plane * outSize) << 2
    for (let oh: i32 = 0; oh < a.outHeight; oh++) {
      const row = out + ((<u32>(oh * a.outWidth) * a.block) << 2)
      const start = oh * a.strideHeight - a.top
      const kh0 = firstInside(start, a.dilationHeight)
      const kh1 = endInside(start, a.height, a.kernelHeight, a.dilationHeight)
      // From the first row of the window inside the image on.
      const h = start + kh0 * a.dilationHeight
      if (a.block === 8) rowOfEight(a, x, row, h, kh1 - kh0)
      else rowOfOne(a, x, row, h, kh1 - kh0)
    }
  }
}

/** One row of outputs, of eight images: the window's `rows` rows begin at row h. */
function rowOfEight(a: MaxPool2dArgs, x: usize, row: usize, h: i32, rows: i32): void {
  // Copies, as the stores below could change the arguments for all that the compiler knows.
  const width = a.width
  const stride = a.strideWidth
  const kernel = a.kernelWidth
  const dilation = a.dilationWidth
  const rowStep = a.dilationHeight * width
  const whole = width - (kernel - 1) * dilation
  const square = rows === 2 && dilation === 1 && a.dilationHeight === 1
  let y = a.y + row
  let argMax = a.argMax + row
  const stop = y + ((<usize>a.outWidth) << 5)
  for (let start = -a.left; y < stop; y += 32, argMax += 32, start += stride) {
    let kw0: i32 = 0
    let cols = kernel
    if (<u32>start >= <u32>max(0, whole)) {
      kw0 = firstInside(start, dilation)
      cols = endInside(start, width, kernel, dilation) - kw0
    }
    let place = h * width + start + kw0 * dilation
    if (square && cols === 2) {
      const u = x + ((<usize>place) << 5)
      const l = u + ((<usize>width) << 5)
      const here = i32x4.splat(place)
      largestOfFour(y, argMax, v128.load(u), v128.load(u, 32), v128.load(l), v128.load(l, 32), here, width)
      largestOfFour(y + 16, argMax + 16, v128.load(u, 16), v128.load(u, 48), v128.load(l, 16), v128.load(l, 48), here, width)
      continue
    }
    let best0 = v128.load(x + ((<usize>place) << 5))
    let best1 = v128.load(x + ((<usize>place) << 5), 16)
    let at0 = i32x4.splat(place)
    let at1 = at0
    for (let kh = rows; kh > 0; kh--, place += rowStep) {
      let p = place
      for (let kw = cols; kw > 0; kw--, p += dilation) {
        const v0 = v128.load(x + ((<usize>p) << 5))
        const v1 = v128.load(x + ((<usize>p) << 5), 16)
        const here = i32x4.splat(p)
        const more0 = v128.or(f32x4.gt(v0, best0), f32x4.ne(v0, v0))
        const more1 = v128.or(f32x4.gt(v1, best1), f32x4.ne(v1, v1))
        best0 = v128.bitselect(v0, best0, more0)
        best1 = v128.bitselect(v1, best1, more1)
        at0 = v128.bitselect(here, at0, more0)
        at1 = v128.bitselect(here, at1, more1)
      }
    }
    v128.store(y, best0)
    v128.store(y, best1, 16)
    v128.store(argMax, at0)
    v128.store(argMax, at1, 16)
  }
}

function rowOfOne(a: MaxPool2dArgs, x: usize, row: usize, h: i32, rows: i32): void {
  const first = min(a.outWidth, firstWhole(a.left, a.strideWidth))
  const stop = endWhole(a.left, a.strideWidth, a.width, a.outWidth, a.kernelWidth, a.dilationWidth)
  let ow: i32 = 0
  for (; ow < first; ow++) oneOutput(a, x, row, h, rows, ow)
  if (rows === 2 && a.kernelWidth === 2 && a.strideWidth === 2 && a.dilationWidth === 1 && a.dilationHeight === 1) {
    // Windows of 2×2 side by side: each row's pixels are loaded once, and parted into the even and the odd.
    const width = a.width
    const y = a.y + row
    const argMax = a.argMax + row
    let place = h * width + ow * 2 - a.left
    for (; ow + 4 <= stop; ow += 4, place += 8) {
      const upper = x + ((<usize>place) << 2)
      const lower = upper + ((<usize>width) << 2)
      const u0 = v128.load(upper)
      const u1 = v128.load(upper, 16)
      const l0 = v128.load(lower)
      const l1 = v128.load(lower, 16)
      largestOfFour(
        y + ((<usize>ow) << 2),
        argMax + ((<usize>ow) << 2),
        i32x4.shuffle(u0, u1, 0, 2, 4, 6),
        i32x4.shuffle(u0, u1, 1, 3, 5, 7),
        i32x4.shuffle(l0, l1, 0, 2, 4, 6),
        i32x4.shuffle(l0, l1, 1, 3, 5, 7),
        i32x4.add(i32x4.splat(place), i32x4(0, 2, 4, 6)),
        width,
      )
    }
  }
  for (; ow + 4 <= stop; ow += 4) fourOutputs(a, x, row, h, rows, ow)
  for (; ow < a.outWidth; ow++) oneOutput(a, x, row, h, rows, ow)
}

/** @inline */
function fourOutputs(a: MaxPool2dArgs, x: usize, row: usize, h: i32, rows: i32, ow: i32): void {
  const stride = a.strideWidth
  const rowStep = a.dilationHeight * a.width
  const apart = i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(stride))
  let place = h * a.width + ow * stride - a.left
  let best = loadEvery(x + ((<usize>place) << 2), stride)
  let at = i32x4.add(apart, i32x4.splat(place))
  for (let kh: i32 = 0; kh < rows; kh++, place += rowStep) {
    let p = place
    for (let kw: i32 = 0; kw < a.kernelWidth; kw++, p += a.dilationWidth) {
      const v = loadEvery(x + ((<usize>p) << 2), stride)
      const more = v128.or(f32x4.gt(v, best), f32x4.ne(v, v))
      best = v128.bitselect(v, best, more)
      at = v128.bitselect(i32x4.add(apart, i32x4.splat(p)), at, more)
    }
  }
  v128.store(a.y + row + ((<usize>ow) << 2), best)
  v128.store(a.argMax + row + ((<usize>ow) << 2), at)
}

function oneOutput(a: MaxPool2dArgs, x: usize, row: usize, h: i32, rows: i32, ow: i32): void {
  const start = ow * a.strideWidth - a.left
  const kw0 = firstInside(start, a.dilationWidth)
  const cols = endInside(start, a.width, a.kernelWidth, a.dilationWidth) - kw0
  let place = h * a.width + start + kw0 * a.dilationWidth
  let best = load<f32>(x + ((<usize>place) << 2))
  let at = place
  for (let kh: i32 = 0; kh < rows; kh++, place += a.dilationHeight * a.width) {
    let p = place
    for (let kw: i32 = 0; kw < cols; kw++, p += a.dilationWidth) {
      const v = load<f32>(x + ((<usize>p) << 2))
      if (v > best || v !== v) {
        best = v
        at = p
      }
    }
  }
  store<f32>(a.y + row + ((<usize>ow) << 2), best)
  store<i32>(a.argMax + row + ((<usize>ow) << 2), at)
}
