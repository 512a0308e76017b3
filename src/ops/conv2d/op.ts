/**
 * Convolution (cross-correlation, as in all deep-learning libraries) over images [N, C, H, W].
 *
 *   y[n, f, oy, ox] = b[f] + Σ_c Σ_kh Σ_kw w[f, c, kh, kw] · x[n, g·C/G + c, oy·sh + kh·dh − top, ox·sw + kw·dw − left]
 *
 * with g the group of filter f, c over C/G channels, and x = paddingValue outside the image; then the activation.
 *
 *   conv2d            inputs x [N, C, H, W], weight [F, C/G, KH, KW], bias [F] (or none)    outputs y [N, F, OH, OW]
 *   conv2dGradInput   inputs dy [N, F, OH, OW], weight                                       outputs dx [N, C, H, W]
 *   conv2dGradWeight  inputs x, dy                                                           outputs dweight (added to)
 *
 * The gradients are of the convolution without the activation. Cost: N·F·OH·OW·(C/G)·KH·KW multiply-adds each.
 * Source: LeCun et al. 1989, Backpropagation applied to handwritten zip code recognition.
 */
import type { Value } from '../../values/value.ts'
import type { Window2d } from '../../window/window2d.ts'
import { op } from '../signature.ts'
import type { Activation } from '../unary/op.ts'

export interface Conv2dAttributes extends Window2d {
  readonly groups: number
  readonly paddingValue: number
  /** A fused activation, or null. */
  readonly activation: Activation | null
}
export interface Conv2dGradInputAttributes extends Window2d {
  readonly groups: number
}
export interface Conv2dGradWeightAttributes extends Window2d {
  readonly groups: number
  readonly paddingValue: number
}

export const conv2d = op<Conv2dAttributes, [x: Value, weight: Value] | [x: Value, weight: Value, bias: Value], [y: Value]>(
  'x weight bias? > y',
  {
    fusesActivation: true,
  },
)
export const conv2dGradInput = op<Conv2dGradInputAttributes, [dy: Value, weight: Value], [dx: Value]>('dy weight > dx')
export const conv2dGradWeight = op<Conv2dGradWeightAttributes, [x: Value, dy: Value], [dweight: Value]>('x dy > dweight', {
  outputs: 'updated',
})
