/**
 * The gradient of the input, in blocks of eight images: for each pixel a contraction over all filters and over those
 * taps that reach it from the output, so that no product with a padding zero is ever made. Rows of the kernels are up to
 * four input channels. Neighbouring pixels with the same taps go together. One item is (image blocks, group,
 * channels, input rows).
 */
import { In, Out, WindowArgs } from '../../shared/assembly/args'
import { contract, nextRows, setLoops, setRows } from './contract'
import { findTaps, gcd, tapCount, tapFirst, tapOut } from './taps'

@unmanaged
export class ContractBlocksGradInputArgs extends WindowArgs {
  dy: In
  weight: In
  dx: Out
  blocks: u32
  blockStep: u32
  groups: u32
  /** Of one group. */
  channels: u32
  channelStep: u32
  filters: u32
  /** Filters at a time, so that their rows stay in the cache. */
  filterStep: u32
  rowStep: u32
  top: u32
  left: u32
}

export function contractBlocksGradInput(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<ContractBlocksGradInputArgs>(args)
  const rowChunks = (a.height + a.rowStep - 1) / a.rowStep
  const channelChunks = (a.channels + a.channelStep - 1) / a.channelStep
  const window = a.kernelHeight * a.kernelWidth
  for (let item = begin; item < end; item++) {
    let left = item
    const firstRow = (left % rowChunks) * a.rowStep
    left /= rowChunks
    const firstChannel = (left % channelChunks) * a.channelStep
    left /= channelChunks
    const group = left % a.groups
    const block = (left / a.groups) * a.blockStep
    const lastBlock = min(block + a.blockStep, a.blocks)
    const lastChannel = min(firstChannel + a.channelStep, a.channels)
    const lastRow = min(firstRow + a.rowStep, a.height)
    for (let f: u32 = 0; f < a.filters; f += a.filterStep) {
      setRows(window << 2, a.height * a.width * 32, f !== 0)
      const filters = min(a.filterStep, a.filters - f)
      let count: u32 = 0
      for (let c = firstChannel; c < lastChannel; c += count) {
        count = nextRows(lastChannel - c)
        const weight = a.weight + ((((group * a.filters + f) * a.channels + c) * window) << 2)
        for (let n = block; n < lastBlock; n++) {
          const dy = a.dy + ((n * a.groups + group) * a.filters + f) * (a.outHeight * a.outWidth * 32)
          const dx = a.dx + ((n * a.groups + group) * a.channels + c) * (a.height * a.width * 32)
          for (let h = firstRow; h < lastRow; h++) gradRow(a, count, filters, weight, dy, dx + h * a.width * 32, h, f === 0)
        }
      }
    }
  }
}

/** One row of dx of `count` channels: what `filters` filters give. `first`: nothing is in dx yet. */
function gradRow(
  a: ContractBlocksGradInputArgs,
  count: u32,
  filters: u32,
  weight: usize,
  dy: usize,
  dx: usize,
  h: u32,
  first: bool,
): void {
  findTaps(h, a.top, a.strideHeight, a.dilationHeight, a.kernelHeight, a.outHeight)
  const common = gcd(a.strideHeight, a.dilationHeight)
  const rows = tapCount
  const rowStep = a.strideHeight / common
  const outStep = a.dilationHeight / common
  const rowAt = weight + ((tapFirst * a.kernelWidth) << 2)
  const outAt = dy + tapOut * (a.outWidth * 32)
  const commonWidth = gcd(a.strideWidth, a.dilationWidth)
  const columnStep = a.strideWidth / commonWidth
  const outColumnStep = a.dilationWidth / commonWidth
  findTaps(0, a.left, a.strideWidth, a.dilationWidth, a.kernelWidth, a.outWidth)
  let w: u32 = 0
  while (w < a.width) {
    const firstTap = tapFirst
    const columns = tapCount
    const out = tapOut
    // A run of pixels with the same taps, each reading one output further.
    let run: u32 = 0
    do {
      run++
      if (w + run === a.width) break
      findTaps(w + run, a.left, a.strideWidth, a.dilationWidth, a.kernelWidth, a.outWidth)
    } while (tapCount === columns && (columns === 0 || (tapFirst === firstTap && tapOut === out + run)))
    if (rows && columns) {
      setLoops(
        filters,
        (a.channels * a.kernelHeight * a.kernelWidth) << 2,
        a.outHeight * a.outWidth * 32,
        rows,
        (rowStep * a.kernelWidth) << 2,
        0 - outStep * a.outWidth * 32,
        columns,
        columnStep << 2,
        0 - outColumnStep * 32,
      )
      contract(count, run, rowAt + (firstTap << 2), outAt + (out << 5), 32, dx + (w << 5), 32, 0)
    } else if (first) {
      for (let c: u32 = 0; c < count; c++) memory.fill(dx + c * (a.height * a.width * 32) + (w << 5), 0, run << 5)
    }
    w += run
  }
}
