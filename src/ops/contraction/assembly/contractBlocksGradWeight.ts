/**
 * The gradient of the weights, in blocks of eight images: each weight is a dot product of its filter's dy with the
 * input shifted by its tap; two filters and four taps at a time. The work is cut into a fixed number of chunks of
 * image blocks, each with partial sums of its own. One item is (chunk, group, filters; an even number of
 * them). The image is padded already.
 */
import { In, Out, WindowArgs } from '../../shared/assembly/args'
import { dots, setDots } from './dots'

@unmanaged
export class ContractBlocksGradWeightArgs extends WindowArgs {
  x: In
  dy: In
  /** [chunks][groups][filters, to a multiple of 2][taps, to a multiple of 4], overwritten. */
  partials: Out
  blocks: u32
  chunks: u32
  groups: u32
  /** Of one group. */
  channels: u32
  filters: u32
  filterStep: u32
  /** Output rows at a time, so that they and their input stay in the cache. */
  rowStep: u32
}

export function contractBlocksGradWeight(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<ContractBlocksGradWeightArgs>(args)
  const filterChunks = (a.filters + a.filterStep - 1) / a.filterStep
  const taps = a.channels * a.kernelHeight * a.kernelWidth
  const filtersPadded = (a.filters + 1) & ~1
  const toRow: usize = ((taps + 3) & ~3) << 2
  const plane: usize = a.outHeight * a.outWidth * 32
  const inImage: usize = a.channels * a.height * a.width * 32
  for (let item = begin; item < end; item++) {
    const firstFilter = (item % filterChunks) * a.filterStep
    const group = (item / filterChunks) % a.groups
    const chunk = item / filterChunks / a.groups
    const firstBlock = (a.blocks * chunk) / a.chunks
    const lastBlock = (a.blocks * (chunk + 1)) / a.chunks
    const lastFilter = min(firstFilter + a.filterStep, a.filters)
    let add = false
    for (let n = firstBlock; n < lastBlock; n++) {
      for (let row: u32 = 0; row < a.outHeight; row += a.rowStep) {
        const rows = min(a.rowStep, a.outHeight - row)
        const x = a.x + (n * a.groups + group) * inImage + row * a.strideHeight * a.width * 32
        for (let f = firstFilter; f < lastFilter; f += 2) {
          const dy = a.dy + ((n * a.groups + group) * a.filters + f) * plane + row * a.outWidth * 32
          const to = a.partials + ((chunk * a.groups + group) * filtersPadded + f) * toRow
          gradTaps(a, rows, x, dy, f + 1 < lastFilter ? plane : 0, to, toRow, add)
        }
        add = true
      }
    }
  }
}

/** All taps of two filters over some rows. */
function gradTaps(
  a: ContractBlocksGradWeightArgs,
  rows: u32,
  x: usize,
  dy: usize,
  dyStep: usize,
  to: usize,
  toStep: usize,
  add: bool,
): void {
  const taps = a.channels * a.kernelHeight * a.kernelWidth
  const outRow: usize = a.outWidth * 32
  const inRow: usize = a.strideHeight * a.width * 32
  // Where neighbours in dy are neighbours in x, a row is one run of vectors; else the two halves of eight go apart.
  const halves: u32 = a.strideWidth === 1 ? 1 : 2
  if (halves === 1) setDots(1, 0, 0, rows, outRow, inRow, a.outWidth * 2, 16, 16)
  else setDots(1, 0, 0, rows, outRow, inRow, a.outWidth, 32, a.strideWidth * 32)
  const column: usize = a.dilationWidth * 32
  const row: usize = a.dilationHeight * a.width * 32 - a.kernelWidth * column
  const channel: usize = a.height * a.width * 32 - a.kernelHeight * (row + a.kernelWidth * column)
  let kw: u32 = 0
  let kh: u32 = 0
  let at = x
  let x1 = x
  let x2 = x
  let x3 = x
  for (let tap: u32 = 0; tap < taps; tap += 4) {
    const x0 = at
    for (let j: u32 = 0; j < 4; j++) {
      // Beyond the last tap the pointers stay: those sums go to the padding of the row.
      if (j === 1) x1 = at
      else if (j === 2) x2 = at
      else if (j === 3) x3 = at
      if (tap + j + 1 >= taps) continue
      at += column
      if (++kw < a.kernelWidth) continue
      kw = 0
      at += row
      if (++kh < a.kernelHeight) continue
      kh = 0
      at += channel
    }
    dots(dy, dy + dyStep, x0, x1, x2, x3, to, to + toStep, add)
    if (halves === 2) dots(dy + 16, dy + dyStep + 16, x0 + 16, x1 + 16, x2 + 16, x3 + 16, to, to + toStep, true)
    to += 16
  }
}
