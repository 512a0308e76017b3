/** Average pooling and its gradient, as they are defined: both walk the same windows. */
import { imageSizes } from '../../values/shape.ts'
import type { AnyTensor, ReferenceReading } from '../reference.ts'
import type { AvgPool2dAttributes } from './op.ts'

/** Calls `visit` for every window: its place in the output, the places of its pixels, and what the sum is divided by. */
function eachWindow(
  { kernelSize: kernel, stride, dilation, padding, countPadding }: AvgPool2dAttributes,
  image: AnyTensor,
  output: AnyTensor,
  visit: (at: number, pixels: readonly number[], divisor: number) => void,
): void {
  const [N, C, H, W] = imageSizes(image.shape)
  const [, , OH, OW] = imageSizes(output.shape)
  const [top, left, bottom, right] = padding
  for (let plane = 0; plane < N * C; plane++)
    for (let oh = 0; oh < OH; oh++)
      for (let ow = 0; ow < OW; ow++) {
        const pixels: number[] = []
        let padded = 0
        for (let kh = 0; kh < kernel[0]; kh++)
          for (let kw = 0; kw < kernel[1]; kw++) {
            const h = oh * stride[0] + kh * dilation[0] - top
            const w = ow * stride[1] + kw * dilation[1] - left
            if (h >= 0 && h < H && w >= 0 && w < W) pixels.push((plane * H + h) * W + w)
            else if (h < H + bottom && w < W + right) padded++ // what lies beyond the padding never counts
          }
        visit((plane * OH + oh) * OW + ow, pixels, pixels.length + (countPadding ? padded : 0))
      }
}

export const avgPool2dReference: ReferenceReading<'avgPool2d'> = (attributes, [x], [y]) => {
  eachWindow(attributes, x, y, (at, pixels, divisor) => {
    y.data[at] = pixels.reduce((sum, pixel) => sum + x.data[pixel], 0) / divisor
  })
}

export const avgPool2dGradReference: ReferenceReading<'avgPool2dGrad'> = (attributes, [dy], [dx]) => {
  const sums = new Float64Array(dx.data.length)
  eachWindow(attributes, dx, dy, (at, pixels, divisor) => {
    for (const pixel of pixels) sums[pixel]! += dy.data[at] / divisor
  })
  dx.data.set(sums)
}
