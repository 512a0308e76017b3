/** The least number over some axes of each image. */
import { type ReductionLayer, type ReductionOptions, reductionLayer, reductionOf } from './reductionLayer.ts'

/** A minimum over axes as a plain value: what `reduceMin` gives, with every default filled in. */
export type ReduceMinLayer = ReductionLayer<'reduceMin'>

/**
 * y = the least x over the axes; a NaN is less than all. dx = dy, shared evenly by the places that hold the least, as in
 * PyTorch's amin. Cost: one comparison per element.
 *
 * The reduced axes keep a size of 1, or go where `keepDims` is false; where none would be left the shape is [1]. Images are never
 * reduced together: the batch is no axis. In ONNX's Reduce operators, which count the batch, axis 1 is axis 0 here.
 * @throws OptionError for an option that is unknown or out of range.
 * @throws ShapeError (from the model) for an axis that the input does not have.
 * @example
 * ```ts
 * console.log(sequential('reduced', [3, 8, 8], [reduceMin()]).outputShape) // [ 1, 1, 1 ]
 * ```
 */
export function reduceMin(given: ReductionOptions = {}): ReduceMinLayer {
  return reductionOf('reduceMin', given)
}

export const reduceMinLayer = reductionLayer<ReduceMinLayer>('min', reduceMin, { en: 'minimum over axes', ko: '축별 최솟값' })
