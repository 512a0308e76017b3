/**
 * Images in another size. Along an axis, output o lies at x among the pixels (taps.ts), and is a sum of those around it:
 *
 *   nearest    the pixel that x is rounded to                                (nearestMode)
 *   bilinear   (1 − t)·p[i] + t·p[i + 1]                                     i = ⌊x⌋, t = x − i
 *   cubic      Σ k(t − j)·p[i + j], j = −1 … 2                               the cubic kernel with coefficient a
 *
 * and both axes are the product of the two sums. A pixel outside is the nearest one inside. Nothing is smoothed beforehand.
 *
 *   resize2d      inputs x [N, C, H, W]     outputs y [N, C, OH, OW]
 *   resize2dGrad  inputs dy [N, C, OH, OW]  outputs dx [N, C, H, W]: each dy, by its weights, to the pixels that it is made of
 *
 * Cost: N·C·OH·(W + OW) multiply-adds a tap (1, 2 or 4). Source: the operator Resize of ONNX, from version 13 on; Keys 1981,
 * Cubic convolution interpolation for digital image processing.
 */
import { say } from '../../errors/say.ts'
import { sameShape } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'

export type ResizeMode = 'nearest' | 'bilinear' | 'cubic'
/** How an output's number becomes a place among the pixels; the names of ONNX, with hyphens. */
export type ResizeCoordinates = 'half-pixel' | 'half-pixel-symmetric' | 'pytorch-half-pixel' | 'align-corners' | 'asymmetric'
/** How a place is rounded to a pixel; the names of ONNX, with hyphens. */
export type NearestMode = 'round-prefer-floor' | 'round-prefer-ceil' | 'floor' | 'ceil'

export interface Resize2dAttributes {
  readonly mode: ResizeMode
  readonly coordinates: ResizeCoordinates
  readonly nearestMode: NearestMode
  readonly cubicCoefficient: number
  /** [height, width]; null: outputs / pixels. The two differ where pixels · scale is not whole. */
  readonly scale: readonly [number, number] | null
}

const fits = (image: Value, output: Value) =>
  image.shape.length === 4 && output.shape.length === 4 && sameShape(image.shape.slice(0, 2), output.shape.slice(0, 2))

const wrong = say('y is not x in another height and width.')

export const resize2d = op<Resize2dAttributes, [x: Value], [y: Value]>('x > y', {
  check: (_, [x], [y]) => (fits(x, y) ? undefined : wrong),
})
export const resize2dGrad = op<Resize2dAttributes, [dy: Value], [dx: Value]>('dy > dx', {
  check: (_, [dy], [dx]) => (fits(dx, dy) ? undefined : wrong),
})
