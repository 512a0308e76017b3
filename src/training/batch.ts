/** Writes one batch of a data set where a plan reads it: raw images, labels or targets, the images' numbers. */
import type { RealArray } from '../backends/backend.ts'
import type { Dataset } from '../data/dataset.ts'
import type { OpenPlan } from '../network/prepared.ts'
import type { EvaluateUse, InferUse, InspectUse, TrainUse } from '../network/use.ts'
import { batchOf, sizeOf } from '../values/shape.ts'
import type { Value } from '../values/value.ts'

/**
 * The images order[from … from + count − 1], and what else the plan reads of them. A loss on values reads targets, or the
 * labels as ones among zeros.
 */
export function writeBatch(
  plan: OpenPlan<TrainUse | EvaluateUse | InspectUse | InferUse>,
  data: Dataset,
  order: Uint32Array,
  from: number,
  count: number,
  weights?: readonly number[],
): void {
  const { values } = plan
  plan.write(values.raw, (images) => data.fill(order, { images: images as Uint8Array | RealArray }, from, count))
  if ('target' in values) plan.write(values.target, targetWriter(values.target, data, order, from, count))
  if ('indices' in values && values.indices)
    plan.write(values.indices, (indices) => data.fill(order, { imageIndices: indices as Int32Array }, from, count))
  if (!weights || !('weights' in values) || !values.weights) return
  const { each, spread } = values.weights
  for (const value of [each, spread]) {
    const size = sizeOf(value.shape) / count
    plan.write(value, (place) => {
      for (let i = 0; i < place.length; i++) place[i] = weights[data.label(order[from + Math.floor(i / size)]!)]!
    })
  }
}

/** What the weights of a batch add up to: what its weighted losses are divided by. */
export function batchWeight(weights: readonly number[], data: Dataset, order: Uint32Array, from: number, count: number): number {
  let sum = 0
  for (let n = 0; n < count; n++) sum += weights[data.label(order[from + n]!)]!
  return sum
}

function targetWriter(target: Value, data: Dataset, order: Uint32Array, from: number, count: number) {
  return (place: ArrayLike<number>): void => {
    if (target.dtype === 'i32') data.fill(order, { labels: place as Int32Array }, from, count)
    else if (data.targets) data.fill(order, { targets: place as RealArray }, from, count)
    else {
      const ones = place as RealArray
      const size = sizeOf(target.shape) / batchOf(target)
      ones.fill(0)
      for (let n = 0; n < count; n++) ones[n * size + data.label(order[from + n]!)] = 1
    }
  }
}
