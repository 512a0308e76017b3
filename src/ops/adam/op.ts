/**
 * Adam (Kingma, Ba 2014) and, with `decoupled`, AdamW (Loshchilov, Hutter 2017), over the whole range of parameters:
 *
 *   g = dw + λ·w (Adam)   or   w = w − rate·λ·w, g = dw (AdamW)
 *   m = β₁·m + (1 − β₁)·g;    v = β₂·v + (1 − β₂)·g²
 *   w = w − (rate / c₁) · m / (√v / √c₂ + ε),    c₁ = 1 − β₁ᵗ, c₂ = 1 − β₂ᵗ given in `scalars` at `adamScalarAt`
 *
 *   adam   inputs gradients, scalars   outputs parameters, m, v; outputs are read too
 */
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'
import { scalarAt } from '../stepNumbers.ts'
export interface AdamAttributes {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly weightDecay: number
  readonly decoupled: boolean
}

/** Where adam finds 1 − β₁ᵗ and 1 − β₂ᵗ in `scalars`: the optimizer says them in this order. */
export const adamScalarAt = { correction1: scalarAt.optimizer, correction2: scalarAt.optimizer + 1 } as const

export const adam = op<AdamAttributes, [gradients: Value, scalars: Value], [parameters: Value, m: Value, v: Value]>(
  'parameters scalars > parameters parameters parameters',
  {
    outputs: 'updated',
  },
)
