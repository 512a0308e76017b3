/** The Wasm reading of fill: one item per line of 16 elements. */
import { sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { linesOf } from '../shared/items.ts'

export const fill: WasmReading<'fill'> = ({ attributes: { value }, outputs: [y] }, lowering) => {
  lowering.call('fill', linesOf(y), { y, elements: sizeOf(y.shape), value })
}
