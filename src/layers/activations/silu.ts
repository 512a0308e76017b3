/** Swish, the sigmoid linear unit: the argument times its logistic function. EfficientNet’s activation. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** A SiLU as a plain value: what `silu` gives, with every default filled in. */
export interface SiluLayer extends Layer {
  readonly kind: 'silu'
}

/**
 * y = x · σ(x) = x / (1 + e⁻ˣ); dx = dy · σ(x) · (1 + x · (1 − σ(x))). Any shape, kept. No options but `name`. Cost: one
 * exponential per element.
 * @throws OptionError for an unknown option.
 * Source: Hendrycks, Gimpel 2016, Gaussian error linear units (SiLU); Ramachandran, Zoph, Le 2017, Searching for activation
 * functions (swish).
 * @example
 * ```ts
 * console.log(sequential('bent', [4], [dense({ units: 2 }), silu()]).outputShape) // [ 2 ]
 * ```
 */
export function silu(given: NameOption = {}): SiluLayer {
  return named('silu', given, []).head
}

export const siluLayer = activationLayer<SiluLayer>(silu, { en: 'SiLU', ko: 'SiLU' }, () => ({ fn: 'silu' }))
