/** Max pooling and its gradient, as they are defined. What is not a number counts as the largest, so that it is not hidden. */
import { imageSizes } from '../../values/shape.ts'
import type { ReferenceReading } from '../reference.ts'

export const maxPool2dReference: ReferenceReading<'maxPool2d'> = (
  { kernelSize: kernel, stride, dilation, padding },
  [x],
  [y, argMax],
) => {
  const [N, C, H, W] = imageSizes(x.shape)
  const [, , OH, OW] = imageSizes(y.shape)
  const [top, left] = padding
  for (let plane = 0; plane < N * C; plane++)
    for (let oh = 0; oh < OH; oh++)
      for (let ow = 0; ow < OW; ow++) {
        let best = -Infinity
        let bestAt = -1
        for (let kh = 0; kh < kernel[0]; kh++)
          for (let kw = 0; kw < kernel[1]; kw++) {
            const h = oh * stride[0] + kh * dilation[0] - top
            const w = ow * stride[1] + kw * dilation[1] - left
            if (h < 0 || h >= H || w < 0 || w >= W) continue
            const value = x.data[(plane * H + h) * W + w]
            // the first pixel, even where it is −∞; then only larger ones, so that the first of equals stays
            if (bestAt < 0 || value > best || Number.isNaN(value)) {
              best = value
              bestAt = h * W + w
            }
          }
        const at = (plane * OH + oh) * OW + ow
        y.data[at] = best
        argMax.data[at] = bestAt
      }
}

export const maxPool2dGradReference: ReferenceReading<'maxPool2dGrad'> = (_, [dy, argMax], [dx]) => {
  const [N, C, H, W] = imageSizes(dx.shape)
  const [, , OH, OW] = imageSizes(dy.shape)
  const sums = new Float64Array(dx.data.length)
  for (let plane = 0; plane < N * C; plane++)
    for (let o = 0; o < OH * OW; o++) {
      const at = argMax.data[plane * OH * OW + o]
      sums[plane * H * W + at]! += dy.data[plane * OH * OW + o]
    }
  dx.data.set(sums)
}
