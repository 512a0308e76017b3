/**
 * The gradient of the weights for plain images: dweight[f][k] is a product of dy [F][pixels] with the windows
 * [pixels][taps], packed eight taps wide and some pixels deep at a time. The work is cut into a fixed number of chunks
 * of the images' pixel blocks, each with partial sums of its own. One item is (chunk, group, panels of eight taps).
 */

import { contract, nextRows, setLoops, setRows } from '../../contraction/assembly/contract'
import { In, Out, WindowArgs } from '../../shared/assembly/args'
import { packTaps, setWindows } from './packWindows'

@unmanaged
export class Conv2dGemmGradWeightArgs extends WindowArgs {
  x: In
  dy: In
  /** [chunks][groups][filters][taps, to a multiple of 8], overwritten. */
  partials: Out
  /** For each thread: panelStep · pixelStep · 8 numbers. */
  scratch: Out
  batch: u32
  chunks: u32
  groups: u32
  /** Of one group. */
  channels: u32
  filters: u32
  panelStep: u32
  pixelStep: u32
}

export function conv2dGemmGradWeight(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<Conv2dGemmGradWeightArgs>(args)
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
  const taps = a.channels * a.kernelHeight * a.kernelWidth
  const panels = (taps + 7) >> 3
  const panelChunks = (panels + a.panelStep - 1) / a.panelStep
  const pixels = a.outHeight * a.outWidth
  const pixelBlocks = (pixels + a.pixelStep - 1) / a.pixelStep
  const blocks = a.batch * pixelBlocks
  const scratch = a.scratch + thread * ((a.panelStep * a.pixelStep) << 5)
  for (let item = begin; item < end; item++) {
    const panel = (item % panelChunks) * a.panelStep
    const group = (item / panelChunks) % a.groups
    const chunk = item / panelChunks / a.groups
    const count = min(a.panelStep, panels - panel)
    const to = a.partials + (((chunk * a.groups + group) * a.filters * panels + panel) << 5)
    const firstBlock = (blocks * chunk) / a.chunks
    const lastBlock = (blocks * (chunk + 1)) / a.chunks
    for (let block = firstBlock; block < lastBlock; block++) {
      const plane = (block / pixelBlocks) * a.groups + group
      const pixel = (block % pixelBlocks) * a.pixelStep
      const depth = min(a.pixelStep, pixels - pixel)
      const x = a.x + plane * a.channels * ((a.height * a.width) << 2)
      for (let p: u32 = 0; p < count; p++) packTaps(x, scratch + p * (depth << 5), pixel, depth, (panel + p) << 3, taps)
      setLoops(1, 0, 0, 1, 0, 0, depth, 4, 32)
      setRows(pixels << 2, panels << 5, block !== firstBlock)
      let rows: u32 = 0
      for (let f: u32 = 0; f < a.filters; f += rows) {
        rows = nextRows(a.filters - f)
        const dy = a.dy + (((plane * a.filters + f) * pixels + pixel) << 2)
        contract(rows, count, dy, scratch, depth << 5, to + f * (panels << 5), 32, 0)
      }
    }
  }
}
