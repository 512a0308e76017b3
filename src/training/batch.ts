/** Writes one batch of a data set where a plan reads it: raw pictures, labels or targets, the pictures' numbers. */
import type { RealArray } from '../backends/backend.ts'
import type { Dataset } from '../data/dataset.ts'
import type { OpenPlan } from '../network/prepared.ts'
import type { EvaluateUse, InferUse, InspectUse, TrainUse } from '../network/use.ts'
import { batchOf, sizeOf } from '../values/shape.ts'
import type { Value } from '../values/value.ts'

/**
 * The pictures order[from … from + count − 1], and what else the plan reads of them. A loss on values reads targets, or the
 * labels as ones among zeros.
 */
export function writeBatch(
  plan: OpenPlan<TrainUse | EvaluateUse | InspectUse | InferUse>,
  data: Dataset,
  order: Uint32Array,
  from: number,
  count: number,
): void {
  const { values } = plan
  plan.write(values.raw, (images) => data.fill(order, { images: images as Uint8Array | RealArray }, from, count))
  if ('target' in values) plan.write(values.target, targetWriter(values.target, data, order, from, count))
  if ('pictures' in values && values.pictures)
    plan.write(values.pictures, (pictures) => data.fill(order, { pictures: pictures as Int32Array }, from, count))
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
