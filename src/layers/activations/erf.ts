/** The error function: what exporters write the GELU with. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** An error function as a plain value: what `erf` gives, with every default filled in. */
export interface ErfLayer extends Layer {
  readonly kind: 'erf'
}

/**
 * y = erf(x) = 2/√π · ∫₀ˣ e^(−t²) dt, from −1 to 1; dx = dy · 2/√π · e^(−x²). Any shape, kept. No options but `name`. Cost: one
 * exponential and two polynomials per element. `gelu()` is x · (1 + erf(x / √2)) / 2 in one step.
 * @throws OptionError for an unknown option.
 * Source: Abramowitz, Stegun 1964, Handbook of mathematical functions, 7.1.
 * @example
 * ```ts
 * console.log(sequential('bent', [4], [dense({ units: 2 }), erf()]).outputShape) // [ 2 ]
 * ```
 */
export function erf(given: NameOption = {}): ErfLayer {
  return named('erf', given, []).head
}

export const erfLayer = activationLayer<ErfLayer>(erf, { en: 'error function', ko: '오차 함수' }, () => ({ fn: 'erf' }))
