/** Distances from centres and their gradient, as they are defined. */
import type { ReferenceReading } from '../reference.ts'

export const rbfReference: ReferenceReading<'rbf'> = (_, [x, centres], [y]) => {
  const [N, C] = y.shape as readonly [number, number]
  const F = x.shape[1]!
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++) {
      let sum = 0
      for (let f = 0; f < F; f++) {
        const difference = x.data[n * F + f] - centres.data[c * F + f]
        sum += difference * difference
      }
      y.data[n * C + c] = -sum
    }
}

export const rbfGradInputReference: ReferenceReading<'rbfGradInput'> = (_, [x, centres, dy], [dx]) => {
  const [N, F] = x.shape as readonly [number, number]
  const C = dy.shape[1]!
  for (let n = 0; n < N; n++)
    for (let f = 0; f < F; f++) {
      let sum = 0
      for (let c = 0; c < C; c++) sum += dy.data[n * C + c] * (x.data[n * F + f] - centres.data[c * F + f])
      dx.data[n * F + f] = -2 * sum
    }
}
