/**
 * col2im: the way back from im2col. It is its adjoint, not its inverse: a pixel that lay in several windows gets the
 * sum of what they hold, which is just what a gradient needs.
 */

import { ShapeError } from '../../errors/errors.ts'
import { say } from '../../errors/say.ts'
import { type Shape, sameShape, showShape } from '../../values/shape.ts'
import type { Tensor } from '../reference.ts'
import { type WindowLike, windowOver } from './im2col.ts'

/**
 * [N·OH·OW, C·KH·KW] → [N, C, H, W] = `images`: adds every element of every window to the pixel that it came from.
 * What came from the padding is dropped.
 * @throws ShapeError where the matrix is not what im2col makes of such images.
 */
export function col2im<Data extends Float32Array | Float64Array>(
  { shape, data }: Tensor<Data>,
  images: Shape,
  window: WindowLike,
): Tensor<Data> {
  const [N, C, H, W] = images as readonly [number, number, number, number]
  const { kernelSize: kernel, stride, dilation, padding, oh: OH, ow: OW } = windowOver(H, W, window)
  const [KH, KW] = kernel
  const [top, left] = padding
  const expected = [N * OH * OW, C * KH * KW]
  if (!sameShape(shape, expected))
    throw new ShapeError({
      code: 'unequal',
      message: say('the matrix does not match these images and this window.'),
      numbers: [
        say('matrix {found}, expected N·OH·OW × C·KH·KW = {expected}', {
          found: showShape(shape),
          expected: showShape(expected),
        }),
      ],
      details: { shape, expected },
    })
  const image = new (data.constructor as new (length: number) => Data)(N * C * H * W)
  let at = 0
  for (let n = 0; n < N; n++)
    for (let oh = 0; oh < OH; oh++)
      for (let ow = 0; ow < OW; ow++)
        for (let c = 0; c < C; c++)
          for (let kh = 0; kh < KH; kh++)
            for (let kw = 0; kw < KW; kw++) {
              const h = oh * stride[0] + kh * dilation[0] - top
              const w = ow * stride[1] + kw * dilation[1] - left
              const value = data[at++]!
              if (h >= 0 && h < H && w >= 0 && w < W) image[((n * C + c) * H + h) * W + w]! += value
            }
  return { shape: images, data: image }
}
