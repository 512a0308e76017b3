/** Pooling by p-norms and its gradient, as they are defined: both walk the same windows. */
import { exp, log, power } from '../../math/elementary.ts'
import { imageSizes } from '../../values/shape.ts'
import type { AnyTensor, ReferenceReading } from '../reference.ts'
import type { LpPool2dAttributes } from './op.ts'

/** Calls `visit` for every window: its place in the output, and the places of its pixels. */
function eachWindow(
  { kernelSize: kernel, stride, dilation, padding }: LpPool2dAttributes,
  image: AnyTensor,
  output: AnyTensor,
  visit: (at: number, pixels: readonly number[]) => void,
): void {
  const [N, C, H, W] = imageSizes(image.shape)
  const [, , OH, OW] = imageSizes(output.shape)
  const [top, left] = padding
  for (let plane = 0; plane < N * C; plane++)
    for (let oh = 0; oh < OH; oh++)
      for (let ow = 0; ow < OW; ow++) {
        const pixels: number[] = []
        for (let kh = 0; kh < kernel[0]; kh++)
          for (let kw = 0; kw < kernel[1]; kw++) {
            const h = oh * stride[0] + kh * dilation[0] - top
            const w = ow * stride[1] + kw * dilation[1] - left
            if (h >= 0 && h < H && w >= 0 && w < W) pixels.push((plane * H + h) * W + w)
          }
        visit((plane * OH + oh) * OW + ow, pixels)
      }
}

export const lpPool2dReference: ReferenceReading<'lpPool2d'> = (attributes, [x], [y]) => {
  const { p } = attributes
  eachWindow(attributes, x, y, (at, pixels) => {
    // The largest is taken out, so that no power is too large or too small for a number.
    const largest = pixels.reduce((most, pixel) => Math.max(most, Math.abs(x.data[pixel])), 0)
    const unit = largest > 0 && largest < Infinity ? largest : 1
    const sum = pixels.reduce((sum, pixel) => sum + power(Math.abs(x.data[pixel]) / unit, p), 0)
    y.data[at] = unit * root(sum, p)
  })
}

function root(x: number, p: number): number {
  if (p === 1) return x
  return p === 2 ? Math.sqrt(x) : exp(log(x) / p)
}

export const lpPool2dGradReference: ReferenceReading<'lpPool2dGrad'> = (attributes, [x, y, dy], [dx]) => {
  const sums = new Float64Array(dx.data.length)
  eachWindow(attributes, dx, dy, (at, pixels) => {
    for (const pixel of pixels) {
      const one = x.data[pixel]
      if (one !== 0) sums[pixel]! += dy.data[at] * Math.sign(one) * power(Math.abs(one) / y.data[at], attributes.p - 1)
    }
  })
  dx.data.set(sums)
}
