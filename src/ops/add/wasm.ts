/** The Wasm reading of add: one item per line of 16 elements. */
import { sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { linesOf } from '../shared/items.ts'

export const add: WasmReading<'add'> = ({ inputs: [a, b], outputs: [y] }, lowering) => {
  lowering.call(
    'add',
    linesOf(y),
    { a, b, y, elements: sizeOf(y.shape) },
    {
      inPlace: [
        [y, a],
        [y, b],
      ],
    },
  )
}
