/**
 * From stored images (plain order, bytes or floats) to the plan's layout: x = raw · scale + offset, with a border.
 * One item is one row of the result, of one image or of eight side by side; of eight, blocks of 8 pixels × 8
 * images of bytes are transposed in registers.
 */
import { In, Out } from '../../shared/assembly/args'

import { gather, loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'

@unmanaged
export class NormalizeArgs {
  raw: In
  x: Out
  /** All channels of an image; and those of this call. */
  channels: u32
  firstChannel: u32
  channelCount: u32
  height: u32
  width: u32
  outHeight: u32
  outWidth: u32
  top: u32
  left: u32
  block: u32
  /** Of a raw number: 1 (u8) or 4 (f32). */
  bytes: u32
  scale: f32
  offset: f32
  /** Of the result. */
  border: f32
}

export function normalize(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<NormalizeArgs>(args)
  const pixel = a.block << 2
  const border = f32x4.splat(a.border)
  for (let item = begin; item < end; item++) {
    const plane = item / a.outHeight
    const oh = item - plane * a.outHeight
    const outer = plane / a.channelCount
    const c = a.firstChannel + plane - outer * a.channelCount
    let x = a.x + ((outer * a.channels + c) * a.outHeight + oh) * a.outWidth * pixel
    const stop = x + a.outWidth * pixel
    const h = oh - a.top
    // Above the image h is beyond it too, being unsigned.
    if (h >= a.height) {
      fillUp(x, stop, border)
      continue
    }
    fillUp(x, x + a.left * pixel, border)
    x += a.left * pixel
    const raw = a.raw + ((outer * a.block * a.channels + c) * a.height + h) * a.width * a.bytes
    if (a.block === 1) oneImage(a, raw, x)
    else if (a.bytes === 1) eightOfBytes(a, raw, x)
    else eightOfFloats(a, raw, x)
    fillUp(x + a.width * pixel, stop, border)
  }
}

function fillUp(at: usize, end: usize, v: v128): void {
  for (; at + 16 <= end; at += 16) v128.store(at, v)
  for (; at < end; at += 4) v128.store32_lane(at, v, 0)
}

/** Four bytes as floats. @inline */
function floats(bytes: v128): v128 {
  return f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)))
}

function oneImage(a: NormalizeArgs, raw: usize, x: usize): void {
  const scale = f32x4.splat(a.scale)
  const offset = f32x4.splat(a.offset)
  let i: u32 = 0
  while (i < a.width) {
    const four = i + 4 <= a.width
    let v: v128
    if (a.bytes === 4) v = loadLanes(raw + (i << 2), four)
    else v = four ? floats(v128.load32_zero(raw + i)) : f32x4.splat(<f32>load<u8>(raw + i))
    storeLanes(x + (i << 2), madd(v, scale, offset), four)
    i += four ? 4 : 1
  }
}

function eightOfBytes(a: NormalizeArgs, raw: usize, x: usize): void {
  const next = a.channels * a.height * a.width
  const width = a.width
  const scale = f32x4.splat(a.scale)
  const offset = f32x4.splat(a.offset)
  let i: u32 = 0
  if (width >= 8) {
    while (i < width) {
      // The last eight pixels may overlap those before them.
      i = min(i, width - 8)
      let at = raw + i
      const r0 = v128.load64_zero(at)
      const r1 = v128.load64_zero((at += next))
      const r2 = v128.load64_zero((at += next))
      const r3 = v128.load64_zero((at += next))
      const r4 = v128.load64_zero((at += next))
      const r5 = v128.load64_zero((at += next))
      const r6 = v128.load64_zero((at += next))
      const r7 = v128.load64_zero((at += next))
      const r04 = weaveLow(r0, r4)
      const r26 = weaveLow(r2, r6)
      const r15 = weaveLow(r1, r5)
      const r37 = weaveLow(r3, r7)
      const to = x + (i << 5)
      const even = weaveLow(r04, r26)
      const odd = weaveLow(r15, r37)
      storeTwo(to, weaveLow(even, odd), scale, offset)
      storeTwo(to + 64, weaveHigh(even, odd), scale, offset)
      const even2 = weaveHigh(r04, r26)
      const odd2 = weaveHigh(r15, r37)
      storeTwo(to + 128, weaveLow(even2, odd2), scale, offset)
      storeTwo(to + 192, weaveHigh(even2, odd2), scale, offset)
      i += 8
    }
    return
  }
  for (; i < width; i++)
    for (let p: u32 = 0; p < 8; p++) {
      const v = madd(f32x4.splat(<f32>load<u8>(raw + p * next + i)), scale, offset)
      v128.store32_lane(x + (((i << 3) + p) << 2), v, 0)
    }
}

/** Two pixels of eight images each. @inline */
function storeTwo(to: usize, bytes: v128, scale: v128, offset: v128): void {
  const first = i16x8.extend_low_i8x16_u(bytes)
  const second = i16x8.extend_high_i8x16_u(bytes)
  v128.store(to, madd(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(first)), scale, offset))
  v128.store(to, madd(f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(first)), scale, offset), 16)
  v128.store(to, madd(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(second)), scale, offset), 32)
  v128.store(to, madd(f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(second)), scale, offset), 48)
}

/** @inline */
function weaveLow(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
}

/** @inline */
function weaveHigh(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
}

function eightOfFloats(a: NormalizeArgs, raw: usize, x: usize): void {
  const next = (a.channels * a.height * a.width) << 2
  const apart = i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(next))
  const scale = f32x4.splat(a.scale)
  const offset = f32x4.splat(a.offset)
  const half = raw + (next << 2)
  for (let i: u32 = 0; i < a.width; i++) {
    v128.store(x + (i << 5), madd(gather(raw + (i << 2), apart), scale, offset))
    v128.store(x + (i << 5), madd(gather(half + (i << 2), apart), scale, offset), 16)
  }
}
