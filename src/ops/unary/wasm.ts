/** The Wasm readings of the element-wise functions: one item per line of 16 elements. */
import { sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { linesOf } from '../shared/items.ts'
import { checkSlopeOf, encodeActivation } from './facts.ts'
import type { SlopeOf } from './function.ts'

export const unary: WasmReading<'unary'> = ({ attributes, inputs: [x], outputs: [y] }, lowering) => {
  lowering.call(
    'unary',
    linesOf(y),
    { x, y, elements: sizeOf(y.shape), ...encodeActivation(attributes.activation) },
    { inPlace: [[y, x]] },
  )
}

/** One routine for both gradients: a function knows whether the slope is of y or of x. */
function gradient(slopeOf: SlopeOf): WasmReading<'unaryGrad' | 'unaryGradAt'> {
  return ({ attributes: { activation }, inputs: [source, dy], outputs: [dx] }, lowering) => {
    checkSlopeOf(activation, slopeOf)
    lowering.call(
      'unaryGrad',
      linesOf(dx),
      { source, dy, dx, elements: sizeOf(dx.shape), ...encodeActivation(activation) },
      {
        inPlace: [
          [dx, dy],
          [dx, source],
        ],
      },
    )
  }
}

export const unaryGrad: WasmReading<'unaryGrad'> = gradient('result')
export const unaryGradAt: WasmReading<'unaryGradAt'> = gradient('argument')
