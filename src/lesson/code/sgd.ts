import type { Tensor } from './tensor.ts'

/** A layer with parameters, after its backward pass. */
interface Learning {
  W: Tensor
  b: Tensor
  dW: Tensor
  db: Tensor
}

/** One step of gradient descent: every parameter moves against its gradient. */
export function sgd(layers: object[], learningRate: number): void {
  for (const layer of layers) {
    if (!('dW' in layer)) continue // nothing to learn: ReLU, pooling
    const { W, b, dW, db } = layer as Learning
    for (let i = 0; i < W.data.length; i++) W.data[i] -= learningRate * dW.data[i]
    for (let i = 0; i < b.data.length; i++) b.data[i] -= learningRate * db.data[i]
  }
}
