import { col2im } from './col2im.ts'
import { im2col } from './im2col.ts'
import { channelsFirst, channelsLast } from './matrix.ts'
import { outputSize } from './outputSize.ts'
import { reshape, type Tensor, zeros } from './tensor.ts'

/** A pooling layer: the largest number, or the average, of every window of every channel. No parameters. */
export class Pooling2D {
  size: number
  stride: number
  padding: number
  kind: 'max' | 'average'
  private x!: Tensor
  private argMax: number[] = []

  constructor(size: number, stride = size, padding = 0, kind: 'max' | 'average' = 'max') {
    this.size = size
    this.stride = stride
    this.padding = padding
    this.kind = kind
  }

  /** [N, C, H, W] → [N, C, OH, OW] */
  forward(x: Tensor): Tensor {
    const { size, stride, padding, kind } = this
    const [N, C, H, W] = x.shape
    const area = size * size
    // For a maximum the padding is −∞: a 0 would beat negative pixels.
    const border = kind === 'max' ? Number.NEGATIVE_INFINITY : 0
    const [OH, OW] = [outputSize(H, size, padding, stride), outputSize(W, size, padding, stride)]
    // One row per window and channel.
    const windows = reshape(im2col(x, size, size, stride, padding, border), N * OH * OW * C, area)
    const rows = zeros(N * OH * OW, C)
    this.x = x
    this.argMax = []
    for (let i = 0; i < rows.data.length; i++) {
      const window = windows.data.subarray(i * area, (i + 1) * area)
      const largest = window.reduce((best, value, k) => (value > window[best] ? k : best), 0)
      this.argMax.push(largest)
      rows.data[i] = kind === 'max' ? window[largest] : window.reduce((sum, value) => sum + value) / area
    }
    return channelsFirst(rows, N, OH, OW)
  }

  /** The maximum's gradient goes to the number that won; the average's goes to the whole window in equal parts. */
  backward(dout: Tensor): Tensor {
    const { size, stride, padding, kind } = this
    const area = size * size
    const rows = channelsLast(dout)
    const dwindows = zeros(rows.data.length, area)
    for (let i = 0; i < rows.data.length; i++)
      if (kind === 'max') dwindows.data[i * area + this.argMax[i]] = rows.data[i]
      else dwindows.data.fill(rows.data[i] / area, i * area, (i + 1) * area)
    return col2im(reshape(dwindows, rows.shape[0], rows.shape[1] * area), this.x.shape, size, size, stride, padding)
  }
}
