/** Batch normalisation and its gradients, as they are defined. */
import { sizeOf } from '../../values/shape.ts'
import type { AnyTensor, ReferenceReading } from '../reference.ts'

/** Calls `visit` with the place of each number of channel c. */
function eachOf({ shape }: AnyTensor, c: number, visit: (at: number) => void): void {
  const [N, C, ...places] = shape as readonly [number, number, ...number[]]
  const P = sizeOf(places)
  for (let n = 0; n < N; n++) for (let p = 0; p < P; p++) visit((n * C + c) * P + p)
}

export const channelMomentsReference: ReferenceReading<'channelMoments'> = (_, [x], [mean, variance]) => {
  const [C] = mean.shape as readonly [number]
  const M = x.data.length / C
  for (let c = 0; c < C; c++) {
    let sum = 0
    eachOf(x, c, (i) => (sum += x.data[i]))
    const mu = sum / M
    let squares = 0
    eachOf(x, c, (i) => (squares += (x.data[i] - mu) * (x.data[i] - mu)))
    mean.data[c] = mu
    variance.data[c] = squares / M
  }
}

export const channelNormReference: ReferenceReading<'channelNorm'> = ({ epsilon }, [x, mean, variance, weight, bias], [y]) => {
  for (let c = 0; c < mean.data.length; c++) {
    const sigma = Math.sqrt(variance.data[c] + epsilon)
    const [gamma, beta] = [weight ? weight.data[c] : 1, bias ? bias.data[c] : 0]
    eachOf(x, c, (i) => (y.data[i] = (gamma * (x.data[i] - mean.data[c])) / sigma + beta))
  }
}

export const channelNormSumsReference: ReferenceReading<'channelNormSums'> = (
  { epsilon },
  [dy, x, mean, variance],
  [dySum, dyXSum],
) => {
  for (let c = 0; c < mean.data.length; c++) {
    const sigma = Math.sqrt(variance.data[c] + epsilon)
    let [sum, products] = [0, 0]
    eachOf(x, c, (i) => {
      sum += dy.data[i]
      products += (dy.data[i] * (x.data[i] - mean.data[c])) / sigma
    })
    dySum.data[c] = sum
    dyXSum.data[c] = products
  }
}

export const channelNormGradReference: ReferenceReading<'channelNormGrad'> = (
  { epsilon },
  [dy, x, mean, variance, dySum, dyXSum, weight],
  [dx],
) => {
  const M = x.data.length / mean.data.length
  for (let c = 0; c < mean.data.length; c++) {
    const sigma = Math.sqrt(variance.data[c] + epsilon)
    const gamma = weight ? weight.data[c] : 1
    eachOf(x, c, (i) => {
      const normalized = (x.data[i] - mean.data[c]) / sigma
      dx.data[i] = (gamma / sigma) * (dy.data[i] - dySum.data[c] / M - (normalized * dyXSum.data[c]) / M)
    })
  }
}

export const channelScaleReference: ReferenceReading<'channelScale'> = ({ epsilon }, [dy, variance, weight], [dx]) => {
  for (let c = 0; c < variance.data.length; c++) {
    const factor = (weight ? weight.data[c] : 1) / Math.sqrt(variance.data[c] + epsilon)
    eachOf(dy, c, (i) => (dx.data[i] = factor * dy.data[i]))
  }
}
