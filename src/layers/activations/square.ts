/** The square as a layer. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** A square as a plain value: what `square` gives, with every default filled in. */
export interface SquareLayer extends Layer {
  readonly kind: 'square'
}

/**
 * y = x²; dx = 2x · dy. Any shape, kept. No options but `name`. Cost: one multiplication per element.
 * @throws OptionError for an unknown option.
 * @example
 * ```ts
 * console.log(sequential('function', [4], [dense({ units: 2 }), square()]).outputShape) // [ 2 ]
 * ```
 */
export function square(given: NameOption = {}): SquareLayer {
  return named('square', given, []).head
}

export const squareLayer = activationLayer<SquareLayer>(square, { en: 'square', ko: '제곱' }, () => ({ fn: 'square' }))
