import { columnSums, product, transpose } from './matrix.ts'
import { reshape, type Tensor } from './tensor.ts'

/** A fully connected layer: x·W + b. Input of more dimensions is flattened first. */
export class Dense {
  W: Tensor // [features, units]
  b: Tensor // [units]
  dW!: Tensor
  db!: Tensor
  private x!: Tensor
  private shape: number[] = []

  constructor(W: Tensor, b: Tensor) {
    this.W = W
    this.b = b
  }

  /** [N, …] → [N, units] */
  forward(x: Tensor): Tensor {
    this.shape = x.shape
    this.x = reshape(x, x.shape[0], this.W.shape[0])
    const y = product(this.x, this.W)
    for (let i = 0; i < y.data.length; i++) y.data[i] += this.b.data[i % this.b.data.length]
    return y
  }

  backward(dout: Tensor): Tensor {
    this.db = columnSums(dout)
    this.dW = product(transpose(this.x), dout)
    return reshape(product(dout, transpose(this.W)), ...this.shape)
  }
}
