/** One branch to the power of the other. */
import { binaryLayer } from './binaryLayer.ts'
import type { Layer } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** A power as a plain value: what `power` gives, with every default filled in. */
export interface PowerLayer extends Layer {
  readonly kind: 'power'
}

/**
 * y = aᵇ; da = dy · b · a^(b − 1), db = dy · aᵇ · ln a. As in PyTorch (and C), y is NaN where a is negative and b not whole, 1
 * where b is 0; da is 0 where b is 0; db is 0 where a is 0 and b is not negative, and NaN where a is negative: an exponent that
 * is learned wants positive numbers. Cost: an exponential and a logarithm per element; for squares and roots `square` and `sqrt`
 * are faster.
 *
 * Both inputs have the same number of dimensions, each size equal or 1, which is then broadcast; the gradient of such an
 * input is summed over them. No options but `name`.
 * @throws OptionError for an unknown option. @throws ShapeError (from the model) where the shapes do not fit, or are not two.
 * @example
 * ```ts
 * const model = graph('gamma', [3, 8, 8], (image, apply) => {
 *   const gamma = apply(parameter({ shape: [3, 1, 1], value: 1 }))
 *   return apply(power(), apply(sigmoid(), image), gamma)
 * })
 * console.log(model.outputShape) // [ 3, 8, 8 ]
 * ```
 */
export function power(given: NameOption = {}): PowerLayer {
  return named('power', given, []).head
}

export const powerLayer = binaryLayer<PowerLayer>(power, { en: 'power', ko: '거듭제곱' })
