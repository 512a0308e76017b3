/** The Wasm readings of the element-wise functions: one item a line of 16 elements. */
import { sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { linesOf } from '../shared/items.ts'
import { encodeActivation } from './encode.ts'

export const unary: WasmReading<'unary'> = ({ attributes, inputs: [x], outputs: [y] }, lowering) => {
  lowering.call(
    'unary',
    linesOf(y),
    { x, y, elements: sizeOf(y.shape), ...encodeActivation(attributes.activation) },
    { inPlace: [[y, x]] },
  )
}

export const unaryGrad: WasmReading<'unaryGrad'> = ({ attributes, inputs: [y, dy], outputs: [dx] }, lowering) => {
  lowering.call(
    'unaryGrad',
    linesOf(dx),
    { y, dy, dx, elements: sizeOf(dx.shape), ...encodeActivation(attributes.activation) },
    {
      inPlace: [
        [dx, dy],
        [dx, y],
      ],
    },
  )
}
