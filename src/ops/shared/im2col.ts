/**
 * im2col: convolution as one multiplication of matrices. Every window of the image becomes a row of a matrix, so that
 * a filter, written as a column, gives its feature map by one product. This is the form that lectures show; the engine
 * never makes the whole matrix.
 */

import { ShapeError } from '../../errors/errors.ts'
import { say } from '../../errors/say.ts'
import { showShape } from '../../values/shape.ts'
import { axesOf, axisSize } from '../../window/axis.ts'
import type { Window2d } from '../../window/window2d.ts'
import type { Tensor } from '../reference.ts'

/** A window of which only the kernel [height, width] must be said: stride and dilation are 1, padding 0. */
export type WindowLike = Pick<Window2d, 'kernelSize'> & Partial<Window2d>

const plain = { stride: [1, 1], dilation: [1, 1], padding: [0, 0, 0, 0] } as const

/** The whole window, and how often it fits into an image of height × width. */
export function windowOver(
  height: number,
  width: number,
  given: WindowLike,
): Window2d & { readonly oh: number; readonly ow: number } {
  const { kernelSize: kernel, stride, dilation, padding } = { ...plain, ...given }
  const axes = axesOf({ kernelSize: kernel, stride, dilation, padding }, height, width)
  const [oh, ow] = axes.map((axis) => axisSize(axis, { padding, rounding: 'floor' })) as [number, number]
  if (!(oh >= 1 && ow >= 1))
    throw new ShapeError({
      code: 'kernel-too-large',
      message: say('the kernel is larger than the image.'),
      numbers: [
        say('image {image}, kernel {kernel}, padding [{padding}]', {
          image: showShape([height, width]),
          kernel: showShape(kernel),
          padding: padding.join(', '),
        }),
      ],
      fix: say('use a smaller kernel or more padding.'),
      details: { height, width, kernel, padding },
    })
  return { kernelSize: kernel, stride, dilation, padding, oh, ow }
}

/**
 * [N, C, H, W] → [N·OH·OW, C·KH·KW]: row (n, oh, ow) holds the window at (oh, ow) of image n, in the order c, kh, kw.
 * Outside the image it holds `paddingValue`. A size that is not whole is rounded down.
 * @throws ShapeError where the kernel is larger than the padded image.
 */
export function im2col<Data extends Float32Array | Float64Array>(
  { shape, data }: Tensor<Data>,
  window: WindowLike,
  paddingValue = 0,
): Tensor<Data> {
  const [N, C, H, W] = shape as readonly [number, number, number, number]
  const { kernelSize: kernel, stride, dilation, padding, oh: OH, ow: OW } = windowOver(H, W, window)
  const [KH, KW] = kernel
  const [top, left] = padding
  const columns = C * KH * KW
  const rows = new (data.constructor as new (length: number) => Data)(N * OH * OW * columns)
  let at = 0
  for (let n = 0; n < N; n++)
    for (let oh = 0; oh < OH; oh++)
      for (let ow = 0; ow < OW; ow++)
        for (let c = 0; c < C; c++)
          for (let kh = 0; kh < KH; kh++)
            for (let kw = 0; kw < KW; kw++) {
              const h = oh * stride[0] + kh * dilation[0] - top
              const w = ow * stride[1] + kw * dilation[1] - left
              const inside = h >= 0 && h < H && w >= 0 && w < W
              rows[at++] = inside ? data[((n * C + c) * H + h) * W + w]! : paddingValue
            }
  return { shape: [N * OH * OW, columns], data: rows }
}
