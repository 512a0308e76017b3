/**
 * The Wasm readings of reduce and the gradient of its extrema. The dimensions that are kept and those that are reduced, each with
 * its neighbours of the same kind as one, lie around the innermost, the run: in blocks of eight the eight images are its last
 * eight and kept. One item is a number of y, or of a kept run up to 64 side by side.
 */
import type { Value } from '../../values/value.ts'
import type { Lowering, WasmReading } from '../lowering.ts'
import { sizesIn } from '../shared/copyLoops.ts'
import { reductions } from './op.ts'

/** Numbers of a kept run that make an item, at most: four lines. */
const mostOfItem = 64

interface Dimension {
  readonly size: number
  readonly stride: number
}

function cut(x: Value, y: Value, { block }: Lowering) {
  const kept: Dimension[] = []
  const reduced: Dimension[] = []
  const [sizes, left] = [sizesIn(x, block), sizesIn(y, block)]
  let inner = 1
  let last: Dimension[] | undefined
  // From the innermost out, so that the strides are known.
  for (let i = sizes.length - 1; i >= 0; i--) {
    const size = sizes[i]!
    if (size === 1) continue
    const kind = left[i] === size ? kept : reduced
    if (kind === last) kind[0] = { size: kind[0]!.size * size, stride: kind[0]!.stride }
    else kind.unshift({ size, stride: inner })
    last = kind
    inner *= size
  }
  const runKept = reduced.every(({ stride }) => stride > 1)
  const { size: run } = (runKept ? kept : reduced).pop() ?? { size: 1 }
  const none = { size: 1, stride: 0 }
  // At most two of each are left, as there are no more than four dimensions beside the batch; one alone is the inner one.
  const two = (list: readonly Dimension[]) => [list.at(-2) ?? none, list.at(-1) ?? none] as const
  const [[kept0, kept1], [reduced0, reduced1]] = [two(kept), two(reduced)]
  if (kept.length > 2 || reduced.length > 2) throw new RangeError('there are more dimensions than reductions go over')
  const part = runKept ? Math.min(run, mostOfItem) : run
  return {
    items: kept0.size * kept1.size * Math.ceil(run / part),
    sizes: {
      keptSize: kept1.size,
      keptStride0: kept0.stride,
      keptStride1: kept1.stride,
      reducedSize0: reduced0.size,
      reducedSize1: reduced1.size,
      reducedStride0: reduced0.stride,
      reducedStride1: reduced1.stride,
      run,
      runKept: runKept ? 1 : 0,
      part,
    },
  }
}

export const reduce: WasmReading<'reduce'> = ({ attributes: { fn }, inputs: [x], outputs: [y] }, lowering) => {
  const { items, sizes } = cut(x, y, lowering)
  const count = fn === 'mean' ? x.shape.reduce((a, b) => a * b) / y.shape.reduce((a, b) => a * b) : 1
  lowering.call('reduce', items, { ...sizes, x, y, fn: reductions.indexOf(fn), count })
}

export const extremumGrad: WasmReading<'extremumGrad'> = ({ inputs: [x, y, dy], outputs: [dx] }, lowering) => {
  const { items, sizes } = cut(x, y, lowering)
  lowering.call('extremumGrad', items, { ...sizes, x, y, dy, dx }, { inPlace: [[dx, x]] })
}
