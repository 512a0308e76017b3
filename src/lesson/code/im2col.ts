import { outputSize } from './outputSize.ts'
import { pad } from './pad.ts'
import { type Tensor, zeros } from './tensor.ts'

/** Every window becomes a row: [N, C, H, W] → [N·OH·OW, C·FH·FW]. A convolution is then one matrix product. */
export function im2col(x: Tensor, FH: number, FW: number, stride = 1, padding = 0, paddingValue = 0): Tensor {
  const [N, C, H, W] = x.shape
  const [OH, OW] = [outputSize(H, FH, padding, stride), outputSize(W, FW, padding, stride)]
  const padded = pad(x, padding, paddingValue)
  const [, , PH, PW] = padded.shape
  const col = zeros(N * OH * OW, C * FH * FW)
  let at = 0
  for (let n = 0; n < N; n++)
    for (let oh = 0; oh < OH; oh++)
      for (let ow = 0; ow < OW; ow++)
        for (let c = 0; c < C; c++)
          for (let kh = 0; kh < FH; kh++)
            for (let kw = 0; kw < FW; kw++)
              col.data[at++] = padded.data[((n * C + c) * PH + oh * stride + kh) * PW + ow * stride + kw]
  return col
}
