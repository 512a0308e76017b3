/**
 * Copies planes with a border: a value, the image mirrored, or its nearest pixels. One item is one channel's plane, of one image
 * or of eight side by side. Of a row, the pixels of the image are one copy; what is left and right of them is filled whole
 * vectors at a time.
 */
import { BorderArgs, In, Out } from '../../shared/assembly/args'
import { CONSTANT, REFLECT } from './border'

@unmanaged
export class Pad2dArgs extends BorderArgs {
  x: In
  y: Out
  /** Of the constant border. */
  value: f32
}

export function pad2d(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<Pad2dArgs>(args)
  const pixel = a.block << 2
  const bytes = a.width * pixel
  const newWidth = a.left + a.width + a.right
  const newBytes = newWidth * pixel
  const value = f32x4.splat(a.value)
  for (let plane = begin; plane < end; plane++) {
    const x = a.x + plane * a.height * bytes
    let y = a.y + plane * (a.top + a.height + a.bottom) * newBytes
    for (let i = -(<i32>a.top); i < <i32>(a.height + a.bottom); i++, y += newBytes) {
      const inside = i >= 0 && i < <i32>a.height
      if (inside || a.mode !== CONSTANT) padRow(a, x + <u32>(inside ? i : shown(i, a.height, a.mode)) * bytes, y)
      else fillPixels(y, newWidth, a.block, value, value)
    }
  }
}

/** The pixel that place i outside of n pixels shows. @inline */
function shown(i: i32, n: u32, mode: u32): i32 {
  const last = <i32>n - 1
  if (mode === REFLECT) return i < 0 ? -i : 2 * last - i
  return i < 0 ? 0 : last
}

function padRow(a: Pad2dArgs, x: usize, y: usize): void {
  const pixel = a.block << 2
  const middle = y + a.left * pixel
  const end = middle + a.width * pixel
  memory.copy(middle, x, a.width * pixel)
  if (a.mode === REFLECT) {
    mirror(x + pixel, y, a.left, a.block)
    mirror(x + (a.width - 1 - a.right) * pixel, end, a.right, a.block)
  } else if (a.mode === CONSTANT) {
    const value = f32x4.splat(a.value)
    fillPixels(y, a.left, a.block, value, value)
    fillPixels(end, a.right, a.block, value, value)
  } else {
    repeat(x, y, a.left, a.block)
    repeat(end - pixel, end, a.right, a.block)
  }
}

/** `count` pixels from x on, the last one first. */
function mirror(x: usize, y: usize, count: u32, block: u32): void {
  if (block === 8) {
    for (let from = x + (count << 5); from > x; y += 32) {
      from -= 32
      v128.store(y, v128.load(from))
      v128.store(y, v128.load(from, 16), 16)
    }
    return
  }
  let from = x + (count << 2)
  for (; from >= x + 16; y += 16) {
    from -= 16
    const four = v128.load(from)
    v128.store(y, i32x4.shuffle(four, four, 3, 2, 1, 0))
  }
  for (; from > x; y += 4) {
    from -= 4
    store<f32>(y, load<f32>(from))
  }
}

/** One pixel, `count` times. */
function repeat(pixel: usize, y: usize, count: u32, block: u32): void {
  if (count === 0) return
  if (block === 8) fillPixels(y, count, block, v128.load(pixel), v128.load(pixel, 16))
  else fillPixels(y, count, block, v128.load32_splat(pixel), v128.load32_splat(pixel))
}

/** Of eight images side by side, `low` are the first four. */
function fillPixels(y: usize, count: u32, block: u32, low: v128, high: v128): void {
  const end = y + count * (block << 2)
  for (; y + 32 <= end; y += 32) {
    v128.store(y, low)
    v128.store(y, high, 16)
  }
  for (; y < end; y += 4) v128.store32_lane(y, low, 0)
}
