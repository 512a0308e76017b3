/** The exponential function as a layer. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** An exponential function as a plain value: what `exp` gives, with every default filled in. */
export interface ExpLayer extends Layer {
  readonly kind: 'exp'
}

/**
 * y = eˣ; dx = dy · y. Any shape, kept. Above 88.7 y is infinite. No options but `name`. Cost: one exponential per element.
 * @throws OptionError for an unknown option.
 * @example
 * ```ts
 * console.log(sequential('function', [4], [dense({ units: 2 }), exp()]).outputShape) // [ 2 ]
 * ```
 */
export function exp(given: NameOption = {}): ExpLayer {
  return named('exp', given, []).head
}

export const expLayer = activationLayer<ExpLayer>(exp, { en: 'exponential', ko: '지수 함수' }, () => ({ fn: 'exp' }))
