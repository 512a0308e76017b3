/**
 * Convolution and its two gradients, as they are defined: seven loops, sums in double precision. The gradients walk the
 * same loops and read the same triples (weight, pixel, output), each adding to another of the three.
 */

import { type ImageSizes, imageSizes } from '../../values/shape.ts'
import type { Window2d } from '../../window/window2d.ts'
import type { AnyTensor, ReferenceReading } from '../reference.ts'
import { functionOf } from '../unary/reference.ts'

/** Calls `visit` for every product that makes up the output: places in y, x and weight; x is −1 in the padding. */
function eachProduct(
  { kernelSize: kernel, stride, dilation, padding, groups }: Window2d & { readonly groups: number },
  [N, C, H, W]: ImageSizes,
  [, F, OH, OW]: ImageSizes,
  visit: (y: number, x: number, weight: number) => void,
): void {
  const [KH, KW] = kernel
  const [top, left] = padding
  const channels = C / groups
  for (let n = 0; n < N; n++)
    for (let f = 0; f < F; f++) {
      const group = Math.floor(f / (F / groups))
      for (let oh = 0; oh < OH; oh++)
        for (let ow = 0; ow < OW; ow++)
          for (let c = 0; c < channels; c++)
            for (let kh = 0; kh < KH; kh++)
              for (let kw = 0; kw < KW; kw++) {
                const h = oh * stride[0] + kh * dilation[0] - top
                const w = ow * stride[1] + kw * dilation[1] - left
                const inside = h >= 0 && h < H && w >= 0 && w < W
                visit(
                  ((n * F + f) * OH + oh) * OW + ow,
                  inside ? ((n * C + group * channels + c) * H + h) * W + w : -1,
                  ((f * channels + c) * KH + kh) * KW + kw,
                )
              }
    }
}

const imageOf = (tensor: AnyTensor) => imageSizes(tensor.shape)

export const conv2dReference: ReferenceReading<'conv2d'> = (attributes, [x, weight, bias], [y]) => {
  const { paddingValue, activation } = attributes
  const [, F, OH, OW] = imageOf(y)
  const sums = new Float64Array(y.data.length)
  if (bias) for (let i = 0; i < sums.length; i++) sums[i] = bias.data[Math.floor(i / (OH * OW)) % F]
  eachProduct(attributes, imageOf(x), imageOf(y), (atY, atX, atWeight) => {
    sums[atY]! += weight.data[atWeight] * (atX < 0 ? paddingValue : x.data[atX])
  })
  const fn = functionOf(activation)
  for (let i = 0; i < sums.length; i++) y.data[i] = fn(sums[i]!)
}

export const conv2dGradInputReference: ReferenceReading<'conv2dGradInput'> = (attributes, [dy, weight], [dx]) => {
  const sums = new Float64Array(dx.data.length)
  eachProduct(attributes, imageOf(dx), imageOf(dy), (atY, atX, atWeight) => {
    if (atX >= 0) sums[atX]! += weight.data[atWeight] * dy.data[atY]
  })
  dx.data.set(sums)
}

export const conv2dGradWeightReference: ReferenceReading<'conv2dGradWeight'> = (attributes, [x, dy], [dweight]) => {
  const sums = new Float64Array(dweight.data.length)
  eachProduct(attributes, imageOf(x), imageOf(dy), (atY, atX, atWeight) => {
    sums[atWeight]! += dy.data[atY] * (atX < 0 ? attributes.paddingValue : x.data[atX])
  })
  for (let i = 0; i < sums.length; i++) dweight.data[i] += sums[i]!
}
