/** The logistic function: any number becomes one between 0 and 1. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** A sigmoid as a plain value: what `sigmoid` gives, with every default filled in. */
export interface SigmoidLayer extends Layer {
  readonly kind: 'sigmoid'
}

/**
 * y = 1 / (1 + e⁻ˣ); dx = dy · y · (1 − y). Any shape, kept. No options but `name`. Cost: one exponential per element.
 * @throws OptionError for an unknown option.
 * Source: Rumelhart, Hinton, Williams 1986, Learning representations by back-propagating errors.
 * @example
 * ```ts
 * console.log(sequential('bent', [4], [dense({ units: 2 }), sigmoid()]).outputShape) // [ 2 ]
 * ```
 */
export function sigmoid(given: NameOption = {}): SigmoidLayer {
  return named('sigmoid', given, []).head
}

export const sigmoidLayer = activationLayer<SigmoidLayer>(sigmoid, { en: 'sigmoid', ko: '시그모이드' }, () => ({ fn: 'sigmoid' }))
