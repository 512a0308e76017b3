/** The rectifier: negative values become 0. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** A ReLU as a plain value: what `relu` gives, with every default filled in. */
export interface ReluLayer extends Layer {
  readonly kind: 'relu'
}

/**
 * y = max(x, 0); dx = dy where y > 0, else 0. Any shape, kept. No options but `name`. Cost: one comparison per element.
 * @throws OptionError for an unknown option.
 * Source: Nair, Hinton 2010, Rectified linear units improve restricted Boltzmann machines.
 * @example
 * ```ts
 * console.log(sequential('bent', [4], [dense({ units: 2 }), relu()]).outputShape) // [ 2 ]
 * ```
 */
export function relu(given: NameOption = {}): ReluLayer {
  return named('relu', given, []).head
}

export const reluLayer = activationLayer<ReluLayer>(relu, { en: 'ReLU', ko: 'ReLU' }, () => ({ fn: 'relu' }))
