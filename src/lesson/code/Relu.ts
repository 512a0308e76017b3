import type { Tensor } from './tensor.ts'

/** Negative numbers become 0, and so do their gradients. */
export class Relu {
  private y!: Tensor

  forward(x: Tensor): Tensor {
    this.y = { shape: x.shape, data: x.data.map((value) => Math.max(value, 0)) }
    return this.y
  }

  backward(dout: Tensor): Tensor {
    return { shape: dout.shape, data: dout.data.map((gradient, i) => (this.y.data[i] > 0 ? gradient : 0)) }
  }
}
