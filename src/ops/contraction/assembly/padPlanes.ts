/**
 * A copy of planes with a border: what convolution reads, so that every tap is valid. It also spreads the pixels apart
 * (`stretch`: zeros between them), which makes the gradient of a strided convolution a plain one. One item is one plane;
 * a pixel is `block` numbers. What would lie outside the new plane is left out.
 */
import { In, Out } from '../../shared/assembly/args'

@unmanaged
export class PadPlanesArgs {
  x: In
  y: Out
  /** Of the plane read, and of the one written. */
  height: u32
  width: u32
  newHeight: u32
  newWidth: u32
  /** Where pixel (0, 0) comes to lie; may be outside. */
  top: i32
  left: i32
  stretchHeight: u32
  stretchWidth: u32
  block: u32
  value: f32
}

export function padPlanes(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<PadPlanesArgs>(args)
  const pixel = a.block << 2
  const from: usize = a.height * a.width * pixel
  const to: usize = a.newHeight * a.newWidth * pixel
  for (let p = begin; p < end; p++) {
    fill(a.y + p * to, to, a.value)
    for (let h: u32 = 0; h < a.height; h++) {
      const at = a.top + <i32>(h * a.stretchHeight)
      if (at < 0 || at >= <i32>a.newHeight) continue
      copyRow(a, a.x + p * from + h * a.width * pixel, a.y + p * to + at * a.newWidth * pixel)
    }
  }
}

function copyRow(a: PadPlanesArgs, x: usize, y: usize): void {
  const pixel = a.block << 2
  if (a.stretchWidth === 1) {
    const first = max(0, -a.left)
    const last = min(<i32>a.width, <i32>a.newWidth - a.left)
    if (last > first) memory.copy(y + (a.left + first) * pixel, x + first * pixel, (last - first) * pixel)
    return
  }
  for (let w: u32 = 0; w < a.width; w++) {
    const at = a.left + <i32>(w * a.stretchWidth)
    if (at >= 0 && at < <i32>a.newWidth) memory.copy(y + at * pixel, x + w * pixel, pixel)
  }
}

function fill(at: usize, bytes: usize, value: f32): void {
  if (reinterpret<u32>(value) === 0) {
    memory.fill(at, 0, bytes)
    return
  }
  const end = at + bytes
  const whole = at + (bytes & ~15)
  for (; at < whole; at += 16) v128.store(at, f32x4.splat(value))
  for (; at < end; at += 4) store<f32>(at, value)
}
