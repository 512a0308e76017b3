/**
 * Element-wise functions. The gradient is written in terms of the *result* y, so the argument need not be kept, and
 * an activation can be fused into the op before it.
 *
 *   relu        y = max(x, 0)                     dx = dy where y > 0, else 0
 *   leakyRelu   y = x where x > 0, else slope·x    dx = dy · (1 where y > 0, else slope)        slope ≥ 0
 *   tanh        y = amplitude · tanh(rate · x)     dx = dy · rate · (amplitude − y² / amplitude)
 *   sigmoid     y = 1 / (1 + e⁻ˣ)                  dx = dy · y · (1 − y)
 *
 *   unary      inputs x          outputs y, same shape
 *   unaryGrad  inputs y, dy      outputs dx, same shape
 */
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'
export type Activation =
  | { readonly fn: 'relu' }
  | { readonly fn: 'leakyRelu'; readonly slope: number }
  | { readonly fn: 'tanh'; readonly amplitude: number; readonly rate: number }
  | { readonly fn: 'sigmoid' }

export interface UnaryAttributes {
  readonly activation: Activation
}

export const unary = op<UnaryAttributes, [x: Value], [y: Value]>()
export const unaryGrad = op<UnaryAttributes, [y: Value, dy: Value], [dx: Value]>()
