/** Flatten: an image as a list of features. It moves nothing: its output is its input's storage under another shape. */
import { sizeOf } from '../values/shape.ts'
import { viewOf } from '../values/value.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

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

export const flattenLayer: LayerBehaviour<FlattenLayer> = {
  inputs: 1,
  create: flatten,
  title: { en: 'flatten', ko: '평탄화' },
  passive: true,

  output(_, inputs) {
    return [sizeOf(inputs[0])]
  },

  forward(_, { inputs }) {
    const [x] = inputs
    const [batch, ...image] = x.shape
    return viewOf(x, `${x.name}.flat`, [batch!, sizeOf(image)])
  },

  backward(_, { inputs, dy, wants }) {
    return [wants(0) ? viewOf(dy, `${dy.name}.unflat`, inputs[0].shape) : undefined]
  },
}
