/**
 * Products with images in blocks of eight, [N/8][C][H][W][8]. Every pixel of every image block is a contraction of
 * up to four filters with the window, read where it lies: nothing is packed. The image is padded already.
 * One item is (image blocks, group, filters, output rows). The op is a convolution, or a dense layer as one of 1×1 images.
 */

import { ActivatedWindowArgs, In, Out } from '../../shared/assembly/args'
import { activateRun } from '../../unary/assembly/activateRun'
import { contract, nextRows, setLoops, setRows } from './contract'

@unmanaged
export class ContractBlocksArgs extends ActivatedWindowArgs {
  x: In
  weight: In
  /** 0: none */
  bias: In
  y: Out
  /** Blocks of eight images, and how many an item takes. */
  blocks: u32
  blockStep: u32
  groups: u32
  /** Of one group. */
  channels: u32
  /** Channels at a time, so that their rows stay in the cache. */
  channelStep: u32
  filters: u32
  filterStep: u32
  rowStep: u32
}

export function contractBlocks(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<ContractBlocksArgs>(args)
  const rowChunks = (a.outHeight + a.rowStep - 1) / a.rowStep
  const filterChunks = (a.filters + a.filterStep - 1) / a.filterStep
  const taps = a.channels * a.kernelHeight * a.kernelWidth
  const plane: usize = a.outHeight * a.outWidth * 32
  for (let item = begin; item < end; item++) {
    let left = item
    const row = (left % rowChunks) * a.rowStep
    left /= rowChunks
    const filter = (left % filterChunks) * a.filterStep
    left /= filterChunks
    const group = left % a.groups
    const block = (left / a.groups) * a.blockStep
    directItem(a, block, group, filter, row, taps, plane)
  }
}

function directItem(
  a: ContractBlocksArgs,
  block: u32,
  group: u32,
  firstFilter: u32,
  firstRow: u32,
  taps: u32,
  plane: usize,
): void {
  const lastBlock = min(block + a.blockStep, a.blocks)
  const lastFilter = min(firstFilter + a.filterStep, a.filters)
  const rows = min(firstRow + a.rowStep, a.outHeight) - firstRow
  const outRow: usize = a.outWidth * 32
  const inRow: usize = a.strideHeight * a.width * 32
  const inPlane: usize = a.height * a.width * 32
  const window = a.kernelHeight * a.kernelWidth
  for (let c: u32 = 0; c < a.channels; c += a.channelStep) {
    const channels = min(a.channelStep, a.channels - c)
    const last: bool = c + channels === a.channels
    setRows(taps << 2, plane, c !== 0)
    setLoops(
      channels,
      window << 2,
      inPlane,
      a.kernelHeight,
      a.kernelWidth << 2,
      a.dilationHeight * a.width * 32,
      a.kernelWidth,
      4,
      a.dilationWidth * 32,
    )
    let count: u32 = 0
    for (let f = firstFilter; f < lastFilter; f += count) {
      count = nextRows(lastFilter - f)
      const filter = group * a.filters + f
      const weight = a.weight + ((filter * taps + c * window) << 2)
      const bias = a.bias && c === 0 ? a.bias + (filter << 2) : 0
      for (let n = block; n < lastBlock; n++) {
        const start = a.y + (n * a.groups * a.filters + filter) * plane + firstRow * outRow
        let x = a.x + ((n * a.groups + group) * a.channels + c) * inPlane + firstRow * inRow
        let y = start
        for (let r: u32 = 0; r < rows; r++) {
          contract(count, a.outWidth, weight, x, a.strideWidth << 5, y, 32, bias)
          x += inRow
          y += outRow
        }
        if (last) for (let i: u32 = 0; i < count; i++) activateRun(start + i * plane, rows * a.outWidth * 8, a.fn, a.fnA, a.fnB)
      }
    }
  }
}
