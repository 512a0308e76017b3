/** Softmax and cross-entropy in one, as they are defined. log p is x − max − log Σ: it never takes the logarithm of 0. */
import { exp, log } from '../../math/elementary.ts'
import type { ReferenceReading } from '../reference.ts'
import { scalarAt } from '../stepNumbers.ts'

export const softmaxCrossEntropyReference: ReferenceReading<'softmaxCrossEntropy'> = (
  { smoothing },
  [logits, labels],
  [losses, probabilities],
) => {
  const [N, C] = logits.shape as readonly [number, number]
  for (let n = 0; n < N; n++) {
    let highest = -Infinity
    for (let c = 0; c < C; c++) highest = Math.max(highest, logits.data[n * C + c])
    let sum = 0
    for (let c = 0; c < C; c++) sum += exp(logits.data[n * C + c] - highest)
    const logSum = highest + log(sum)
    let loss = 0
    for (let c = 0; c < C; c++) {
      const target = (c === labels.data[n] ? 1 - smoothing : 0) + smoothing / C
      if (target > 0) loss += target * (logSum - logits.data[n * C + c])
      probabilities.data[n * C + c] = exp(logits.data[n * C + c] - highest) / sum
    }
    losses.data[n] = loss
  }
}

export const softmaxCrossEntropyGradReference: ReferenceReading<'softmaxCrossEntropyGrad'> = (
  { smoothing },
  [probabilities, labels, scalars],
  [dlogits],
) => {
  const [N, C] = dlogits.shape as readonly [number, number]
  const count = scalars.data[scalarAt.count]
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++) {
      const target = (c === labels.data[n] ? 1 - smoothing : 0) + smoothing / C
      dlogits.data[n * C + c] = (probabilities.data[n * C + c] - target) / count
    }
}
