/** A border around images and its gradient, as they are defined: both walk the same places. */
import { imageSizes } from '../../values/shape.ts'
import type { AnyTensor, ReferenceReading } from '../reference.ts'
import type { Pad2dGradAttributes, PadMode } from './op.ts'

/** The pixel that place i of an axis of n pixels shows; −1 for none. */
function shown(i: number, n: number, mode: PadMode): number {
  if (i >= 0 && i < n) return i
  if (mode === 'constant') return -1
  if (mode === 'edge') return i < 0 ? 0 : n - 1
  return i < 0 ? -i : 2 * (n - 1) - i
}

/** Calls `visit` for every place of the padded image: where it lies there, and the pixel that it shows (−1: none). */
function eachPlace(
  { padding: [top, left], mode }: Pad2dGradAttributes,
  image: AnyTensor,
  padded: AnyTensor,
  visit: (place: number, pixel: number) => void,
): void {
  const [N, C, H, W] = imageSizes(image.shape)
  const [, , OH, OW] = imageSizes(padded.shape)
  for (let plane = 0; plane < N * C; plane++)
    for (let oh = 0; oh < OH; oh++)
      for (let ow = 0; ow < OW; ow++) {
        const [h, w] = [shown(oh - top, H, mode), shown(ow - left, W, mode)]
        visit((plane * OH + oh) * OW + ow, h < 0 || w < 0 ? -1 : (plane * H + h) * W + w)
      }
}

export const pad2dReference: ReferenceReading<'pad2d'> = (attributes, [x], [y]) => {
  eachPlace(attributes, x, y, (place, pixel) => {
    y.data[place] = pixel < 0 ? attributes.value : x.data[pixel]
  })
}

export const pad2dGradReference: ReferenceReading<'pad2dGrad'> = (attributes, [dy], [dx]) => {
  const sums = new Float64Array(dx.data.length)
  eachPlace(attributes, dx, dy, (place, pixel) => {
    if (pixel >= 0) sums[pixel]! += dy.data[place]
  })
  dx.data.set(sums)
}
