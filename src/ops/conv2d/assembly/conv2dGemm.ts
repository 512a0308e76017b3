/**
 * Convolution of plain images [N][C][H][W] as a packed matrix product with implicit im2col: a few panels of eight
 * pixels are packed at a time, a block of taps long, and every filter passes over them while they lie in the cache.
 * The image is padded already. One item is (image, group, filters, panels).
 */

import { contract, nextRows, setLoops, setRows } from '../../contraction/assembly/contract'
import { ActivatedWindowArgs, In, Out } from '../../shared/assembly/args'
import { activateRun } from '../../unary/assembly/activateRun'
import { packWindows, setWindows } from './packWindows'

@unmanaged
export class Conv2dGemmArgs extends ActivatedWindowArgs {
  x: In
  weight: In
  /** 0: none */
  bias: In
  y: Out
  /** For each thread: panelStep · (tapStep + 3) · 8 numbers for panels and a table of their windows, and a tile of 4 · 8. */
  scratch: Out
  groups: u32
  /** Of one group. */
  channels: u32
  filters: u32
  filterStep: u32
  /** Panels of eight pixels an item, and taps at a time. */
  panelStep: u32
  tapStep: u32
}

export function conv2dGemm(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<Conv2dGemmArgs>(args)
  setWindows(
    a.height,
    a.width,
    a.outHeight,
    a.outWidth,
    a.kernelHeight,
    a.kernelWidth,
    a.strideHeight,
    a.strideWidth,
    a.dilationHeight,
    a.dilationWidth,
  )
  const panels = (a.outHeight * a.outWidth + 7) >> 3
  const panelChunks = (panels + a.panelStep - 1) / a.panelStep
  const filterChunks = (a.filters + a.filterStep - 1) / a.filterStep
  const scratch = a.scratch + thread * ((a.panelStep * (a.tapStep + 3) * 8 + 32) << 2)
  for (let item = begin; item < end; item++) {
    let left = item
    const panel = (left % panelChunks) * a.panelStep
    left /= panelChunks
    const filter = (left % filterChunks) * a.filterStep
    left /= filterChunks
    gemmItem(a, left, left % a.groups, filter, panel, min(a.panelStep, panels - panel), scratch)
  }
}

/** `plane` counts groups through the images. */
function gemmItem(a: Conv2dGemmArgs, plane: u32, group: u32, firstFilter: u32, panel: u32, panels: u32, scratch: usize): void {
  const pixels = a.outHeight * a.outWidth
  const taps = a.channels * a.kernelHeight * a.kernelWidth
  const x = a.x + plane * a.channels * ((a.height * a.width) << 2)
  const first = panel << 3
  const count = min(panels << 3, pixels - first)
  const lastFilter = min(firstFilter + a.filterStep, a.filters)
  // 64 bytes more than the taps take: panels a power of two apart would fall on each other in the cache.
  const panelBytes: usize = (a.tapStep << 5) + 64
  const table = scratch + a.panelStep * panelBytes
  const tile = table + (a.panelStep << 5)
  for (let tap: u32 = 0; tap < taps; tap += a.tapStep) {
    const depth = min(a.tapStep, taps - tap)
    packWindows(x, scratch, panelBytes, table, first, panels, tap, depth)
    setLoops(1, 0, 0, 1, 0, 0, depth, 4, 32)
    let rows: u32 = 0
    for (let f = firstFilter; f < lastFilter; f += rows) {
      rows = nextRows(lastFilter - f)
      const filter = group * a.filters + f
      const weight = a.weight + ((filter * taps + tap) << 2)
      const bias = a.bias && tap === 0 ? a.bias + (filter << 2) : 0
      const y = a.y + (((plane * a.filters + f) * pixels + first) << 2)
      setRows(taps << 2, pixels << 2, tap !== 0)
      contract(rows, count >> 3, weight, scratch, panelBytes, y, 32, bias)
      if (count & 7)
        lastTile(
          rows,
          count & 7,
          weight,
          scratch + (count >> 3) * panelBytes,
          y + ((count >> 3) << 5),
          tile,
          bias,
          taps << 2,
          pixels << 2,
          tap !== 0,
        )
      if (tap + depth === taps) for (let i: u32 = 0; i < rows; i++) activateRun(y + i * (pixels << 2), count, a.fn, a.fnA, a.fnB)
    }
  }
}

/** The last panel of a plane has fewer than eight pixels: its sums go by way of a tile. */
function lastTile(
  rows: u32,
  width: u32,
  weight: usize,
  panel: usize,
  y: usize,
  tile: usize,
  bias: usize,
  aRow: usize,
  yRow: usize,
  add: bool,
): void {
  if (add) for (let i: u32 = 0; i < rows; i++) memory.copy(tile + (i << 5), y + i * yRow, width << 2)
  setRows(aRow, 32, add)
  contract(rows, 1, weight, panel, 0, tile, 0, bias)
  for (let i: u32 = 0; i < rows; i++) memory.copy(y + i * yRow, tile + (i << 5), width << 2)
}
