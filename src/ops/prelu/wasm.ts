/**
 * The Wasm readings of prelu: one item per channel's plane, of one image or of eight side by side. The channels of a plain list
 * of features are planes of one number: there an item is a whole list, whose slopes go along with it.
 */
import { sizeOf } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import type { Lowering, WasmReading } from '../lowering.ts'
import { columnsOf } from '../shared/items.ts'

/** `slopes`: how many planes go by before the first slope comes again; 0 where each number has its own. */
function cut(x: Value, weight: Value, { block }: Lowering) {
  const { outer, channels, columns } = columnsOf(x, block)
  const slopes = sizeOf(weight.shape)
  if (columns > 1) return { items: outer * channels, sizes: { columns, slopes } }
  return { items: outer, sizes: { columns: channels, slopes: slopes === 1 ? 1 : 0 } }
}

export const prelu: WasmReading<'prelu'> = ({ inputs: [x, weight], outputs: [y] }, lowering) => {
  const { items, sizes } = cut(x, weight, lowering)
  lowering.call('prelu', items, { x, weight, y, ...sizes }, { inPlace: [[y, x]] })
}

export const preluGradInput: WasmReading<'preluGradInput'> = ({ inputs: [x, dy, weight], outputs: [dx] }, lowering) => {
  const { items, sizes } = cut(x, weight, lowering)
  const inPlace = [[dx, dy] as const, [dx, x] as const]
  lowering.call('preluGradInput', items, { x, dy, weight, dx, ...sizes }, { inPlace })
}

/** One sum a channel, in four lanes of which the first counts; one slope for all is then what the sums add up to. */
export const preluGradWeight: WasmReading<'preluGradWeight'> = ({ inputs: [x, dy], outputs: [dweight] }, lowering) => {
  const { outer, channels, columns } = columnsOf(x, lowering.block)
  const sums = lowering.workspace('sums', 4 * channels)
  lowering.call('preluGradWeight', channels, { x, dy, sums, outer, channels, columns })
  const slopes = sizeOf(dweight.shape)
  const sizes = { chunks: channels / slopes, groups: 1, rows: slopes, rowsPadded: slopes, size: 1, sizePadded: 4 }
  lowering.call('reducePartials', slopes, { partials: sums, target: dweight, ...sizes })
}
