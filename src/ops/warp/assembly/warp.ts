/**
 * Reads each pixel of the result from the source, bilinearly, at the place that its image's transform gives. One item
 * is one row, of one image or of eight side by side. Four pixels are worked out at a time: of four images, or four
 * neighbours of one; where all four lie inside the source, nothing is checked pixel by pixel.
 */
import { In, Out } from '../../shared/assembly/args'

import { gather } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'

@unmanaged
export class WarpArgs {
  x: In
  y: Out
  /** As warpTransforms writes them. */
  transforms: In
  /** All channels of an image; and those of this call, which share the border. */
  channels: u32
  firstChannel: u32
  channelCount: u32
  height: u32
  width: u32
  block: u32
  border: f32
}

export function warp(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<WarpArgs>(args)
  const block = a.block
  const plane = (a.height * a.width * block) << 2
  const step = block << 2
  for (let item = begin; item < end; item++) {
    const outer = item / a.height
    const h = item - outer * a.height
    const Y = f32x4.splat(<f32>h - <f32>(a.height - 1) * 0.5)
    const image = (outer * a.channels + a.firstChannel) * plane
    const row = a.y + image + ((h * a.width * block) << 2)
    for (let lane: u32 = 0; lane < block; lane += 4) {
      const t = a.transforms + ((outer * 6 * block + lane) << 2)
      const source = a.x + image + (lane << 2)
      const dx = coefficient(t, block)
      const dy = coefficient(t + 3 * step, block)
      const x0 = madd(coefficient(t + step, block), Y, coefficient(t + 2 * step, block))
      const y0 = madd(coefficient(t + 4 * step, block), Y, coefficient(t + 5 * step, block))
      const middle = <f32>(a.width - 1) * 0.5
      if (block === 8) {
        for (let w: u32 = 0; w < a.width; w++) {
          const X = f32x4.splat(<f32>w - middle)
          sample(a, source, row + (w << 5) + (lane << 2), madd(dx, X, x0), madd(dy, X, y0), plane, 4)
        }
      } else {
        for (let w: u32 = 0; w < a.width; w += 4) {
          const X = f32x4.add(f32x4(0, 1, 2, 3), f32x4.splat(<f32>w - middle))
          sample(a, source, row + (w << 2), madd(dx, X, x0), madd(dy, X, y0), plane, min(4, a.width - w))
        }
      }
    }
  }
}

/** One number of the transform: of four images, or of one in all lanes. @inline */
function coefficient(at: usize, block: u32): v128 {
  return block === 8 ? v128.load(at) : v128.load32_splat(at)
}

/** Four pixels of all channels, from the places (xs, ys); the first `count` of them are stored. @inline */
function sample(a: WarpArgs, source: usize, to: usize, xs: v128, ys: v128, plane: usize, count: u32): void {
  const width = a.width
  const height = a.height
  // Two pixels outside is all border, as is whatever lies beyond; so the numbers stay small.
  const x = f32x4.pmin(f32x4.pmax(xs, f32x4.splat(-2)), f32x4.splat(<f32>(width + 1)))
  const y = f32x4.pmin(f32x4.pmax(ys, f32x4.splat(-2)), f32x4.splat(<f32>(height + 1)))
  const left = f32x4.floor(x)
  const top = f32x4.floor(y)
  const right = f32x4.sub(x, left)
  const lower = f32x4.sub(y, top)
  const ix = i32x4.trunc_sat_f32x4_s(left)
  const iy = i32x4.trunc_sat_f32x4_s(top)
  const shift = a.block === 8 ? 5 : 2
  const lanes = a.block === 8 ? i32x4(0, 4, 8, 12) : i32x4.splat(0)
  const lastX = i32x4.splat(width - 1)
  const lastY = i32x4.splat(height - 1)
  if (i32x4.all_true(v128.and(i32x4.lt_u(ix, lastX), i32x4.lt_u(iy, lastY)))) {
    const at = i32x4.add(i32x4.shl(i32x4.add(i32x4.mul(iy, i32x4.splat(width)), ix), shift), lanes)
    const pixel = (<usize>1) << shift
    const line = (<usize>width) << shift
    for (let c: u32 = 0; c < a.channelCount; c++) {
      const above = between(gather(source, at), gather(source + pixel, at), right)
      const below = between(gather(source + line, at), gather(source + line + pixel, at), right)
      storeSome(to, between(above, below, lower), count)
      source += plane
      to += plane
    }
    return
  }
  // Corner by corner: which are inside, and the nearest place that is.
  const zero = i32x4.splat(0)
  const ix1 = i32x4.add(ix, i32x4.splat(1))
  const iy1 = i32x4.add(iy, i32x4.splat(1))
  const inLeft = i32x4.le_u(ix, lastX)
  const inRight = i32x4.le_u(ix1, lastX)
  const inTop = i32x4.le_u(iy, lastY)
  const inLower = i32x4.le_u(iy1, lastY)
  const row0 = i32x4.mul(i32x4.min_s(i32x4.max_s(iy, zero), lastY), i32x4.splat(width))
  const row1 = i32x4.mul(i32x4.min_s(i32x4.max_s(iy1, zero), lastY), i32x4.splat(width))
  const col0 = i32x4.min_s(i32x4.max_s(ix, zero), lastX)
  const col1 = i32x4.min_s(i32x4.max_s(ix1, zero), lastX)
  const at00 = i32x4.add(i32x4.shl(i32x4.add(row0, col0), shift), lanes)
  const at01 = i32x4.add(i32x4.shl(i32x4.add(row0, col1), shift), lanes)
  const at10 = i32x4.add(i32x4.shl(i32x4.add(row1, col0), shift), lanes)
  const at11 = i32x4.add(i32x4.shl(i32x4.add(row1, col1), shift), lanes)
  const border = f32x4.splat(a.border)
  for (let c: u32 = 0; c < a.channelCount; c++) {
    const v00 = v128.bitselect(gather(source, at00), border, v128.and(inTop, inLeft))
    const v01 = v128.bitselect(gather(source, at01), border, v128.and(inTop, inRight))
    const v10 = v128.bitselect(gather(source, at10), border, v128.and(inLower, inLeft))
    const v11 = v128.bitselect(gather(source, at11), border, v128.and(inLower, inRight))
    storeSome(to, between(between(v00, v01, right), between(v10, v11, right), lower), count)
    source += plane
    to += plane
  }
}

/** a + (b − a)·share @inline */
function between(a: v128, b: v128, share: v128): v128 {
  return madd(f32x4.sub(b, a), share, a)
}

/** @inline */
function storeSome(to: usize, v: v128, count: u32): void {
  if (count === 4) {
    v128.store(to, v)
    return
  }
  v128.store32_lane(to, v, 0)
  if (count > 1) v128.store32_lane(to + 4, v, 1)
  if (count > 2) v128.store32_lane(to + 8, v, 2)
}
