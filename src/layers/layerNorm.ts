/** Layer normalization: all the values of an image together get mean 0 and variance 1. */
import { named } from './named.ts'
import { type NormLayer, type NormOptions, normLayer, normOptions } from './normLayer.ts'

/** Layer normalization as a plain value: what `layerNorm` gives, with every default filled in. */
export interface LayerNormLayer extends NormLayer {
  readonly kind: 'layerNorm'
}

/**
 * y = weight · (x − μ) / √(σ² + ε) + bias, with mean μ and variance σ² of all the values of the image. [C, H, W] or [C], kept.
 *
 * Parameters, unless `affine` is false: weight and bias of the input's own shape, 1 and 0 at first: a number for each value, as
 * in PyTorch's LayerNorm([C, H, W]). groupNorm({ groups: 1 }) has one for each channel. Cost: about 4 multiply-adds a value.
 * @throws OptionError for an option that is unknown or out of range.
 * @throws ShapeError (from the model) where an image has one value.
 * Source: Ba, Kiros, Hinton 2016, Layer normalization.
 * @example
 * ```ts
 * console.log(sequential('normalized', [8, 4, 4], [layerNorm()]).parameterCount) // 256
 * ```
 */
export function layerNorm(given: NormOptions = {}): LayerNormLayer {
  const { owner, options, head } = named('layerNorm', given, ['epsilon', 'affine'])
  return { ...head, ...normOptions(owner, options, true) }
}

export const layerNormLayer = normLayer<LayerNormLayer>(
  layerNorm,
  { en: 'layer normalization', ko: '층 정규화' },
  (_, [input]) => ({ groups: 1, weight: input }),
)
