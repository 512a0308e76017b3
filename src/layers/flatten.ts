/** Flatten: an image as a list of features. It moves nothing: its output is its input's storage under another shape. */
import { sizeOf } from '../values/shape.ts'
import type { Layer } from './layer.ts'
import { type NameOption, named } from './named.ts'
import { viewLayer } from './viewLayer.ts'

/** A flattening as a plain value: what `flatten` gives, with every default filled in. */
export interface FlattenLayer extends Layer {
  readonly kind: 'flatten'
}

/**
 * [C, H, W] → [C·H·W], in the order c, h, w (as in PyTorch). No options but `name`. Costs nothing: it is a view.
 * @throws OptionError for an unknown option.
 * @example
 * ```ts
 * console.log(sequential('row', [16, 5, 5], [flatten()]).outputShape) // [ 400 ]
 * ```
 */
export function flatten(given: NameOption = {}): FlattenLayer {
  return named('flatten', given, []).head
}

export const flattenLayer = viewLayer<FlattenLayer>(flatten, { en: 'flatten', ko: '평탄화' }, (_, input) => [sizeOf(input)])
