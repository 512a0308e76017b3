/**
 * The Wasm readings of local response normalization: one item is a tile of neighbouring columns through all channels. A tile of
 * 64 numbers is four cache lines a channel, so that the few channels of a window stay in the nearest cache.
 */
import type { Value } from '../../values/value.ts'
import type { WasmReading } from '../lowering.ts'
import { columnsOf } from '../shared/items.ts'
import { type LocalResponseNormAttributes, sidesOf } from './op.ts'

const tile = 64

function tiles({ size, alpha, beta, k }: LocalResponseNormAttributes, x: Value, block: number) {
  const { outer, channels, columns } = columnsOf(x, block)
  const { before, after } = sidesOf(size)
  const sides = { before: Math.min(before, channels), after: Math.min(after, channels) }
  return { items: outer * Math.ceil(columns / tile), numbers: { channels, columns, tile, ...sides, alpha, beta, k } }
}

export const localResponseNorm: WasmReading<'localResponseNorm'> = ({ attributes, inputs: [x], outputs: [y] }, lowering) => {
  const { items, numbers } = tiles(attributes, x, lowering.block)
  lowering.call('localResponseNorm', items, { x, y, ...numbers })
}

export const localResponseNormGrad: WasmReading<'localResponseNormGrad'> = (call, lowering) => {
  const { attributes, inputs, outputs } = call
  const [[x, dy], [dx]] = [inputs, outputs]
  const { items, numbers } = tiles(attributes, x, lowering.block)
  const scratch = lowering.workspace('terms', lowering.threads * numbers.channels * tile)
  lowering.call('localResponseNormGrad', items, { x, dy, dx, scratch, ...numbers }, { inPlace: [[dx, dy]] })
}
