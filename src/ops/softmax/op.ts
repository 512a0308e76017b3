/**
 * Softmax over the channels (axis 1): y_c = e^(x_c − max) / Σ_k e^(x_k − max), at each place for itself.
 *
 *   softmax      inputs x [N, C] or [N, C, H, W]   outputs y
 *   softmaxGrad  inputs y, dy                      outputs dx = y · (dy − Σ_k dy_k · y_k)
 */
import type { Value } from '../../values/value.ts'
import { type NoAttributes, op } from '../signature.ts'

export const softmax = op<NoAttributes, [x: Value], [y: Value]>('x > x')
export const softmaxGrad = op<NoAttributes, [y: Value, dy: Value], [dx: Value]>('x x > x')
