/**
 * Max pooling. Each channel for itself: y = the largest value in the window; padding counts as −∞, and where several
 * are largest the first in reading order wins. A NaN beats any number, so that it is not hidden (the last, where there are
 * several). `argMax` is the place h·W + w in the channel's plane.
 *
 *   maxPool2d      inputs x [N, C, H, W]                      outputs y [N, C, OH, OW], argMax i32, same shape
 *   maxPool2dGrad  inputs dy [N, C, OH, OW], argMax           outputs dx [N, C, H, W]: dy added at each argMax
 *
 * Windows are clipped to the image (with `rounding: 'ceil'` the last may reach beyond the padding).
 */
import type { Value } from '../../values/value.ts'
import type { Window2d } from '../../window/window2d.ts'
import { op } from '../signature.ts'

export const maxPool2d = op<Window2d, [x: Value], [y: Value, argMax: Value]>('x > y y')
export const maxPool2dGrad = op<Window2d, [dy: Value, argMax: Value], [dx: Value]>('dy dy > dx')
