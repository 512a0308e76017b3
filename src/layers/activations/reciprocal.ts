/** One over the argument as a layer. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** A reciprocal as a plain value: what `reciprocal` gives, with every default filled in. */
export interface ReciprocalLayer extends Layer {
  readonly kind: 'reciprocal'
}

/**
 * y = 1 / x; dx = −dy · y². Any shape, kept. At 0 y is infinite. No options but `name`. Cost: one division per element.
 * @throws OptionError for an unknown option.
 * @example
 * ```ts
 * console.log(sequential('function', [4], [sigmoid(), reciprocal()]).outputShape) // [ 4 ]
 * ```
 */
export function reciprocal(given: NameOption = {}): ReciprocalLayer {
  return named('reciprocal', given, []).head
}

export const reciprocalLayer = activationLayer<ReciprocalLayer>(reciprocal, { en: 'reciprocal', ko: '역수' }, () => ({
  fn: 'reciprocal',
}))
