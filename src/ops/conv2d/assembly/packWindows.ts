/**
 * Implicit im2col: the windows of eight output pixels, side by side, a row a tap: [taps][8]. Only a few such panels exist
 * at a time, in a thread's own scratch; the whole matrix is never formed. Pixels are counted through the plane.
 */

/** The geometry, set once a call: the padded image and the window, in numbers and bytes. */
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

/** Where output pixel p's window begins, in bytes from the image's start. Beyond the plane: its last pixel's. @inline */
function windowAt(p: u32): usize {
  const q = min(p, pixels - 1)
  return ((q / outWidth) * strideHeight * width + (q % outWidth) * strideWidth) << 2
}

// Where the windows of the pixels being packed begin, four a group; as many groups as there are panels twice. A group of
// neighbours is read as one vector: its second place then says so.
const TOGETHER: u32 = 0xffffffff

/** Writes the table of `groups` groups of four pixels from `pixel` on. */
function groupWindows(table: usize, pixel: u32, groups: u32): void {
  for (let q: u32 = 0; q < groups; q++) {
    const w0 = windowAt(pixel)
    const w1 = windowAt(pixel + 1)
    const w2 = windowAt(pixel + 2)
    const w3 = windowAt(pixel + 3)
    store<u32>(table, w0)
    store<u32>(table, w1 - w0 === 4 && w2 - w1 === 4 && w3 - w2 === 4 ? TOGETHER : w1, 4)
    store<u32>(table, w2, 8)
    store<u32>(table, w3, 12)
    table += 16
    pixel += 4
  }
}

/**
 * Packs `taps` taps, from tap `first` on, of `panels` panels from `pixel` on; panel p begins at `to` + p · panelBytes. A tap's
 * row is packed for all panels at once: they read neighbouring memory. `table` is scratch, 32 bytes a panel.
 */
export function packWindows(
  x: usize,
  to: usize,
  panelBytes: usize,
  table: usize,
  pixel: u32,
  panels: u32,
  first: u32,
  taps: u32,
): void {
  const window = kernelHeight * kernelWidth
  const column: usize = dilationWidth << 2
  const row: usize = (dilationHeight * width) << 2
  let channel = x + (first / window) * (plane << 2)
  let kh = (first % window) / kernelWidth
  let kw = first % kernelWidth
  let at = channel + kh * row + kw * column
  groupWindows(table, pixel, panels << 1)
  const last = table + (panels << 5)
  for (const end = to + (taps << 5); to < end; to += 32) {
    packRow(at, to, panelBytes, table, last)
    if (++kw < kernelWidth) {
      at += column
      continue
    }
    kw = 0
    if (++kh === kernelHeight) {
      kh = 0
      channel += plane << 2
    }
    at = channel + kh * row
  }
}

/** One tap's row of all panels. */
function packRow(at: usize, to: usize, panelBytes: usize, table: usize, last: usize): void {
  for (; table < last; table += 32) {
    packFour(at, to, table)
    packFour(at, to + 16, table + 16)
    to += panelBytes
  }
}

/** @inline */
function packFour(at: usize, to: usize, table: usize): void {
  const w0 = load<u32>(table)
  const w1 = load<u32>(table, 4)
  if (w1 === TOGETHER) v128.store(to, v128.load(at + w0))
  else {
    store<f32>(to, load<f32>(at + w0))
    store<f32>(to, load<f32>(at + w1), 4)
    store<f32>(to, load<f32>(at + load<u32>(table, 8)), 8)
    store<f32>(to, load<f32>(at + load<u32>(table, 12)), 12)
  }
}

/** The other way round: `count` pixels from `pixel` on, a row per pixel, of eight taps from `first` on: [count][8]. */
export function packTaps(x: usize, to: usize, pixel: u32, count: u32, first: u32, taps: u32): void {
  const window = kernelHeight * kernelWidth
  for (let j: u32 = 0; j < 8; j++) {
    // Beyond the last tap the last one again: those sums go to the padding of the row.
    const tap = min(first + j, taps - 1)
    const inWindow = tap % window
    const source =
      x +
      (((tap / window) * plane + (inWindow / kernelWidth) * dilationHeight * width + (inWindow % kernelWidth) * dilationWidth) <<
        2)
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
