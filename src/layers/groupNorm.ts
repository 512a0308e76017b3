/** Group normalization: some neighbouring channels of an image together get mean 0 and variance 1, whatever the batch. */
import { wholeOption } from '../errors/options.ts'
import { checkGroups } from './checks.ts'
import { named } from './named.ts'
import { type NormLayer, type NormOptions, normLayer, normOptions } from './normLayer.ts'

/** What `groupNorm` can be told; `affine` is true by default. */
export interface GroupNormOptions extends NormOptions {
  /** Into how many groups the channels are parted; it must divide their number. */
  readonly groups: number
}

/** Group normalization as a plain value: what `groupNorm` gives, with every default filled in. */
export interface GroupNormLayer extends NormLayer {
  readonly kind: 'groupNorm'
  readonly groups: number
}

/**
 * y[c, …] = weight[c] · (x[c, …] − μ) / √(σ² + ε) + bias[c], with mean μ and variance σ² of all the values of the C / groups
 * neighbouring channels that c belongs to, in this image alone. [C, H, W] or [C], kept.
 *
 * Each image has its own statistics, so results do not depend on the batch, and training on small batches works; there is nothing
 * to be remembered for inference. The layer before needs no bias: the mean takes it off again.
 * Parameters, unless `affine` is false: weight [C], 1 at first, and bias [C], 0 at first. Cost: about 4 multiply-adds a value.
 * @throws OptionError for an option that is missing, unknown or out of range.
 * @throws ShapeError (from the model) where `groups` does not divide the channels, or a group would have one value.
 * Source: Wu, He 2018, Group normalization.
 * @example
 * ```ts
 * const layers = [conv2d({ filters: 32, kernelSize: 3, bias: false }), groupNorm({ groups: 8 }), relu()]
 * const model = sequential('normalized', [3, 16, 16], layers)
 * console.log(model.outputShape, model.parameterCount) // [ 32, 14, 14 ] 928
 * ```
 */
export function groupNorm(given: GroupNormOptions): GroupNormLayer {
  const { owner, options, head } = named('groupNorm', given, ['groups', 'epsilon', 'affine'])
  return { ...head, groups: wholeOption(owner, 'groups', options.groups), ...normOptions(owner, options, true) }
}

export const groupNormLayer = normLayer<GroupNormLayer>(
  groupNorm,
  { en: 'group normalization', ko: '그룹 정규화' },
  ({ groups }, [input]) => {
    checkGroups(groups, input)
    return { groups, weight: input.slice(0, 1) }
  },
)
