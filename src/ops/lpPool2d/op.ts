/**
 * Pooling by the p-norm of each window: p = 1 sums the sizes, p = 2 is the root of the sum of squares, and with a large p it
 * nears the largest size. Padding counts as 0, and so adds nothing.
 *
 *   lpPool2d      inputs x [N, C, H, W]                           outputs y [N, C, OH, OW]: y = (Σ |x|^p)^(1/p)
 *   lpPool2dGrad  inputs x, y of the same call, dy like y         outputs dx: Σ dy · sign(x) · (|x| / y)^(p − 1)
 *
 * Where x is 0, and so wherever y is, the gradient is 0. p is a whole number of at least 1.
 */
import type { Value } from '../../values/value.ts'
import type { Window2d } from '../../window/window2d.ts'
import { op } from '../signature.ts'

export interface LpPool2dAttributes extends Window2d {
  readonly p: number
}

export const lpPool2d = op<LpPool2dAttributes, [x: Value], [y: Value]>('x > y')
export const lpPool2dGrad = op<LpPool2dAttributes, [x: Value, y: Value, dy: Value], [dx: Value]>('x y y > x')
