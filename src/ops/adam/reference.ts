/** A step of Adam or AdamW, as it is defined. */

import type { ReferenceReading } from '../reference.ts'
import { scalarAt } from '../stepNumbers.ts'
import { adamScalarAt } from './op.ts'

export const adamReference: ReferenceReading<'adam'> = (
  { beta1, beta2, epsilon, weightDecay, decoupled },
  [gradients, scalars],
  [parameters, m, v],
) => {
  const rate = scalars.data[scalarAt.learningRate]
  const c1 = scalars.data[adamScalarAt.correction1]
  const c2 = scalars.data[adamScalarAt.correction2]
  for (let i = 0; i < parameters.data.length; i++) {
    let w = parameters.data[i]
    let g = gradients.data[i]
    if (decoupled) w -= rate * weightDecay * w
    else g += weightDecay * w
    const mean = beta1 * m.data[i] + (1 - beta1) * g
    const square = beta2 * v.data[i] + (1 - beta2) * g * g
    m.data[i] = mean
    v.data[i] = square
    parameters.data[i] = w - ((rate / c1) * mean) / (Math.sqrt(square) / Math.sqrt(c2) + epsilon)
  }
}
