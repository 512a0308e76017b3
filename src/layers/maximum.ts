/** The greater of two branches at each place: maxout, and bounds that are learned. */
import { binaryLayer } from './binaryLayer.ts'
import type { Layer } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** A maximum as a plain value: what `maximum` gives, with every default filled in. */
export interface MaximumLayer extends Layer {
  readonly kind: 'maximum'
}

/**
 * y = max(a, b). The gradient goes to the greater of both, half to each where they are equal, as in PyTorch. A NaN on either side
 * is the result. Cost: one comparison per element.
 *
 * Both inputs have the same number of dimensions, each size equal or 1, which is then broadcast; the gradient of such an
 * input is summed over them. No options but `name`.
 * @throws OptionError for an unknown option. @throws ShapeError (from the model) where the shapes do not fit, or are not two.
 * Source: Goodfellow, Warde-Farley, Mirza, Courville, Bengio 2013, Maxout networks.
 * @example
 * ```ts
 * const model = graph('maxout', [3, 8, 8], (image, apply) => {
 *   const one = () => apply(conv2d({ filters: 4, kernelSize: 3 }), image)
 *   return apply(maximum(), one(), one())
 * })
 * console.log(model.outputShape) // [ 4, 6, 6 ]
 * ```
 */
export function maximum(given: NameOption = {}): MaximumLayer {
  return named('maximum', given, []).head
}

export const maximumLayer = binaryLayer<MaximumLayer>(maximum, { en: 'maximum', ko: '큰 쪽' })
