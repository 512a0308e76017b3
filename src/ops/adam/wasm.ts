/** The Wasm reading of adam: one item per line of 16 parameters. */
import { sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { linesOf } from '../shared/items.ts'
import { scalarAt } from '../stepNumbers.ts'
import { adamScalarAt } from './op.ts'

export const adam: WasmReading<'adam'> = (
  { attributes, inputs: [gradients, scalars], outputs: [parameters, m, v] },
  lowering,
) => {
  const { beta1, beta2, epsilon, weightDecay, decoupled } = attributes
  lowering.call('adam', linesOf(parameters), {
    parameters,
    gradients,
    m,
    v,
    scalars,
    elements: sizeOf(parameters.shape),
    rateAt: scalarAt.learningRate,
    correction1At: adamScalarAt.correction1,
    correction2At: adamScalarAt.correction2,
    beta1,
    beta2,
    rest1: 1 - beta1,
    rest2: 1 - beta2,
    epsilon,
    weightDecay,
    decoupled: decoupled ? 1 : 0,
  })
}
