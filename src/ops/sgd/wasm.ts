/** The Wasm reading of sgd: one item per line of 16 parameters. */
import { sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { linesOf } from '../shared/items.ts'
import { scalarAt } from '../stepNumbers.ts'

export const sgd: WasmReading<'sgd'> = (
  { attributes: { momentum, nesterov, weightDecay }, inputs: [gradients, scalars], outputs },
  lowering,
) => {
  const [parameters, velocity = null] = outputs
  const elements = sizeOf(parameters.shape)
  lowering.call('sgd', linesOf(parameters), {
    parameters,
    gradients,
    velocity,
    scalars,
    elements,
    rateAt: scalarAt.learningRate,
    momentum,
    weightDecay,
    nesterov: nesterov ? 1 : 0,
  })
}
