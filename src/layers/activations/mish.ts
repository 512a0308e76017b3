/** Mish: the argument times the tanh of its softplus. YOLOv4’s activation. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** A Mish as a plain value: what `mish` gives, with every default filled in. */
export interface MishLayer extends Layer {
  readonly kind: 'mish'
}

/**
 * y = x · tanh(ln(1 + eˣ)) = x · n / (n + 2) with n = eˣ · (eˣ + 2); dx = dy · (n / (n + 2) + 4x · eˣ · (1 + eˣ) / (n + 2)²).
 * Any shape, kept. No options but `name`. Cost: one exponential per element.
 * @throws OptionError for an unknown option.
 * Source: Misra 2019, Mish: a self regularized non-monotonic activation function.
 * @example
 * ```ts
 * console.log(sequential('bent', [4], [dense({ units: 2 }), mish()]).outputShape) // [ 2 ]
 * ```
 */
export function mish(given: NameOption = {}): MishLayer {
  return named('mish', given, []).head
}

export const mishLayer = activationLayer<MishLayer>(mish, { en: 'Mish', ko: 'Mish' }, () => ({ fn: 'mish' }))
