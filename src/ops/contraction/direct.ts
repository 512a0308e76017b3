/**
 * The 'direct' algorithm: images in blocks of eight, read where they lie. Here the work is cut into items; how never
 * depends on the number of threads, so any number gives the same bits.
 */
import type { Value } from '../../values/value.ts'
import type { Lowering } from '../lowering.ts'
import { enough, type Forward, reduce, stepFor } from './cut.ts'
import { type Geometry, isDense, overPadded, slice } from './geometry.ts'
import { plainGradWeight } from './plain.ts'

/** What an item reads again and again should stay in the second cache: numbers, 64 KiB. (4096 to 65536 measured: within 5 %.). */
const cached = 16384

/** Even parts of `size`, none larger than `most`; but at least 8, as each part goes through the output again. */
function stepWithin(size: number, most: number): number {
  return stepFor(size, Math.ceil(size / Math.max(8, Math.floor(most))))
}

/** Cuts (blocks, rows, filters): image blocks first, so that a thread keeps its images from one op to the next. */
function cut(blocks: number, groups: number, rows: number, filters: number) {
  if (rows === 1) {
    // A dense layer reads all its weights once a block: rather cut the filters, and take all blocks together.
    const filterStep = stepFor(filters, 4 * enough, 4)
    const filterChunks = groups * Math.ceil(filters / filterStep)
    return { blockStep: stepFor(blocks, Math.ceil(enough / filterChunks)), filterStep, rowStep: 1 }
  }
  const rowStep = stepFor(rows, Math.ceil(enough / (blocks * groups)))
  const items = blocks * groups * Math.ceil(rows / rowStep)
  return { blockStep: 1, filterStep: stepFor(filters, Math.ceil(enough / items), 4), rowStep }
}

const chunks = (size: number, step: number) => Math.ceil(size / step)

export function directForward(
  lowering: Lowering,
  g: Geometry,
  { x, weight, bias, y, activation }: Forward,
  paddingValue: number,
): void {
  overPadded(lowering, g, x, paddingValue, (first, { top: _, left: __, batch, ...sizes }, padded) => {
    const blocks = batch / 8
    const { blockStep, filterStep, rowStep } = cut(blocks, g.groups, g.outHeight, g.filters)
    const inRows = (rowStep - 1) * g.strideHeight + (g.kernelHeight - 1) * g.dilationHeight + 1
    const channelStep = stepWithin(g.channels, cached / (inRows * sizes.width * 8))
    const items = chunks(blocks, blockStep) * g.groups * chunks(g.filters, filterStep) * chunks(g.outHeight, rowStep)
    lowering.call('contractBlocks', items, {
      x: padded,
      weight,
      bias,
      y: slice(y, first, batch),
      blocks,
      blockStep,
      channelStep,
      filterStep,
      rowStep,
      ...sizes,
      ...activation,
    })
  })
}

export function directGradInput(lowering: Lowering, g: Geometry, dy: Value, weight: Value, dx: Value): void {
  const blocks = g.batch / 8
  const { blockStep, filterStep: channelStep, rowStep } = cut(blocks, g.groups, g.height, g.channels)
  const outRows = Math.ceil((rowStep + (g.kernelHeight - 1) * g.dilationHeight) / g.strideHeight)
  // Of a dense layer's weights four columns are read, a row each filter: 128 rows (measured best) stay in the cache for the next.
  const most = isDense(g) ? 128 : cached / (Math.min(outRows, g.outHeight) * g.outWidth * 8)
  const filterStep = stepWithin(g.filters, most)
  const items = chunks(blocks, blockStep) * g.groups * chunks(g.channels, channelStep) * chunks(g.height, rowStep)
  const { batch: _, ...sizes } = g
  lowering.call('contractBlocksGradInput', items, {
    dy,
    weight,
    dx,
    blocks,
    blockStep,
    channelStep,
    filterStep,
    rowStep,
    ...sizes,
  })
}

export function directGradWeight(
  lowering: Lowering,
  g: Geometry,
  x: Value,
  dy: Value,
  dweight: Value,
  paddingValue: number,
): void {
  if (isDense(g) && g.groups === 1) {
    directDenseGradWeight(lowering, g, x, dy, dweight)
    return
  }
  overPadded(lowering, g, x, paddingValue, (first, { top: _, left: __, batch, ...sizes }, padded) => {
    const blocks = batch / 8
    const taps = g.channels * g.kernelHeight * g.kernelWidth
    // Partial sums are worth it where a chunk has many products for each of them.
    const parts = Math.max(1, Math.min(blocks, 8, Math.floor((batch * g.outHeight * g.outWidth) / 512)))
    const filterStep = stepFor(g.filters, Math.ceil(enough / (parts * g.groups)), 2)
    // Two rows of dy and one of x for each output row, in the first cache: 20 KiB.
    const rowStep = Math.max(1, Math.min(g.outHeight, Math.floor(640 / (2 * g.outWidth + g.strideHeight * sizes.width))))
    const rowsPadded = 2 * Math.ceil(g.filters / 2)
    const sizePadded = 4 * Math.ceil(taps / 4)
    const partials = lowering.workspace('partials', parts * g.groups * rowsPadded * sizePadded)
    lowering.call('contractBlocksGradWeight', parts * g.groups * chunks(g.filters, filterStep), {
      x: padded,
      dy: slice(dy, first, batch),
      partials,
      blocks,
      chunks: parts,
      filterStep,
      rowStep,
      ...sizes,
    })
    const { groups, filters: rows } = g
    reduce(lowering, { partials, chunks: parts, groups, rows, rowsPadded, size: taps, sizePadded }, dweight)
  })
}

/** One number an image and feature: in plain order it is a product of two matrices, with no sums over lanes. */
function directDenseGradWeight(lowering: Lowering, g: Geometry, x: Value, dy: Value, dweight: Value): void {
  const blocks = g.batch / 8
  // Rows a power of two apart would fall on each other in the cache.
  const xStep = g.channels % 256 === 0 ? g.channels + 16 : g.channels
  const plainX = lowering.workspace('x', g.batch * xStep)
  const plainDy = lowering.workspace('dy', g.batch * g.filters)
  lowering.call('toPlain', blocks, { x, y: plainX, size: g.channels, step: xStep })
  lowering.call('toPlain', blocks, { x: dy, y: plainDy, size: g.filters, step: g.filters })
  plainGradWeight(lowering, { batch: g.batch, features: g.channels, units: g.filters }, plainX, plainDy, dweight, xStep)
}
