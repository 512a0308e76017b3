/** The opposite number as a layer. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** An opposite number as a plain value: what `negate` gives, with every default filled in. */
export interface NegateLayer extends Layer {
  readonly kind: 'negate'
}

/**
 * y = −x; dx = −dy. Any shape, kept. No options but `name`. Cost: one operation per element.
 * @throws OptionError for an unknown option.
 * @example
 * ```ts
 * console.log(sequential('function', [4], [dense({ units: 2 }), negate()]).outputShape) // [ 2 ]
 * ```
 */
export function negate(given: NameOption = {}): NegateLayer {
  return named('negate', given, []).head
}

export const negateLayer = activationLayer<NegateLayer>(negate, { en: 'negative', ko: '부호 바꾸기' }, () => ({ fn: 'negate' }))
