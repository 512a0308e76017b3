/** Instance normalization: each map of an image gets mean 0 and variance 1 by itself, and so loses its contrast. */
import { imageInput } from './checks.ts'
import { named } from './named.ts'
import { type NormLayer, type NormOptions, normLayer, normOptions } from './normLayer.ts'

/** Instance normalization as a plain value: what `instanceNorm` gives, with every default filled in. */
export interface InstanceNormLayer extends NormLayer {
  readonly kind: 'instanceNorm'
}

/**
 * y[c, …] = (x[c, …] − μ) / √(σ² + ε), with mean μ and variance σ² of the map x[c] of this image; with `affine` (false by
 * default) times weight[c], plus bias[c]. [C, H, W], kept. It is groupNorm with a group for each channel.
 *
 * Parameters, with `affine`: weight [C], 1 at first, and bias [C], 0 at first. Cost: about 4 multiply-adds a value.
 * @throws OptionError for an option that is unknown or out of range.
 * @throws ShapeError (from the model) where the input is not an image, or its maps have one value.
 * Source: Ulyanov, Vedaldi, Lempitsky 2016, Instance normalization: the missing ingredient for fast stylization.
 * @example
 * ```ts
 * console.log(instanceNorm()) // { kind: 'instanceNorm', epsilon: 0.00001, affine: false }
 * ```
 */
export function instanceNorm(given: NormOptions = {}): InstanceNormLayer {
  const { owner, options, head } = named('instanceNorm', given, ['epsilon', 'affine'])
  return { ...head, ...normOptions(owner, options, false) }
}

export const instanceNormLayer = normLayer<InstanceNormLayer>(
  instanceNorm,
  { en: 'instance normalization', ko: '인스턴스 정규화' },
  (_, inputs) => {
    const [channels] = imageInput('instanceNorm', inputs)
    return { groups: channels, weight: [channels] }
  },
)
