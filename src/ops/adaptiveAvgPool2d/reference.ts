/** Average pooling to a given size and its gradient, as they are defined: both walk the same windows. */
import { imageSizes } from '../../values/shape.ts'
import type { AnyTensor, ReferenceReading } from '../reference.ts'

/** Calls `visit` for every window: its place in the output, and the places of its pixels. */
function eachWindow(image: AnyTensor, output: AnyTensor, visit: (at: number, pixels: readonly number[]) => void): void {
  const [N, C, H, W] = imageSizes(image.shape)
  const [, , OH, OW] = imageSizes(output.shape)
  for (let plane = 0; plane < N * C; plane++)
    for (let oh = 0; oh < OH; oh++)
      for (let ow = 0; ow < OW; ow++) {
        const pixels: number[] = []
        for (let h = Math.floor((oh * H) / OH); h < Math.ceil(((oh + 1) * H) / OH); h++)
          for (let w = Math.floor((ow * W) / OW); w < Math.ceil(((ow + 1) * W) / OW); w++) pixels.push((plane * H + h) * W + w)
        visit((plane * OH + oh) * OW + ow, pixels)
      }
}

export const adaptiveAvgPool2dReference: ReferenceReading<'adaptiveAvgPool2d'> = (_, [x], [y]) => {
  eachWindow(x, y, (at, pixels) => {
    y.data[at] = pixels.reduce((sum, pixel) => sum + x.data[pixel], 0) / pixels.length
  })
}

export const adaptiveAvgPool2dGradReference: ReferenceReading<'adaptiveAvgPool2dGrad'> = (_, [dy], [dx]) => {
  const sums = new Float64Array(dx.data.length)
  eachWindow(dx, dy, (at, pixels) => {
    for (const pixel of pixels) sums[pixel]! += dy.data[at] / pixels.length
  })
  dx.data.set(sums)
}
