/** The Wasm readings of softmax: one item up to eight neighbouring columns; where there is one column, a row of channels. */
import type { WasmReading } from '../lowering.ts'
import { columnsOf } from '../shared/items.ts'

export const softmax: WasmReading<'softmax'> = ({ inputs: [x], outputs: [y] }, lowering) => {
  const { outer, channels, columns } = columnsOf(x, lowering.block)
  const inPlace = { inPlace: [[y, x]] } as const
  if (columns === 1) lowering.call('softmaxRows', outer, { x, y, channels }, inPlace)
  else lowering.call('softmax', outer * Math.ceil(columns / 8), { x, y, channels, columns }, inPlace)
}

export const softmaxGrad: WasmReading<'softmaxGrad'> = ({ inputs: [y, dy], outputs: [dx] }, lowering) => {
  const { outer, channels, columns } = columnsOf(y, lowering.block)
  const places = [
    [dx, dy],
    [dx, y],
  ] as const
  const inPlace = { inPlace: places }
  if (columns === 1) lowering.call('softmaxRowsGrad', outer, { y, dy, dx, channels }, inPlace)
  else lowering.call('softmaxGrad', outer * Math.ceil(columns / 8), { y, dy, dx, channels, columns }, inPlace)
}
