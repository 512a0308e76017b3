/** The largest number over some axes of each image. */
import { type ReductionLayer, type ReductionOptions, reductionLayer, reductionOf } from './reductionLayer.ts'

/** A maximum over axes as a plain value: what `reduceMax` gives, with every default filled in. */
export type ReduceMaxLayer = ReductionLayer<'reduceMax'>

/**
 * y = the largest x over the axes; a NaN is larger than all. dx = dy, shared evenly by the places that hold the largest, as in
 * PyTorch's amax. Cost: one comparison per element.
 *
 * The reduced axes keep a size of 1, or go where `keepDims` is false; where none would be left the shape is [1]. Images are never
 * reduced together: the batch is no axis. In ONNX's Reduce operators, which count the batch, axis 1 is axis 0 here.
 * @throws OptionError for an option that is unknown or out of range.
 * @throws ShapeError (from the model) for an axis that the input does not have.
 * @example
 * ```ts
 * console.log(sequential('reduced', [3, 8, 8], [reduceMax({ axes: [-1], keepDims: false })]).outputShape) // [ 3, 8 ]
 * ```
 */
export function reduceMax(given: ReductionOptions = {}): ReduceMaxLayer {
  return reductionOf('reduceMax', given)
}

export const reduceMaxLayer = reductionLayer<ReduceMaxLayer>('max', reduceMax, { en: 'maximum over axes', ko: '축별 최댓값' })
