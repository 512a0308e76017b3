/** The Wasm readings of softmax: one item up to eight neighbouring columns. */
import type { WasmReading } from '../lowering.ts'
import { columnsOf } from '../shared/items.ts'

export const softmax: WasmReading<'softmax'> = ({ inputs: [x], outputs: [y] }, lowering) => {
  const { outer, channels, columns } = columnsOf(x, lowering.block)
  const items = outer * Math.ceil(columns / 8)
  lowering.call('softmax', items, { x, y, channels, columns }, { inPlace: [[y, x]] })
}

export const softmaxGrad: WasmReading<'softmaxGrad'> = ({ inputs: [y, dy], outputs: [dx] }, lowering) => {
  const { outer, channels, columns } = columnsOf(y, lowering.block)
  const items = outer * Math.ceil(columns / 8)
  lowering.call(
    'softmaxGrad',
    items,
    { y, dy, dx, channels, columns },
    {
      inPlace: [
        [dx, dy],
        [dx, y],
      ],
    },
  )
}
