/** The Wasm reading of scale: one item per line of 16 elements. */
import { sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { linesOf } from '../shared/items.ts'

export const scale: WasmReading<'scale'> = ({ attributes: { factor }, inputs: [x], outputs: [y] }, lowering) => {
  lowering.call('scale', linesOf(y), { x, y, elements: sizeOf(y.shape), factor }, { inPlace: [[y, x]] })
}
