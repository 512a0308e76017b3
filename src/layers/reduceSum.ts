/** The sum over some axes of each image. */
import { type ReductionLayer, type ReductionOptions, reductionLayer, reductionOf } from './reductionLayer.ts'

/** A sum over axes as a plain value: what `reduceSum` gives, with every default filled in. */
export type ReduceSumLayer = ReductionLayer<'reduceSum'>

/**
 * y = the sum of x over the axes; dx = dy. Cost: one addition per element.
 *
 * The reduced axes keep a size of 1, or go where `keepDims` is false; where none would be left the shape is [1]. Images are never
 * reduced together: the batch is no axis. In ONNX's Reduce operators, which count the batch, axis 1 is axis 0 here.
 * @throws OptionError for an option that is unknown or out of range.
 * @throws ShapeError (from the model) for an axis that the input does not have.
 * @example
 * ```ts
 * console.log(sequential('reduced', [3, 8, 8], [reduceSum({ axes: [0] })]).outputShape) // [ 1, 8, 8 ]
 * ```
 */
export function reduceSum(given: ReductionOptions = {}): ReduceSumLayer {
  return reductionOf('reduceSum', given)
}

export const reduceSumLayer = reductionLayer<ReduceSumLayer>('sum', reduceSum, { en: 'sum over axes', ko: '축별 합' })
