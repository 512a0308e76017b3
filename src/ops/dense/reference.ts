/** The fully connected layer and its two gradients, as they are defined; sums in double precision. */
import type { ReferenceReading } from '../reference.ts'
import { functionOf } from '../unary/reference.ts'

export const denseReference: ReferenceReading<'dense'> = ({ activation }, [x, weight, bias], [y]) => {
  const [N, U] = y.shape as readonly [number, number]
  const F = x.shape[1]!
  const fn = functionOf(activation)
  for (let n = 0; n < N; n++)
    for (let u = 0; u < U; u++) {
      let sum: number = bias ? bias.data[u] : 0
      for (let f = 0; f < F; f++) sum += weight.data[u * F + f] * x.data[n * F + f]
      y.data[n * U + u] = fn(sum)
    }
}

export const denseGradInputReference: ReferenceReading<'denseGradInput'> = (_, [dy, weight], [dx]) => {
  const [N, F] = dx.shape as readonly [number, number]
  const U = dy.shape[1]!
  for (let n = 0; n < N; n++)
    for (let f = 0; f < F; f++) {
      let sum = 0
      for (let u = 0; u < U; u++) sum += weight.data[u * F + f] * dy.data[n * U + u]
      dx.data[n * F + f] = sum
    }
}

export const denseGradWeightReference: ReferenceReading<'denseGradWeight'> = (_, [x, dy], [dweight]) => {
  const [N, F] = x.shape as readonly [number, number]
  const U = dy.shape[1]!
  for (let u = 0; u < U; u++)
    for (let f = 0; f < F; f++) {
      let sum = 0
      for (let n = 0; n < N; n++) sum += dy.data[n * U + u] * x.data[n * F + f]
      dweight.data[u * F + f] += sum
    }
}
