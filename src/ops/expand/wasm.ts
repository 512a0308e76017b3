/** The Wasm reading of expand: rows of the result, in items of up to 1024 numbers of a row. */
import type { WasmReading } from '../lowering.ts'
import { rowArguments } from '../shared/rowArguments.ts'

export const expand: WasmReading<'expand'> = ({ attributes: { divisor }, inputs: [x], outputs: [y] }, lowering) => {
  const { items, sizes } = rowArguments(y, [x], lowering.block)
  lowering.call('expand', items, { ...sizes, x, y, divisor })
}
