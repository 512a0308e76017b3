/**
 * Training as an async iterator: one item per step. Pause by not pulling, stop with `break`. A step writes the batch
 * straight into the plan's inputs and runs two dispatches: zero, forward and backward; then, once the loss is seen to be
 * a number, the update. One seed fixes the order, dropout and augmentation.
 */
import type { Dataset } from '../data/dataset.ts'
import { batchCount, batches, epochOrder } from '../data/order.ts'
import { type Batch, type BatchReader, readBatches, type WantedBatch } from '../data/readBatches.ts'
import { FormatError } from '../errors/errors.ts'
import { argMax } from '../metrics/argMax.ts'
import type { BegunTraining, Network } from '../network/network.ts'
import type { TrainUse } from '../network/use.ts'
import { segments } from '../ops/plan.ts'
import { optimizerScalars, rateAt } from '../optimizers/index.ts'
import { writeBatch } from './batch.ts'
import { breather } from './breathe.ts'
import { inputForm, inputFrom } from './checkData.ts'
import { exampleWeights } from './exampleWeights.ts'
import { refuseInfiniteState, refuseNotFinite } from './notFinite.ts'
import { speedometer } from './speedometer.ts'
import { checkedOptions, type Run, type TrainOptions } from './trainOptions.ts'
import { type Validation, validated } from './validate.ts'

export type { TrainOptions } from './trainOptions.ts'
export type { Validation } from './validate.ts'

/** What one step of training tells. */
export interface TrainStep {
  /** From 1. */
  readonly epoch: number
  /** From 1, over the whole training. */
  readonly step: number
  /** Of the whole training. */
  readonly steps: number
  /** Steps per epoch. */
  readonly stepsAnEpoch: number
  /** The newest mean loss that was read back. */
  readonly loss: number
  readonly learningRate: number
  /** In this batch. */
  readonly images: number
  /**
   * Of them, those classified correctly before this step's update; undefined unless `accuracy` was asked for. Of two images that
   * are mixed the label of the larger share counts.
   */
  readonly correct: number | undefined
  /** Since the training began, pauses included. */
  readonly seconds: number
  /** Over the last second or so. */
  readonly imagesPerSecond: number
  /** How long this step waited for its images, in seconds; 0 for a data set in memory. */
  readonly waited: number
  readonly endOfEpoch: boolean
  /** At the end of an epoch, where there is a validation: how the network did on its images. */
  readonly validation?: Validation | undefined
}

/**
 * Trains. The optimizer starts afresh with each call, unless `from` brings its memory. End the iterator (pull to the end,
 * `break`, or `return()`): a network has one training at a time, and one that is only dropped goes on.
 * @throws OptionError, ShapeError at once where the data, loss or options do not fit; RunError when the loss is no
 *   longer a finite number, naming the step and the layer where it first appears; FormatError 'image-unreadable' where an image
 *   of a streamed data set can no longer be read (the steps before it are whole).
 * @example
 * ```ts
 * import { mnist } from 'striate/data'
 * import { wasm } from 'striate/wasm'
 *
 * const net = await sequential('digits', [1, 28, 28], [flatten(), dense({ units: 10 })]).open(await wasm(), { seed: 1 })
 * const [loss, optimizer] = [softmaxCrossEntropy(), adamW({ learningRate: 0.003 })]
 * const options = { loss, optimizer, epochs: 2, validation: 0.1, patience: 1 }
 * const accuracies = []
 * for await (const { epoch, validation } of train(net, await mnist.train({ limit: 2000 }), options))
 *   if (validation) accuracies[epoch - 1] = validation.accuracy
 * console.log(accuracies.every((accuracy) => accuracy > 0.8)) // true
 * net.dispose()
 * ```
 */
export function train(net: Network, data: Dataset, options: TrainOptions): AsyncGenerator<TrainStep, void, undefined> {
  return steps(net, checkedOptions(net, data, options))
}

/** The routines that a training step of a whole batch is made of, `layer routine` each: what decides how numbers are rounded. */
export async function routinesOfStep(net: Network, data: Dataset, options: TrainOptions): Promise<string[]> {
  const run = checkedOptions(net, data, options)
  return net.use(usesOf(run)(run.batch, 1), async ({ lowered }) => [
    ...new Set(segments.flatMap((name) => lowered.calls[name].map((call) => `${call.layer} ${call.name}`))),
  ])
}

/** The use of each batch size: the same object at each step, so that its plan is found at once. */
function usesOf(run: Run): (batch: number, epoch: number) => TrainUse {
  const { data, loss, optimizer, weights, groups, clipNorm, auxiliary } = run
  const made = new Map<string, TrainUse>()
  const input = inputForm(data)
  const more = {
    ...(weights ? { weighted: true } : {}),
    ...(groups ? { groups } : {}),
    ...(clipNorm === undefined ? {} : { clipNorm }),
    ...(auxiliary ? { auxiliary } : {}),
  }
  return (batch, epoch) => {
    const augmentation = epoch <= run.lastAugmented ? run.augmentation : undefined
    const key = `${batch} ${augmentation !== undefined}`
    const use = made.get(key) ?? { kind: 'train', batch, input, loss, optimizer, augmentation, ...more }
    made.set(key, use)
    return use
  }
}

async function* steps(net: Network, run: Run): AsyncGenerator<TrainStep, void, undefined> {
  const training = net.beginTraining(run.optimizer)
  try {
    const { data } = run
    const use = usesOf(run)
    // The short last batch may need more memory than the others: that is found now, and not at the end of an epoch.
    const rest = data.length % run.batch
    if (rest > 0) await net.use(use(rest, 1), async () => {})
    // Within a turn: no use sees the network between what was and what is restored.
    await net.use(use(run.batch, 1), async () => training.restart(run.from))
    net.setInput(inputFrom(net.model, data))
    yield* stepsFrom(run.from?.step ?? 0, net, run, use, training)
    await training.restoreBest()
  } finally {
    training.end()
  }
}

async function* stepsFrom(
  done: number,
  net: Network,
  run: Run,
  use: (batch: number, epoch: number) => TrainUse,
  training: BegunTraining,
): AsyncGenerator<TrainStep, void, undefined> {
  const { data, batch, epochs } = run
  const stepsAnEpoch = batchCount(data.length, batch)
  const total = stepsAnEpoch * epochs
  const breathe = breather()
  const speed = speedometer()
  const started = performance.now()
  let step = done
  let newest = Number.NaN
  const reader = readBatches(data, () => batchesFrom(done, run), batch)
  try {
    for (let epoch = Math.floor(step / stepsAnEpoch) + 1; epoch <= epochs && !isSpent(training, run, epoch - 1); epoch++)
      do {
        const images = await nextBatch(reader, step)
        const { count, waited } = images
        step++
        const reads = step % run.every === 0 || step === total
        const made = await oneStep(net, run, use(count, epoch), { step, epoch, total, images, reads })
        newest = made.loss ?? newest
        const imagesPerSecond = speed(count)
        const endOfEpoch = step % stepsAnEpoch === 0
        const validation = endOfEpoch ? await validated(net, run, epoch, training) : undefined
        yield {
          epoch,
          step,
          steps: total,
          stepsAnEpoch,
          loss: newest,
          learningRate: made.learningRate,
          images: count,
          correct: made.correct,
          seconds: (performance.now() - started) / 1000,
          imagesPerSecond,
          waited,
          endOfEpoch,
          ...(validation ? { validation } : {}),
        }
        await breathe()
      } while (step % stepsAnEpoch !== 0)
  } finally {
    reader.close()
  }
}

/** An image that cannot be read is an error that says which steps are done: nothing of the next one has begun. */
async function nextBatch(reader: BatchReader, done: number): Promise<Batch> {
  try {
    return await reader.next()
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw new FormatError({ ...error.data, details: { ...error.details, afterStep: done } }, { cause: error })
  }
}

/** The batches of all epochs, behind those of the steps that are done. */
function* batchesFrom(done: number, { data, batch, epochs, seed, shuffle }: Run): Generator<WantedBatch, void, undefined> {
  const anEpoch = batchCount(data.length, batch)
  for (let epoch = Math.floor(done / anEpoch); epoch < epochs; epoch++) {
    const order = epochOrder(data.length, { seed, epoch, shuffle })
    const first = epoch * anEpoch < done ? done % anEpoch : 0
    for (const range of batches(data.length, batch, first)) yield { order, ...range }
  }
}

/** Whether the best epoch of the validation lies too far behind one that is done. */
function isSpent({ best }: BegunTraining, { patience }: Run, done: number): boolean {
  return best !== undefined && done - best.epoch >= patience
}

/** Where a step stands in its training. */
interface StepPlace {
  /** From 1, as the epoch. */
  readonly step: number
  readonly epoch: number
  readonly total: number
  readonly images: Batch
  /** Whether the loss is read back. */
  readonly reads: boolean
}

interface MadeStep {
  /** Where it was read back. */
  readonly loss: number | undefined
  readonly learningRate: number
  readonly correct: number | undefined
}

/** One step, in one turn: the gradients, a look at the loss, the update. @throws RunError where the loss is not a number */
async function oneStep(net: Network, run: Run, use: TrainUse, place: StepPlace): Promise<MadeStep> {
  const { step, epoch, total, images, reads } = place
  const { optimizer, seed, mixup } = run
  const mixing = mixup === undefined || epoch > run.lastAugmented ? undefined : { alpha: mixup, seed, epoch: epoch - 1 }
  const weights = exampleWeights(images, run.weights, mixing)
  const learningRate = rateAt(optimizer.learningRate, step - 1, total)
  const numbers = {
    ...{ seed, step: step - 1, epoch: epoch - 1, learningRate, optimizer: optimizerScalars(optimizer, step) },
    count: weights ? weights.sum : images.count,
  }
  const made = await net.use(use, async (plan) => {
    const { values } = plan
    writeBatch(plan, images, weights)
    plan.writeStep(numbers)
    await plan.run('zero', 'forward', 'backward')
    const loss = reads ? (await plan.read(values.loss))[0]! : undefined
    if (loss !== undefined && !Number.isFinite(loss)) return { loss, correct: undefined }
    const correct = run.accuracy ? countCorrect(await plan.read(values.output), images) : undefined
    await plan.run('update')
    if (reads) await refuseInfiniteState(net, plan, step)
    return { loss, correct }
  })
  if (made.loss !== undefined && !Number.isFinite(made.loss))
    await refuseNotFinite(net, {
      use,
      loss: made.loss,
      numbers,
      step,
      epoch,
      write: (plan) => writeBatch(plan, images, weights),
    })
  return { ...made, learningRate }
}

/** How many images of a batch have their highest score at their label; of equal scores the first counts. */
function countCorrect(scores: ArrayLike<number>, images: Batch): number {
  const classes = scores.length / images.count
  let correct = 0
  for (let n = 0; n < images.count; n++) if (argMax(scores, n * classes, classes) === images.label(n)) correct++
  return correct
}
