import { outputSize } from './outputSize.ts'
import { type Tensor, zeros } from './tensor.ts'

/** A grey image [H, W] and one filter [FH, FW]: at each position, the window times the filter, summed. */
export function filteredImage(image: Tensor, filter: Tensor): Tensor {
  const [H, W] = image.shape
  const [FH, FW] = filter.shape
  const [OH, OW] = [outputSize(H, FH), outputSize(W, FW)]
  const result = zeros(OH, OW)
  for (let oh = 0; oh < OH; oh++)
    for (let ow = 0; ow < OW; ow++) {
      let sum = 0
      for (let kh = 0; kh < FH; kh++)
        for (let kw = 0; kw < FW; kw++) sum += image.data[(oh + kh) * W + ow + kw] * filter.data[kh * FW + kw]
      result.data[oh * OW + ow] = sum
    }
  return result
}
