/** The smooth rectifier: near x for large x, near 0 for small, and never flat. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** A softplus as a plain value: what `softplus` gives, with every default filled in. */
export interface SoftplusLayer extends Layer {
  readonly kind: 'softplus'
}

/**
 * y = ln(1 + eˣ), overflowing nowhere; dx = dy · (1 − e^−y). Any shape, kept. No options but `name`. Cost: an exponential and a
 * logarithm per element.
 * @throws OptionError for an unknown option.
 * Source: Dugas, Bengio, Bélisle, Nadeau, Garcia 2000, Incorporating second-order functional knowledge for better option
 * pricing.
 * @example
 * ```ts
 * console.log(sequential('bent', [4], [dense({ units: 2 }), softplus()]).outputShape) // [ 2 ]
 * ```
 */
export function softplus(given: NameOption = {}): SoftplusLayer {
  return named('softplus', given, []).head
}

export const softplusLayer = activationLayer<SoftplusLayer>(softplus, { en: 'softplus', ko: '소프트플러스' }, () => ({
  fn: 'softplus',
}))
