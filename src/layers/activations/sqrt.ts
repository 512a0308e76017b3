/** The square root as a layer. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** A square root as a plain value: what `sqrt` gives, with every default filled in. */
export interface SqrtLayer extends Layer {
  readonly kind: 'sqrt'
}

/**
 * y = √x; dx = dy / (2y). Any shape, kept. Below 0 y is NaN; at 0 dx is infinite (or NaN), as in PyTorch, so add a small
 * number first where zeros can occur. No options but `name`. Cost: one square root per element.
 * @throws OptionError for an unknown option.
 * @example
 * ```ts
 * console.log(sequential('function', [4], [sigmoid(), sqrt()]).outputShape) // [ 4 ]
 * ```
 */
export function sqrt(given: NameOption = {}): SqrtLayer {
  return named('sqrt', given, []).head
}

export const sqrtLayer = activationLayer<SqrtLayer>(sqrt, { en: 'square root', ko: '제곱근' }, () => ({ fn: 'sqrt' }))
