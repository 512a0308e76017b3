/**
 * Implicit im2col: the windows of eight output pixels, side by side, a row a tap: [taps][8]. Only a few such panels exist
 * at a time, in a thread's own scratch; the whole matrix is never formed. Pixels are counted through the plane.
 */

/** The geometry, set once a call: the padded picture and the window, in numbers and bytes. */
let width: u32 = 0
let plane: u32 = 0
let outWidth: u32 = 0
let pixels: u32 = 0
let kernelHeight: u32 = 0
let kernelWidth: u32 = 0
let strideHeight: u32 = 0
let strideWidth: u32 = 0
let dilationHeight: u32 = 0
let dilationWidth: u32 = 0

// biome-ignore format: one line a pair
export function setWindows(
  inHeight: u32, inWidth: u32, outHeight: u32, outColumns: u32, kh: u32, kw: u32, sh: u32, sw: u32, dh: u32, dw: u32,
): void {
  width = inWidth
  plane = inHeight * inWidth
  outWidth = outColumns
  pixels = outHeight * outColumns
  kernelHeight = kh
  kernelWidth = kw
  strideHeight = sh
  strideWidth = sw
  dilationHeight = dh
  dilationWidth = dw
}

/** Where the window of output pixel p begins, in bytes from the picture's start. Beyond the plane: that of its last pixel. */
// @ts-ignore: decorator
@inline
function windowAt(p: u32): usize {
  const q = min(p, pixels - 1)
  return ((q / outWidth) * strideHeight * width + (q % outWidth) * strideWidth) << 2
}

/** Packs `taps` taps from tap `first` on, of the eight pixels from `pixel` on. */
export function packWindows(x: usize, to: usize, pixel: u32, first: u32, taps: u32): void {
  const window = kernelHeight * kernelWidth
  let channel = x + (first / window) * (plane << 2)
  let kh = (first % window) / kernelWidth
  let kw = first % kernelWidth
  const column: usize = dilationWidth << 2
  const row: usize = (dilationHeight * width) << 2
  let at = channel + kh * row + kw * column
  const end = to + (taps << 5)
  const w0 = windowAt(pixel)
  const w4 = windowAt(pixel + 4)
  const w3 = windowAt(pixel + 3)
  const w7 = windowAt(pixel + 7)
  const w1 = windowAt(pixel + 1)
  const w2 = windowAt(pixel + 2)
  const w5 = windowAt(pixel + 5)
  const w6 = windowAt(pixel + 6)
  // Four neighbours are one vector. (Beyond the plane the last pixel comes again, so the ends alone do not tell.)
  const low: bool = w1 - w0 == 4 && w2 - w1 == 4 && w3 - w2 == 4
  const high: bool = w5 - w4 == 4 && w6 - w5 == 4 && w7 - w6 == 4
  while (to < end) {
    if (low) v128.store(to, v128.load(at + w0))
    else {
      store<f32>(to, load<f32>(at + w0))
      store<f32>(to, load<f32>(at + w1), 4)
      store<f32>(to, load<f32>(at + w2), 8)
      store<f32>(to, load<f32>(at + w3), 12)
    }
    if (high) v128.store(to, v128.load(at + w4), 16)
    else {
      store<f32>(to, load<f32>(at + w4), 16)
      store<f32>(to, load<f32>(at + w5), 20)
      store<f32>(to, load<f32>(at + w6), 24)
      store<f32>(to, load<f32>(at + w7), 28)
    }
    to += 32
    if (++kw < kernelWidth) {
      at += column
      continue
    }
    kw = 0
    if (++kh == kernelHeight) {
      kh = 0
      channel += plane << 2
    }
    at = channel + kh * row
  }
}

/** The other way round: `count` pixels from `pixel` on, a row a pixel, of eight taps from `first` on: [count][8]. */
export function packTaps(x: usize, to: usize, pixel: u32, count: u32, first: u32, taps: u32): void {
  const window = kernelHeight * kernelWidth
  for (let j: u32 = 0; j < 8; j++) {
    // Beyond the last tap the last one again: those sums go to the padding of the row.
    const tap = min(first + j, taps - 1)
    const inWindow = tap % window
    const source = x + (((tap / window) * plane + (inWindow / kernelWidth) * dilationHeight * width + (inWindow % kernelWidth) * dilationWidth) << 2)
    let y = to + (j << 2)
    let p = pixel
    const last = pixel + count
    while (p < last) {
      const run = min(last - p, outWidth - (p % outWidth))
      let at = source + windowAt(p)
      const step: usize = strideWidth << 2
      for (let i: u32 = 0; i < run; i++) {
        store<f32>(y, load<f32>(at))
        at += step
        y += 32
      }
      p += run
    }
  }
}
