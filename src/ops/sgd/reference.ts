/** A step of stochastic gradient descent, as it is defined. */

import type { ReferenceReading } from '../reference.ts'
import { scalarAt } from '../stepNumbers.ts'

export const sgdReference: ReferenceReading<'sgd'> = (
  { momentum, nesterov, weightDecay },
  [gradients, scalars],
  [parameters, velocity],
) => {
  const rate = scalars.data[scalarAt.learningRate]
  for (let i = 0; i < parameters.data.length; i++) {
    const g = gradients.data[i] + weightDecay * parameters.data[i]
    if (!velocity) {
      parameters.data[i] -= rate * g
      continue
    }
    const v = momentum * velocity.data[i] + g
    velocity.data[i] = v
    parameters.data[i] -= rate * (nesterov ? g + momentum * v : v)
  }
}
