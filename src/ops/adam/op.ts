/**
 * Adam (Kingma, Ba 2014) and, with `decoupled`, AdamW (Loshchilov, Hutter 2017), over the whole range of parameters:
 *
 *   g = dw + λ·w (Adam)   or   w = w − rate·λ·w, g = dw (AdamW)
 *   m = β₁·m + (1 − β₁)·g;    v = β₂·v + (1 − β₂)·g²
 *   w = w − (rate / c₁) · m / (√v / √c₂ + ε),    c₁ = 1 − β₁ᵗ, c₂ = 1 − β₂ᵗ given in `scalars`
 *
 *   adam   inputs gradients, scalars   outputs parameters, m, v; outputs are read too
 */
export interface AdamAttributes {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly weightDecay: number
  readonly decoupled: boolean
}
