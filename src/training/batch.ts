/** Writes a batch of a data set where a plan reads it: raw images, labels or targets, the images' numbers. */
import type { RealArray } from '../backends/backend.ts'
import type { Dataset } from '../data/dataset.ts'
import { type Batch, batchesOf, readBatches } from '../data/readBatches.ts'
import type { Network } from '../network/network.ts'
import { type BatchWork, inBatches } from '../network/predict.ts'
import type { OpenPlan } from '../network/prepared.ts'
import type { EvaluateUse, InferUse, InspectUse, TrainUse } from '../network/use.ts'
import { batchOf, sizeOf } from '../values/shape.ts'
import type { Value } from '../values/value.ts'
import type { ExampleWeights } from './exampleWeights.ts'

type BatchUse = TrainUse | EvaluateUse | InspectUse | InferUse

/** A batch's images, and what else the plan reads of them. A loss on values reads targets, or the labels as ones among zeros. */
export function writeBatch(plan: OpenPlan<BatchUse>, batch: Batch, weights?: ExampleWeights): void {
  const { values } = plan
  plan.write(values.raw, (images) => batch.fill({ images: images as Uint8Array | RealArray }))
  if ('target' in values) plan.write(values.target, targetWriter(values.target, batch))
  if ('indices' in values && values.indices)
    plan.write(values.indices, (indices) => batch.fill({ imageIndices: indices as Int32Array }))
  if (!weights) return
  if ('weights' in values && values.weights) writeWeights(plan, values.weights, weights.own)
  if (!weights.mixed) return
  const { partner, share } = weights.mixed
  if ('share' in values && values.share) plan.write(values.share, (place) => (place as RealArray).set(share))
  if (!('partner' in values) || !values.partner) return
  plan.write(values.partner.target, targetWriter(values.partner.target, batch.shifted()))
  writeWeights(plan, values.partner, partner)
}

/** One number an image, and again for each number of the output. */
function writeWeights(
  plan: OpenPlan<BatchUse>,
  { each, spread }: { readonly each: Value; readonly spread: Value },
  weights: Float32Array,
): void {
  for (const value of [each, spread]) {
    const size = sizeOf(value.shape) / weights.length
    plan.write(value, (place) => {
      for (let i = 0; i < place.length; i++) place[i] = weights[Math.floor(i / size)]!
    })
  }
}

/** The images of a data set in an order, so many at a time, each batch in a turn of its own: waited for, written, run, read. */
export async function inBatchesOf<U extends BatchUse>(
  net: Network,
  data: Dataset,
  order: Uint32Array,
  batch: number,
  work: Omit<BatchWork<U>, 'get' | 'write'>,
): Promise<void> {
  const reader = readBatches(data, () => batchesOf(order, batch), batch)
  try {
    await inBatches<U, Batch>(net, order.length, batch, {
      ...work,
      get: () => reader.next(),
      write: (plan, _from, _count, got) => writeBatch(plan, got),
    })
  } finally {
    reader.close()
  }
}

function targetWriter(target: Value, batch: Batch) {
  return (place: ArrayLike<number>): void => {
    if (target.dtype === 'i32') batch.fill({ labels: place as Int32Array })
    else if (batch.data.targets) batch.fill({ targets: place as RealArray })
    else {
      const ones = place as RealArray
      const size = sizeOf(target.shape) / batchOf(target)
      ones.fill(0)
      for (let n = 0; n < batch.count; n++) ones[n * size + batch.label(n)] = 1
    }
  }
}
