/** How good a network is on a data set, and what it says of each image: inference in batches of any size. */

import type { RealArray } from '../backends/backend.ts'
import type { Dataset } from '../data/dataset.ts'
import { OptionError } from '../errors/errors.ts'
import { knownOptions, wholeOption } from '../errors/options.ts'
import { asIs, say } from '../errors/say.ts'
import type { Loss } from '../losses/index.ts'
import { type ClassMeasures, classMeasures, macroF1 } from '../metrics/classMeasures.ts'
import { accuracy as accuracyOf, confusionMatrix, topK as topKOf } from '../metrics/index.ts'
import type { Network } from '../network/network.ts'
import { realArray } from '../network/predict.ts'
import type { EvaluateUse, InferUse } from '../network/use.ts'
import { sizeOf } from '../values/shape.ts'
import { inBatchesOf } from './batch.ts'
import { breather } from './breathe.ts'
import { checkData, checkScale, inputForm } from './checkData.ts'

/** How many images at a time, and what is measured beside the accuracy. */
export interface EvaluateOptions {
  /** Images at a time: changes speed and memory, not results. Default 256. */
  readonly batch?: number
  /** Also the mean loss. */
  readonly loss?: Loss
  /** Also the share of images whose label is among the k highest scores. */
  readonly topK?: number
  /** Also the scores of every image, as `predict` gives them. Default false. */
  readonly scores?: boolean
}

/** How good a network is on a data set. */
export interface Evaluation {
  readonly images: number
  /** The share of images whose highest score is their label; NaN for data without labels. */
  readonly accuracy: number
  /** 1 − accuracy. */
  readonly error: number
  readonly topK?: number
  readonly loss?: number
  /** [label][predicted class] → count; empty for data without labels. */
  readonly confusion: number[][]
  /** Precision, recall and F1 of each class; empty for data without labels. */
  readonly classes: ClassMeasures[]
  /** The mean F1 of the classes; NaN for data without labels. */
  readonly macroF1: number
  readonly seconds: number
  /** [images, …output shape], where they were asked for. */
  readonly scores?: RealArray
}

/**
 * Measures a network on a data set. Each batch is a use of its own: beside a training, batches see the weights of different
 * steps.
 * @throws ShapeError, OptionError where the data or an option does not fit the model, before anything is computed
 * @example
 * ```ts
 * import { dataset } from 'striate/data'
 * import { wasm } from 'striate/wasm'
 *
 * const labels = [0, 1, 0, 1, 0, 1, 0, 1]
 * const data = dataset({ images: new Uint8Array(8 * 16), labels, shape: [1, 4, 4], classes: ['a', 'b'] })
 * const net = await sequential('small', [1, 4, 4], [flatten(), dense({ units: 2 })]).open(await wasm())
 * const { accuracy, confusion, classes } = await evaluate(net, data)
 * console.log(accuracy, confusion.length, classes.length) // 0.5 2 2
 * net.dispose()
 * ```
 */
export async function evaluate(net: Network, data: Dataset, options?: EvaluateOptions): Promise<Evaluation> {
  const { batch = 256, loss, topK, scores: wanted } = knownOptions('evaluate', options, ['batch', 'loss', 'topK', 'scores'])
  if (!data.labels && !loss)
    throw new OptionError({
      code: 'no-labels',
      message: say('evaluate needs labels or a loss, and the data set {data} has no labels.', { data: String(data) }),
      fix: asIs('evaluate(net, data, { loss: meanSquaredError() }).'),
    })
  const classes = sizeOf(net.model.outputShape)
  if (topK !== undefined) wholeOption('evaluate', 'topK', topK, { min: 1, max: classes })
  if (data.labels) checkData(net.model, data)
  const started = performance.now()
  const { scores, meanLoss } = await forwardAll(net, data, batch, loss)
  const seconds = (performance.now() - started) / 1000
  const base = {
    images: data.length,
    seconds,
    ...(meanLoss === undefined ? {} : { loss: meanLoss }),
    ...(wanted ? { scores } : {}),
  }
  if (!data.labels) return { ...base, accuracy: Number.NaN, error: Number.NaN, confusion: [], classes: [], macroF1: Number.NaN }
  const labels = Int32Array.from({ length: data.length }, (_, n) => data.label(n))
  const accuracy = accuracyOf(scores, labels, classes)
  const confusion = confusionMatrix(scores, labels, classes)
  const measures = classMeasures(confusion)
  return {
    ...base,
    accuracy,
    // Of whole images: 0.0049, not 0.00490000000000002.
    error: Math.round((1 - accuracy) * data.length) / data.length,
    ...(topK === undefined ? {} : { topK: topKOf(scores, labels, classes, topK) }),
    confusion,
    classes: measures,
    macroF1: macroF1(measures),
  }
}

/**
 * The scores of every image of a data set: [images, …output shape], plain order.
 * @example
 * ```ts
 * import { dataset } from 'striate/data'
 * import { wasm } from 'striate/wasm'
 *
 * const data = dataset({ images: new Uint8Array(5 * 16), shape: [1, 4, 4] })
 * const net = await sequential('small', [1, 4, 4], [flatten(), dense({ units: 3 })]).open(await wasm())
 * console.log((await predict(net, data)).length) // 15
 * net.dispose()
 * ```
 */
export async function predict(net: Network, data: Dataset, options?: { readonly batch?: number }): Promise<RealArray> {
  const { batch = 256 } = knownOptions('predict', options, ['batch'])
  return (await forwardAll(net, data, batch)).scores
}

async function forwardAll(
  net: Network,
  data: Dataset,
  batch: number,
  loss?: Loss,
): Promise<{ scores: RealArray; meanLoss: number | undefined }> {
  wholeOption('evaluate', 'batch', batch)
  checkData(net.model, data, loss)
  checkScale(net, data)
  const size = sizeOf(net.model.outputShape)
  const scores = realArray(net.backend, data.length * size)
  const order = Uint32Array.from({ length: data.length }, (_, i) => i)
  const input = inputForm(data)
  let sum = 0
  await inBatchesOf<InferUse | EvaluateUse>(net, data, order, batch, {
    use: (here) => (loss ? { kind: 'evaluate', batch: here, input, loss } : { kind: 'infer', batch: here, input }),
    async read(plan, from) {
      const { values } = plan
      scores.set(await plan.read(values.output), from * size)
      // Summed image by image in float64, so that the batch size does not change the result.
      if ('losses' in values) for (const one of await plan.read(values.losses)) sum += one
    },
    between: breather(),
  })
  return { scores, meanLoss: loss ? sum / data.length : undefined }
}
