/** The Gaussian error linear unit: the argument times the chance that a normal number is smaller. ConvNeXt’s activation. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** A GELU as a plain value: what `gelu` gives, with every default filled in. */
export interface GeluLayer extends Layer {
  readonly kind: 'gelu'
}

/**
 * y = x · Φ(x), Φ the distribution function of the normal distribution, in its exact form; dx = dy · (Φ(x) + x · φ(x)) with the
 * density φ. Any shape, kept. No options but `name`. Cost: one exponential and a polynomial per element.
 * @throws OptionError for an unknown option.
 * Source: Hendrycks, Gimpel 2016, Gaussian error linear units.
 * @example
 * ```ts
 * console.log(sequential('bent', [4], [dense({ units: 2 }), gelu()]).outputShape) // [ 2 ]
 * ```
 */
export function gelu(given: NameOption = {}): GeluLayer {
  return named('gelu', given, []).head
}

export const geluLayer = activationLayer<GeluLayer>(gelu, { en: 'GELU', ko: 'GELU' }, () => ({ fn: 'gelu' }))
