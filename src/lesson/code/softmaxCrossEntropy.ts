import { type Tensor, zeros } from './tensor.ts'

/** Scores [N, classes] against labels: the mean of −ln p[label] with p = softmax(scores), and its gradient (p − one-hot) / N. */
export function softmaxCrossEntropy(scores: Tensor, labels: ArrayLike<number>): { loss: number; gradient: Tensor } {
  const [N, classes] = scores.shape
  const gradient = zeros(N, classes)
  let loss = 0
  for (let n = 0; n < N; n++) {
    const row = scores.data.subarray(n * classes, (n + 1) * classes)
    // Without the largest, e^score overflows; subtracting it changes no probability.
    const largest = Math.max(...row)
    const sum = row.reduce((total, score) => total + Math.exp(score - largest), 0)
    loss += (Math.log(sum) + largest - row[labels[n]]) / N
    for (let k = 0; k < classes; k++)
      gradient.data[n * classes + k] = (Math.exp(row[k] - largest) / sum - (k === labels[n] ? 1 : 0)) / N
  }
  return { loss, gradient }
}
