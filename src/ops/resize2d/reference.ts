/** Images in another size and their gradient, as they are defined: both walk the same products of pixels and weights. */
import { imageSizes } from '../../values/shape.ts'
import type { AnyTensor, ReferenceReading } from '../reference.ts'
import type { Resize2dAttributes } from './op.ts'
import { eachTap, placesOf } from './taps.ts'

/** The pixels and weights of every output of one axis. */
function tapsOf(
  n: number,
  o: number,
  axis: 0 | 1,
  attributes: Resize2dAttributes,
): (readonly [pixel: number, weight: number])[][] {
  const sides = { n, o, scale: attributes.scale?.[axis] ?? null }
  const places = placesOf(sides, attributes)
  return Array.from({ length: o }, (_, output) => {
    const taps: (readonly [number, number])[] = []
    eachTap(output, sides, places, attributes, (pixel, weight) => taps.push([pixel, weight]))
    return taps
  })
}

/** Calls `visit` for every product that makes up the output: where the output lies, the pixel, and its weight. */
function eachProduct(
  attributes: Resize2dAttributes,
  image: AnyTensor,
  output: AnyTensor,
  visit: (at: number, pixel: number, weight: number) => void,
): void {
  const [N, C, H, W] = imageSizes(image.shape)
  const [, , OH, OW] = imageSizes(output.shape)
  const [rows, columns] = [tapsOf(H, OH, 0, attributes), tapsOf(W, OW, 1, attributes)]
  for (let plane = 0; plane < N * C; plane++)
    for (let oh = 0; oh < OH; oh++)
      for (let ow = 0; ow < OW; ow++)
        for (const [h, down] of rows[oh]!)
          for (const [w, across] of columns[ow]!) visit((plane * OH + oh) * OW + ow, (plane * H + h) * W + w, down * across)
}

export const resize2dReference: ReferenceReading<'resize2d'> = (attributes, [x], [y]) => {
  const sums = new Float64Array(y.data.length)
  eachProduct(attributes, x, y, (at, pixel, weight) => {
    sums[at]! += x.data[pixel] * weight
  })
  y.data.set(sums)
}

export const resize2dGradReference: ReferenceReading<'resize2dGrad'> = (attributes, [dy], [dx]) => {
  const sums = new Float64Array(dx.data.length)
  eachProduct(attributes, dx, dy, (at, pixel, weight) => {
    sums[pixel]! += dy.data[at] * weight
  })
  dx.data.set(sums)
}
