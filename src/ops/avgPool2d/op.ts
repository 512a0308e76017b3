/**
 * Average pooling: y = the mean of the window. With `countPadding` the divisor counts the zeros of the padding (but
 * not what lies beyond it, under `rounding: 'ceil'`); without, only the pixels of the image.
 *
 *   avgPool2d      inputs x [N, C, H, W]     outputs y [N, C, OH, OW]
 *   avgPool2dGrad  inputs dy [N, C, OH, OW]  outputs dx [N, C, H, W]: each dy / divisor, spread over its window
 */
import type { Value } from '../../values/value.ts'
import type { Window2d } from '../../window/window2d.ts'
import { op } from '../signature.ts'

export interface AvgPool2dAttributes extends Window2d {
  readonly countPadding: boolean
}

export const avgPool2d = op<AvgPool2dAttributes, [x: Value], [y: Value]>('x > y')
export const avgPool2dGrad = op<AvgPool2dAttributes, [dy: Value], [dx: Value]>('dy > dx')
