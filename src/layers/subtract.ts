/** The difference of two branches. */
import { binaryLayer } from './binaryLayer.ts'
import type { Layer } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** A difference as a plain value: what `subtract` gives, with every default filled in. */
export interface SubtractLayer extends Layer {
  readonly kind: 'subtract'
}

/**
 * y = a − b; da = dy, db = −dy. Cost: one subtraction per element.
 *
 * Both inputs have the same number of dimensions, each size equal or 1, which is then broadcast; the gradient of such an
 * input is summed over them. No options but `name`.
 * @throws OptionError for an unknown option. @throws ShapeError (from the model) where the shapes do not fit, or are not two.
 * @example
 * ```ts
 * const model = graph('centred', [3, 8, 8], (image, apply) => {
 *   const means = apply(reduceMean({ axes: [1, 2] }), image)
 *   return apply(subtract(), image, means)
 * })
 * console.log(model.outputShape) // [ 3, 8, 8 ]
 * ```
 */
export function subtract(given: NameOption = {}): SubtractLayer {
  return named('subtract', given, []).head
}

export const subtractLayer = binaryLayer<SubtractLayer>(subtract, { en: 'difference', ko: '빼기' })
