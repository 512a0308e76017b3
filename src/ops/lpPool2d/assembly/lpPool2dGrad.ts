/**
 * The gradient of pooling by p-norms. One item is one channel's plane, of one image or of eight side by side: it is cleared, then
 * each window adds its share to its pixels, in the order of the outputs; four windows at a time, as in lpPool2d.
 */
import { ClippedWindowArgs, In, Out } from '../../shared/assembly/args'
import { endInside, endWhole, firstInside, firstWhole } from '../../shared/assembly/window'
import { loadApart, wholePower } from './powers'

@unmanaged
export class LpPool2dGradArgs extends ClippedWindowArgs {
  x: In
  y: In
  dy: In
  dx: Out
  p: u32
  block: u32
}

export function lpPool2dGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<LpPool2dGradArgs>(args)
  const bytes = (<u32>(a.height * a.width) * a.block) << 2
  const outBytes = (<u32>(a.outHeight * a.outWidth) * a.block) << 2
  const first = min(a.outWidth, firstWhole(a.left, a.strideWidth))
  const stop = endWhole(a.left, a.strideWidth, a.width, a.outWidth, a.kernelWidth, a.dilationWidth)
  // From a pixel's number to its gradient.
  const across = a.dx - a.x
  for (let plane = begin; plane < end; plane++) {
    memory.fill(a.dx + plane * bytes, 0, bytes)
    let out = plane * outBytes
    for (let oh: i32 = 0; oh < a.outHeight; oh++) {
      const start = oh * a.strideHeight - a.top
      const kh0 = firstInside(start, a.dilationHeight)
      const rows = endInside(start, a.height, a.kernelHeight, a.dilationHeight) - kh0
      const line = a.x + plane * bytes + ((<usize>((start + kh0 * a.dilationHeight) * a.width) * a.block) << 2)
      for (let ow: i32 = 0; ow < a.outWidth; ) {
        const begin = ow * a.strideWidth - a.left
        const y = a.y + out
        const dy = a.dy + out
        if (a.block !== 8 && ow >= first && ow + 4 <= stop) {
          spread(a, line + ((<usize>begin) << 2), across, v128.load(y), v128.load(dy), rows, a.kernelWidth, a.strideWidth)
          out += 16
          ow += 4
          continue
        }
        const kw0 = firstInside(begin, a.dilationWidth)
        const cols = endInside(begin, a.width, a.kernelWidth, a.dilationWidth) - kw0
        const from = line + ((<usize>(begin + kw0 * a.dilationWidth) * a.block) << 2)
        if (a.block === 8) {
          spread(a, from, across, v128.load(y), v128.load(dy), rows, cols, 1)
          spread(a, from + 16, across, v128.load(y, 16), v128.load(dy, 16), rows, cols, 1)
        } else spread(a, from, across, v128.load32_splat(y), v128.load32_splat(dy), rows, cols, 0)
        out += a.block << 2
        ow++
      }
    }
  }
}

/** Adds the shares of four windows, whose numbers lie `apart` elements from each other, to their pixels. */
function spread(a: LpPool2dGradArgs, from: usize, across: usize, y: v128, dy: v128, rows: i32, cols: i32, apart: u32): void {
  const p = a.p
  const step = (<usize>a.dilationWidth * a.block) << 2
  const lineStep = (<usize>(a.dilationHeight * a.width) * a.block) << 2
  const zero = f32x4.splat(0)
  // Also where the squares of small numbers were too small for a number.
  const none = f32x4.eq(y, zero)
  const sign = i32x4.splat(0x80000000)
  // What all pixels of a window have in common; for p = 2 the rest is x itself.
  const share = p === 2 ? f32x4.div(dy, y) : dy
  for (let kh = rows, line = from; kh > 0; kh--, line += lineStep)
    for (let kw = cols, at = line; kw > 0; kw--, at += step) {
      const x = loadApart(at, apart)
      let g: v128
      if (p === 2) g = f32x4.mul(share, x)
      else {
        g = v128.xor(share, v128.and(x, sign))
        if (p > 2) g = f32x4.mul(g, wholePower(f32x4.div(f32x4.abs(x), y), p - 1))
      }
      // A pixel of 0 gets 0, and so does all of a window whose norm is.
      addApart(at + across, v128.andnot(g, v128.or(none, f32x4.eq(x, zero))), apart)
    }
}

/** Adds to four numbers that lie `apart` elements from each other, or (0) the first lane to one. @inline */
function addApart(at: usize, v: v128, apart: u32): void {
  if (apart === 1) {
    v128.store(at, f32x4.add(v128.load(at), v))
    return
  }
  store<f32>(at, load<f32>(at) + f32x4.extract_lane(v, 0))
  if (apart === 0) return
  const step = (<usize>apart) << 2
  store<f32>(at + step, load<f32>(at + step) + f32x4.extract_lane(v, 1))
  store<f32>(at + 2 * step, load<f32>(at + 2 * step) + f32x4.extract_lane(v, 2))
  store<f32>(at + 3 * step, load<f32>(at + 3 * step) + f32x4.extract_lane(v, 3))
}
