/** The mean squared error of each image and its gradient, as they are defined. */

import type { ReferenceReading } from '../reference.ts'
import { scalarAt } from '../stepNumbers.ts'

export const meanSquaredErrorReference: ReferenceReading<'meanSquaredError'> = (_, [y, target], [losses]) => {
  const E = y.data.length / losses.data.length
  for (let n = 0; n < losses.data.length; n++) {
    let sum = 0
    for (let i = n * E; i < (n + 1) * E; i++) {
      const difference = y.data[i] - target.data[i]
      sum += difference * difference
    }
    losses.data[n] = sum / E
  }
}

export const meanSquaredErrorGradReference: ReferenceReading<'meanSquaredErrorGrad'> = (_, [y, target, scalars], [dy]) => {
  const E = y.data.length / y.shape[0]!
  const count = scalars.data[scalarAt.count]
  for (let i = 0; i < y.data.length; i++) dy.data[i] = (2 * (y.data[i] - target.data[i])) / (E * count)
}
