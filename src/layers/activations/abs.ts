/** The absolute value as a layer. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** An absolute value as a plain value: what `abs` gives, with every default filled in. */
export interface AbsLayer extends Layer {
  readonly kind: 'abs'
}

/**
 * y = |x|; dx = dy where x > 0, −dy where x < 0, and 0 at 0, as in PyTorch. Any shape, kept. No options but `name`. Cost: one
 * operation per element.
 * @throws OptionError for an unknown option.
 * @example
 * ```ts
 * console.log(sequential('function', [4], [dense({ units: 2 }), abs()]).outputShape) // [ 2 ]
 * ```
 */
export function abs(given: NameOption = {}): AbsLayer {
  return named('abs', given, []).head
}

export const absLayer = activationLayer<AbsLayer>(abs, { en: 'absolute value', ko: '절댓값' }, () => ({ fn: 'abs' }))
