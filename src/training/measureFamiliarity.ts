/**
 * What a trained network's layers say of the pictures that it learned from, for `unlikeness` to hold others against: one part
 * of the pictures is described, another part says how far off is usual. The test set is not asked.
 */
import type { Dataset } from '../data/dataset.ts'
import { type Familiarity, familiarLayers, folded, foldedSize, rawMeasures, unlikenessOf } from '../inspect/familiarity.ts'
import { fitGaussians } from '../inspect/gaussians.ts'
import { random, shuffled, streams } from '../math/random.ts'
import type { Network } from '../network/network.ts'
import { inBatches } from '../network/predict.ts'
import { sizeOf } from '../values/shape.ts'
import { writeBatch } from './batch.ts'
import { breather } from './breathe.ts'
import { checkData, inputForm } from './checkData.ts'

/** At most so many pictures are described, and half as many are held against them: about a second for LeNet-5. */
const mostPictures = 8000
/** With fewer nothing can be said of the rare ones. */
const leastPictures = 100
/** The share of the training pictures below the limit. */
const familiarShare = 0.985

/**
 * Of a network and the data that it was trained on. undefined where it cannot be told: data without labels, of fewer than 150
 * pictures, or a model without scores of two classes.
 *
 * ```ts
 * const familiarity = await measureFamiliarity(net, training)
 * if (familiarity && (await unlikeness(net, familiarity, picture)).unlike) …
 * ```
 * @throws ShapeError, OptionError where the data does not fit the model
 */
export async function measureFamiliarity(net: Network, data: Dataset): Promise<Familiarity | undefined> {
  const layers = familiarLayers(net.model)
  const described = Math.min(mostPictures, Math.floor((2 * data.length) / 3))
  if (!layers || !data.labels || described < leastPictures) return undefined
  checkData(net.model, data)
  const held = Math.min(described >> 1, data.length - described)
  const order = shuffled(data.length, random(net.seed, streams.order, 2 ** 31)).slice(0, described + held)
  const classes = sizeOf(net.model.outputShape)
  const { scores, features, size } = await lookedInto(net, data, order, layers, classes)
  const labels = Uint32Array.from(order.subarray(0, described), (n) => data.label(n))
  const known = {
    scores: fitGaussians(scores.subarray(0, described * classes), classes, labels, classes, false),
    features: size > 0 ? fitGaussians(features.subarray(0, described * size), size, labels, classes, true) : undefined,
  }
  const usual = Array.from({ length: held }, (_, i) => {
    const n = described + i
    const row = size > 0 ? features.subarray(n * size, (n + 1) * size) : undefined
    return rawMeasures(known, scores.subarray(n * classes, (n + 1) * classes), row)
  })
  const middles = usual[0]!.map((_, m) => quantile(usual, 0.5, (one) => one[m]!))
  const scales = middles.map((middle, m) => Math.max(1e-6, quantile(usual, familiarShare, (one) => one[m]!) - middle))
  // All on one scale, on which the limit of their sum is 1.
  const limit = Math.max(
    1e-6,
    quantile(usual, familiarShare, (one) => unlikenessOf({ middles, scales }, one)),
  )
  const bounded = scales.map((scale) => scale * limit)
  return { layers, pictures: described + held, share: familiarShare, middles, scales: bounded, ...known }
}

/** The scores and the (folded) features of the pictures in this order; `size` numbers of features each. */
async function lookedInto(
  net: Network,
  data: Dataset,
  order: Uint32Array,
  layers: NonNullable<ReturnType<typeof familiarLayers>>,
  classes: number,
) {
  const { model } = net
  const full = layers.features === undefined ? 0 : sizeOf(model.nodes[model.find(layers.features)]!.shape)
  const size = full > 0 ? foldedSize(full, classes) : 0
  const scores = new Float32Array(order.length * classes)
  const features = new Float32Array(order.length * size)
  const keep = layers.features === undefined ? [layers.scores] : [layers.scores, layers.features]
  const input = inputForm(data)
  await inBatches(net, order.length, 256, {
    use: (batch) => ({ kind: 'inspect', batch, input, keep }) as const,
    write: (plan, from, count) => writeBatch(plan, data, order, from, count),
    async read(plan, from, count) {
      scores.set((await plan.read(plan.values.kept.get(layers.scores)!)) as Float32Array, from * classes)
      if (layers.features === undefined) return
      const rows = (await plan.read(plan.values.kept.get(layers.features)!)) as Float32Array
      for (let n = 0; n < count; n++) features.set(folded(rows.subarray(n * full, (n + 1) * full), size), (from + n) * size)
    },
    between: breather(),
  })
  return { scores, features, size }
}

function quantile<T>(of: readonly T[], share: number, value: (one: T) => number): number {
  const sorted = Float64Array.from(of, value).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
}
