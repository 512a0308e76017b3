/**
 * The gradient of a border: each pixel gets the sum of all places that show it. One item is one channel's plane, of one image or
 * of eight side by side. Row by row of the image: its own row is copied, the rows of the border that show it are added, and of
 * each of them what lies left and right.
 */
import { BorderArgs, In, Out } from '../../shared/assembly/args'
import { endOfVectors } from '../../shared/assembly/lanes'
import { CONSTANT, REFLECT } from './border'

@unmanaged
export class Pad2dGradArgs extends BorderArgs {
  dy: In
  dx: Out
}

export function pad2dGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<Pad2dGradArgs>(args)
  const pixel = a.block << 2
  const bytes = a.width * pixel
  const newBytes = (a.left + a.width + a.right) * pixel
  for (let plane = begin; plane < end; plane++) {
    // Of the first row of the image in dy.
    const dy = a.dy + (plane * (a.top + a.height + a.bottom) + a.top) * newBytes
    let dx = a.dx + plane * a.height * bytes
    for (let h: u32 = 0; h < a.height; h++, dx += bytes) {
      addRow(a, dy + h * newBytes, dx, true)
      if (a.mode === CONSTANT) continue
      const below = a.height - 1 - h
      if (a.mode === REFLECT) {
        if (h > 0 && h <= a.top) addRow(a, dy - h * newBytes, dx, false)
        if (below > 0 && below <= a.bottom) addRow(a, dy + (a.height - 1 + below) * newBytes, dx, false)
        continue
      }
      if (h === 0) for (let i: u32 = 1; i <= a.top; i++) addRow(a, dy - i * newBytes, dx, false)
      if (below === 0) for (let i: u32 = 1; i <= a.bottom; i++) addRow(a, dy + (h + i) * newBytes, dx, false)
    }
  }
}

/** One row of dy with its sides, to a row of dx: copied at `first`, else added. */
function addRow(a: Pad2dGradArgs, dy: usize, dx: usize, first: bool): void {
  const pixel = a.block << 2
  const bytes = a.width * pixel
  const middle = dy + a.left * pixel
  if (first) memory.copy(dx, middle, bytes)
  else {
    const whole = endOfVectors(bytes)
    let i: u32 = 0
    for (; i < whole; i += 16) v128.store(dx + i, f32x4.add(v128.load(dx + i), v128.load(middle + i)))
    for (; i < bytes; i += 4) store<f32>(dx + i, load<f32>(dx + i) + load<f32>(middle + i))
  }
  if (a.mode === CONSTANT) return
  const step = a.mode === REFLECT ? pixel : 0
  const last = dx + bytes - pixel
  // Outwards on both sides: mirrored, the pixels lie further and further inside; else it is always the one at the edge.
  for (let i: u32 = 1; i <= a.left; i++) addPixel(middle - i * pixel, dx + i * step, a.block)
  for (let i: u32 = 1; i <= a.right; i++) addPixel(middle + bytes - pixel + i * pixel, last - i * step, a.block)
}

/** @inline */
function addPixel(dy: usize, dx: usize, block: u32): void {
  if (block === 8) {
    v128.store(dx, f32x4.add(v128.load(dx), v128.load(dy)))
    v128.store(dx, f32x4.add(v128.load(dx, 16), v128.load(dy, 16)), 16)
  } else store<f32>(dx, load<f32>(dx) + load<f32>(dy))
}
