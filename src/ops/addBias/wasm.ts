/** The Wasm reading of addBias: one item per channel's plane, of one image or of eight side by side. */
import type { WasmReading } from '../lowering.ts'
import { columnsOf, planesOf } from '../shared/items.ts'
import { encodeFused } from '../unary/facts.ts'

export const addBias: WasmReading<'addBias'> = ({ attributes, inputs: [x, bias], outputs: [y] }, lowering) => {
  const { channels, columns } = columnsOf(x, lowering.block)
  const items = planesOf(x, lowering.block)
  const activation = encodeFused(attributes.activation)
  lowering.call('addBias', items, { x, bias, y, channels, columns, ...activation }, { inPlace: [[y, x]] })
}
