/** The quotient of two branches. */
import { binaryLayer } from './binaryLayer.ts'
import type { Layer } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** A quotient as a plain value: what `divide` gives, with every default filled in. */
export interface DivideLayer extends Layer {
  readonly kind: 'divide'
}

/**
 * y = a / b; da = dy / b, db = −dy · a / b². Where b is 0 y is ±∞ (or NaN, of 0 / 0), as IEEE 754 has it: a training ends there
 * and names the layer. Cost: one division per element.
 *
 * Both inputs have the same number of dimensions, each size equal or 1, which is then broadcast; the gradient of such an
 * input is summed over them. No options but `name`.
 * @throws OptionError for an unknown option. @throws ShapeError (from the model) where the shapes do not fit, or are not two.
 * @example
 * ```ts
 * const model = graph('shares', [3, 8, 8], (image, apply) => {
 *   const sums = apply(reduceSum({ axes: [0] }), apply(softplus(), image))
 *   return apply(divide(), apply(softplus(), image), sums)
 * })
 * console.log(model.outputShape) // [ 3, 8, 8 ]
 * ```
 */
export function divide(given: NameOption = {}): DivideLayer {
  return named('divide', given, []).head
}

export const divideLayer = binaryLayer<DivideLayer>(divide, { en: 'quotient', ko: '나누기' })
