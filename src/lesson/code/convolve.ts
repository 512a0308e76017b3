import { outputSize } from './outputSize.ts'
import { pad } from './pad.ts'
import { type Tensor, zeros } from './tensor.ts'

/**
 * Images [N, C, H, W] and FN filters [FN, C, FH, FW], with one bias per filter: [N, FN, OH, OW].
 * A filter has one slice per channel; the results of the slices are added up, and the bias once.
 */
export function convolve(x: Tensor, weight: Tensor, bias: Tensor, stride = 1, padding = 0): Tensor {
  const [N, C, H, W] = x.shape
  const [FN, , FH, FW] = weight.shape
  const [OH, OW] = [outputSize(H, FH, padding, stride), outputSize(W, FW, padding, stride)]
  const padded = pad(x, padding)
  const [, , PH, PW] = padded.shape
  const y = zeros(N, FN, OH, OW)
  for (let n = 0; n < N; n++)
    for (let f = 0; f < FN; f++)
      for (let oh = 0; oh < OH; oh++)
        for (let ow = 0; ow < OW; ow++) {
          let sum = bias.data[f]
          for (let c = 0; c < C; c++)
            for (let kh = 0; kh < FH; kh++)
              for (let kw = 0; kw < FW; kw++) {
                const [h, w] = [oh * stride + kh, ow * stride + kw]
                sum += padded.data[((n * C + c) * PH + h) * PW + w] * weight.data[((f * C + c) * FH + kh) * FW + kw]
              }
          y.data[((n * FN + f) * OH + oh) * OW + ow] = sum
        }
  return y
}
