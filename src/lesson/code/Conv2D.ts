import { col2im } from './col2im.ts'
import { im2col } from './im2col.ts'
import { channelsFirst, channelsLast, columnSums, product, transpose } from './matrix.ts'
import { outputSize } from './outputSize.ts'
import { reshape, type Tensor } from './tensor.ts'

/** A convolution layer: forward by im2col and one matrix product, backward by two products and col2im. */
export class Conv2D {
  W: Tensor // [FN, C, FH, FW]
  b: Tensor // [FN]
  dW!: Tensor
  db!: Tensor
  stride: number
  padding: number
  private x!: Tensor
  private col!: Tensor

  constructor(W: Tensor, b: Tensor, stride = 1, padding = 0) {
    this.W = W
    this.b = b
    this.stride = stride
    this.padding = padding
  }

  /** [N, C, H, W] → [N, FN, OH, OW] */
  forward(x: Tensor): Tensor {
    const [FN, C, FH, FW] = this.W.shape
    const [N, , H, width] = x.shape
    this.x = x
    this.col = im2col(x, FH, FW, this.stride, this.padding)
    const rows = product(this.col, transpose(reshape(this.W, FN, C * FH * FW)))
    for (let i = 0; i < rows.data.length; i++) rows.data[i] += this.b.data[i % FN]
    return channelsFirst(rows, N, outputSize(H, FH, this.padding, this.stride), outputSize(width, FW, this.padding, this.stride))
  }

  /** The gradient of the output → that of the input; leaves dW and db. */
  backward(dout: Tensor): Tensor {
    const [FN, C, FH, FW] = this.W.shape
    const rows = channelsLast(dout)
    this.db = columnSums(rows)
    this.dW = reshape(product(transpose(rows), this.col), FN, C, FH, FW)
    const dcol = product(rows, reshape(this.W, FN, C * FH * FW))
    return col2im(dcol, this.x.shape, FH, FW, this.stride, this.padding)
  }
}
