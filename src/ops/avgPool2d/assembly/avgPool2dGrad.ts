/**
 * The gradient of average pooling. One item is one channel's plane, of one image or of eight side by side: it is
 * cleared, then each dy, divided, is added all over its window, in the order of the outputs. Where the windows tile
 * eight images exactly, each pixel is written once instead.
 */
import { ClippedWindowArgs, In, Out } from '../../shared/assembly/args'
import { endInside, firstInside } from '../../shared/assembly/window'

@unmanaged
export class AvgPool2dGradArgs extends ClippedWindowArgs {
  dy: In
  dx: Out
  bottom: i32
  right: i32
  countPadding: u32
  /** 1 where the windows tile the image: no padding, no overlap, no gap. */
  tiled: u32
  block: u32
}

export function avgPool2dGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<AvgPool2dGradArgs>(args)
  const bytes = (<u32>(a.height * a.width) * a.block) << 2
  const outBytes = (<u32>(a.outHeight * a.outWidth) * a.block) << 2
  for (let plane = begin; plane < end; plane++) {
    const dx = a.dx + plane * bytes
    const dy = a.dy + plane * outBytes
    if (a.tiled && a.block === 8) {
      tileEight(a, dy, dx)
      continue
    }
    memory.fill(dx, 0, bytes)
    for (let oh: i32 = 0; oh < a.outHeight; oh++) {
      const row = dy + ((<u32>(oh * a.outWidth) * a.block) << 2)
      const start = oh * a.strideHeight - a.top
      const kh0 = firstInside(start, a.dilationHeight)
      const rows = endInside(start, a.height, a.kernelHeight, a.dilationHeight) - kh0
      const counted = a.countPadding ? endInside(start, a.height + a.bottom, a.kernelHeight, a.dilationHeight) : rows
      const h = start + kh0 * a.dilationHeight
      for (let ow: i32 = 0; ow < a.outWidth; ow++) {
        const begin = ow * a.strideWidth - a.left
        const kw0 = firstInside(begin, a.dilationWidth)
        const cols = endInside(begin, a.width, a.kernelWidth, a.dilationWidth) - kw0
        const countedCols = a.countPadding ? endInside(begin, a.width + a.right, a.kernelWidth, a.dilationWidth) : cols
        const share = <f32>1 / <f32>max(1, counted * countedCols)
        const place = <usize>(h * a.width + begin + kw0 * a.dilationWidth)
        if (a.block === 8) spreadEight(a, row + ((<usize>ow) << 5), dx + (place << 5), share, rows, cols)
        else spreadOne(a, row + ((<usize>ow) << 2), dx + (place << 2), share, rows, cols)
      }
    }
  }
}

/** One output's gradient of eight images over the rows × cols pixels of its window. @inline */
function spreadEight(a: AvgPool2dGradArgs, dy: usize, line: usize, share: f32, rows: i32, cols: i32): void {
  const g0 = f32x4.mul(v128.load(dy), f32x4.splat(share))
  const g1 = f32x4.mul(v128.load(dy, 16), f32x4.splat(share))
  const lineStep = (<usize>(a.dilationHeight * a.width)) << 5
  const step = (<usize>a.dilationWidth) << 5
  for (let kh = rows; kh > 0; kh--, line += lineStep) {
    let p = line
    for (let kw = cols; kw > 0; kw--, p += step) {
      v128.store(p, f32x4.add(v128.load(p), g0))
      v128.store(p, f32x4.add(v128.load(p, 16), g1), 16)
    }
  }
}

/** A plane of eight images whose windows tile it: each pixel gets its window's share. */
function tileEight(a: AvgPool2dGradArgs, dy: usize, dx: usize): void {
  const rows = a.kernelHeight
  const cols = a.kernelWidth
  const outWidth = a.outWidth
  const lineStep = (<usize>a.width) << 5
  const step = (<usize>cols) << 5
  const share = f32x4.splat(<f32>1 / <f32>(rows * cols))
  for (let oh = a.outHeight; oh > 0; oh--) {
    for (let ow = outWidth; ow > 0; ow--, dy += 32, dx += step) {
      const g0 = f32x4.mul(v128.load(dy), share)
      const g1 = f32x4.mul(v128.load(dy, 16), share)
      let line = dx
      for (let kh = rows; kh > 0; kh--, line += lineStep)
        for (let p = line; p < line + step; p += 32) {
          v128.store(p, g0)
          v128.store(p, g1, 16)
        }
    }
    // The first line of these windows is behind; on to the first of the next.
    dx += lineStep * (rows - 1)
  }
}

/** @inline */
function spreadOne(a: AvgPool2dGradArgs, dy: usize, line: usize, share: f32, rows: i32, cols: i32): void {
  const g = load<f32>(dy) * share
  const lineStep = (<usize>(a.dilationHeight * a.width)) << 2
  const step = (<usize>a.dilationWidth) << 2
  for (let kh = rows; kh > 0; kh--, line += lineStep) {
    let p = line
    for (let kw = cols; kw > 0; kw--, p += step) store<f32>(p, load<f32>(p) + g)
  }
}
