/** The Wasm reading of axpby: flat, one item per line of 16 elements. */
import { sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { linesOf } from '../shared/items.ts'

export const axpby: WasmReading<'axpby'> = ({ attributes: { a, b }, inputs: [x], outputs: [y] }, lowering) => {
  lowering.call('axpby', linesOf(y), { x, y, elements: sizeOf(y.shape), a, b })
}
