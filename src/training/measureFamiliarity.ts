/**
 * What a trained network's layers say of the images that it learned from, for `unlikeness` to hold others against: one part
 * of the images is described, another part says how far off is usual. The test set is not asked.
 */
import type { Dataset } from '../data/dataset.ts'
import { knownOptions, wholeOption } from '../errors/options.ts'
import {
  type Familiarity,
  type FamiliarLayers,
  familiarLayers,
  rawMeasures,
  sumOf,
  viewOf,
  viewSize,
} from '../inspect/familiarity.ts'
import { fitGaussians } from '../inspect/gaussians.ts'
import { random, shuffled, streams } from '../math/random.ts'
import type { Network } from '../network/network.ts'
import { sizeOf } from '../values/shape.ts'
import { inBatchesOf } from './batch.ts'
import { breather } from './breathe.ts'
import { checkData, inputForm } from './checkData.ts'

/** At most so many images are described, and as many are held against them: less than two seconds for LeNet-5. */
const mostImages = 8000
/** With fewer nothing can be said of the rare ones. */
const leastImages = 100
/** The share of the training images below the limit. */
const familiarShare = 0.984

/**
 * Of a network and the data that it was trained on; at most as much work as a third of an epoch. undefined where it cannot be
 * told: data without labels, of fewer than 150 images, or a model without scores of two classes.
 *
 * ```ts
 * const familiarity = await measureFamiliarity(net, training)
 * if (familiarity && (await unlikeness(net, familiarity, image)).unlike) …
 * ```
 * @throws ShapeError, OptionError where the data does not fit the model
 */
export async function measureFamiliarity(
  net: Network,
  data: Dataset,
  options?: { readonly batch?: number },
): Promise<Familiarity | undefined> {
  const { batch = 256 } = knownOptions('measureFamiliarity', options, ['batch'])
  wholeOption('measureFamiliarity', 'batch', batch)
  const layers = familiarLayers(net.model)
  const described = Math.min(mostImages, Math.floor((2 * data.length) / 3))
  if (!layers || !data.labels || described < leastImages) return undefined
  checkData(net.model, data)
  const held = Math.min(mostImages, data.length - described)
  const order = shuffled(data.length, random(net.seed, streams.order, 2 ** 31)).slice(0, described + held)
  const classes = sizeOf(net.model.outputShape)
  const seen = await lookedInto(net, data, order, layers, batch)
  const labels = Uint32Array.from(order.subarray(0, described), (n) => data.label(n))
  const fitted = (rows: Rows | undefined, own: boolean) =>
    rows && fitGaussians(rows.data.subarray(0, described * rows.size), rows.size, labels, classes, own)
  const known = {
    scores: fitted(seen.views, false)!,
    whole: fitted(seen.whole, true),
    maps: fitted(seen.maps, true),
  }
  const usual = Array.from({ length: held }, (_, i) => {
    const row = (rows: Rows | undefined) => rows?.data.subarray((described + i) * rows.size, (described + i + 1) * rows.size)
    return rawMeasures(known, row(seen.scores)!, row(seen.views)!, row(seen.whole), row(seen.maps))
  })
  const middles = usual[0]!.map((_, m) => quantile(usual, 0.5, (one) => one[m]!))
  const spans = middles.map((middle, m) => Math.max(1e-6, quantile(usual, familiarShare, (one) => one[m]!) - middle))
  // All on one scale, on which the limit of their sum is 1.
  const limit = Math.max(
    1e-6,
    quantile(usual, familiarShare, (one) => sumOf({ middles, scales: spans }, one)),
  )
  return {
    layers,
    images: described + held,
    share: familiarShare,
    middles,
    scales: spans.map((span) => span * limit),
    ...known,
  }
}

/** What was seen of one layer: `size` numbers per image. */
interface Rows {
  readonly size: number
  readonly data: Float32Array
}

/** What the layers say of the images in this order. */
async function lookedInto(net: Network, data: Dataset, order: Uint32Array, layers: FamiliarLayers, batch: number) {
  const { model } = net
  const classes = sizeOf(model.outputShape)
  const rowsOf = (layer: string | undefined, size = layer && viewSize(shapeOf(layer), classes)) =>
    layer && size ? { layer, size, data: new Float32Array(order.length * size) } : undefined
  const shapeOf = (layer: string) => model.nodes[model.find(layer)]!.shape
  const scores = { layer: layers.scores, size: classes, data: new Float32Array(order.length * classes) }
  // Of many classes, what is held against others is folded; the energy is that of all.
  const folded = viewSize([classes], classes)
  const views = folded === classes ? scores : { ...scores, size: folded, data: new Float32Array(order.length * folded) }
  const [whole, maps] = [rowsOf(layers.whole), rowsOf(layers.maps)]
  const all = [...new Set([scores, views, whole, maps])].filter((rows) => rows !== undefined)
  const [keep, input] = [[...new Set(all.map(({ layer }) => layer))], inputForm(data)]
  await inBatchesOf(net, data, order, batch, {
    use: (here) => ({ kind: 'inspect', batch: here, input, keep }) as const,
    async read(plan, from, count) {
      for (const { layer, size, data: into } of all) {
        const shape = layer === scores.layer ? [classes] : shapeOf(layer)
        const [output, full] = [(await plan.read(plan.values.kept.get(layer)!)) as Float32Array, sizeOf(shape)]
        for (let n = 0; n < count; n++)
          into.set(viewOf(output.subarray(n * full, (n + 1) * full), shape, size), (from + n) * size)
      }
    },
    between: breather(),
  })
  return { scores, views, whole, maps }
}

function quantile<T>(of: readonly T[], share: number, value: (one: T) => number): number {
  const sorted = Float64Array.from(of, value).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
}
