import { outputSize } from './outputSize.ts'
import { type Tensor, zeros } from './tensor.ts'

/** The way back: every number is added to the pixel that it came from. Where windows overlap, the parts add up. */
export function col2im(col: Tensor, shape: number[], FH: number, FW: number, stride = 1, padding = 0): Tensor {
  const [N, C, H, W] = shape
  const [OH, OW] = [outputSize(H, FH, padding, stride), outputSize(W, FW, padding, stride)]
  const x = zeros(N, C, H, W)
  let at = 0
  for (let n = 0; n < N; n++)
    for (let oh = 0; oh < OH; oh++)
      for (let ow = 0; ow < OW; ow++)
        for (let c = 0; c < C; c++)
          for (let kh = 0; kh < FH; kh++)
            for (let kw = 0; kw < FW; kw++, at++) {
              const [h, w] = [oh * stride + kh - padding, ow * stride + kw - padding]
              // What lies in the padding belongs to no pixel.
              if (h >= 0 && h < H && w >= 0 && w < W) x.data[((n * C + c) * H + h) * W + w] += col.data[at]
            }
  return x
}
