/** The lesser of two branches at each place. */
import { binaryLayer } from './binaryLayer.ts'
import type { Layer } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** A minimum as a plain value: what `minimum` gives, with every default filled in. */
export interface MinimumLayer extends Layer {
  readonly kind: 'minimum'
}

/**
 * y = min(a, b). The gradient goes to the lesser of both, half to each where they are equal, as in PyTorch. A NaN on either side
 * is the result. Cost: one comparison per element.
 *
 * Both inputs have the same number of dimensions, each size equal or 1, which is then broadcast; the gradient of such an
 * input is summed over them. No options but `name`.
 * @throws OptionError for an unknown option. @throws ShapeError (from the model) where the shapes do not fit, or are not two.
 * @example
 * ```ts
 * const model = graph('lesser', [3, 8, 8], (image, apply) => {
 *   const bound = apply(parameter({ shape: [3, 1, 1], value: 1 }))
 *   return apply(minimum(), image, bound)
 * })
 * console.log(model.outputShape) // [ 3, 8, 8 ]
 * ```
 */
export function minimum(given: NameOption = {}): MinimumLayer {
  return named('minimum', given, []).head
}

export const minimumLayer = binaryLayer<MinimumLayer>(minimum, { en: 'minimum', ko: '작은 쪽' })
