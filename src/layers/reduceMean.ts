/** The mean over some axes of each image. */
import { type ReductionLayer, type ReductionOptions, reductionLayer, reductionOf } from './reductionLayer.ts'

/** A mean over axes as a plain value: what `reduceMean` gives, with every default filled in. */
export type ReduceMeanLayer = ReductionLayer<'reduceMean'>

/**
 * y = the mean of x over the axes; dx = dy / count. Cost: one addition per element.
 *
 * The reduced axes keep a size of 1, or go where `keepDims` is false; where none would be left the shape is [1]. Images are never
 * reduced together: the batch is no axis. In ONNX's Reduce operators, which count the batch, axis 1 is axis 0 here.
 * @throws OptionError for an option that is unknown or out of range.
 * @throws ShapeError (from the model) for an axis that the input does not have.
 * @example
 * ```ts
 * console.log(sequential('reduced', [3, 8, 8], [reduceMean({ axes: [1, 2] })]).outputShape) // [ 3, 1, 1 ]
 * ```
 */
export function reduceMean(given: ReductionOptions = {}): ReduceMeanLayer {
  return reductionOf('reduceMean', given)
}

export const reduceMeanLayer = reductionLayer<ReduceMeanLayer>('mean', reduceMean, { en: 'mean over axes', ko: '축별 평균' })
