/**
 * Training as an async iterator: one item a step. Pause by not pulling, stop with `break`. A step writes the batch
 * straight into the plan's inputs and runs two dispatches: zero, forward and backward; then, once the loss is seen to be
 * a number, the update. One seed fixes the order, dropout and augmentation.
 */
import { type Augmentation, warpAttributes } from '../data/augmentation.ts'
import type { Dataset } from '../data/dataset.ts'
import { batchCount, batches, epochOrder } from '../data/order.ts'
import { OptionError } from '../errors/errors.ts'
import { booleanOption, knownOptions, wholeOption } from '../errors/options.ts'
import type { Loss } from '../losses/index.ts'
import { argMax } from '../metrics/argMax.ts'
import type { Network } from '../network/network.ts'
import type { TrainUse } from '../network/use.ts'
import { segments } from '../ops/plan.ts'
import { type Optimizer, optimizerOf, optimizerScalars, rateAt } from '../optimizers/index.ts'
import { writeBatch } from './batch.ts'
import { breather } from './breathe.ts'
import { checkData, inputForm, inputFrom } from './checkData.ts'
import { refuseNotFinite } from './notFinite.ts'
import { checkState, type TrainingState } from './state.ts'

/** What is minimised, how, how long, and in which order. */
export interface TrainOptions {
  readonly loss: Loss
  readonly optimizer: Optimizer
  /** Pictures a step. Default 64. The last batch of an epoch may be short; it is exact all the same. */
  readonly batch?: number
  /** Default 1. */
  readonly epochs?: number
  /** Default: the network's own seed. */
  readonly seed?: number
  /** A new order each epoch. Default true. */
  readonly shuffle?: boolean
  readonly augmentation?: Augmentation | undefined
  /** Read the loss back every so many steps. Default 1 where the backend's memory is in sight, else 10. */
  readonly report?: number
  /** Also count the pictures of each batch whose highest score is their label (`correct` of a step). Default false. */
  readonly accuracy?: boolean
  /** Goes on from a state of the same training, to the same bits as without the break. See `trainingState`. */
  readonly from?: TrainingState | undefined
}

/** What one step of training tells. */
export interface TrainStep {
  /** From 1. */
  readonly epoch: number
  /** From 1, over the whole training. */
  readonly step: number
  /** Of the whole training. */
  readonly steps: number
  /** Steps an epoch. */
  readonly stepsAnEpoch: number
  /** The newest mean loss that was read back. */
  readonly loss: number
  readonly learningRate: number
  /** In this batch. */
  readonly pictures: number
  /** Of them, those that the network, before this step's update, said rightly; undefined unless `accuracy` was asked for. */
  readonly correct: number | undefined
  /** Since the training began, pauses included. */
  readonly seconds: number
  /** Over the last second or so. */
  readonly picturesPerSecond: number
  readonly endOfEpoch: boolean
}

/**
 * Trains. The optimizer starts afresh with each call, unless `from` brings its memory. End the iterator (pull to the end,
 * `break`, or `return()`): a network has one training at a time, and one that is only dropped goes on.
 * @throws OptionError, ShapeError at once where the data, loss or options do not fit; RunError when the loss is no
 *   longer a finite number, naming the step and the layer where it first appears.
 */
export function train(net: Network, data: Dataset, options: TrainOptions): AsyncGenerator<TrainStep, void, undefined> {
  return steps(net, data, checked(net, data, options))
}

/** The routines that a training step of a whole batch is made of, `layer routine` each: what decides how numbers are rounded. */
export async function routinesOfStep(net: Network, data: Dataset, options: TrainOptions): Promise<string[]> {
  const run = checked(net, data, options)
  return net.use(usesOf(data, run)(run.batch), async ({ lowered }) => [
    ...new Set(segments.flatMap((name) => lowered.calls[name].map((call) => `${call.layer} ${call.name}`))),
  ])
}

function checked(net: Network, data: Dataset, options: TrainOptions): Run {
  const known = ['loss', 'optimizer', 'batch', 'epochs', 'seed', 'shuffle', 'augmentation', 'report', 'accuracy', 'from']
  const {
    loss,
    optimizer,
    batch = 64,
    epochs = 1,
    seed = net.seed,
    shuffle = true,
    augmentation,
    report,
    accuracy = false,
    from,
  } = knownOptions('train', options, known)
  if (!loss) throw missing('loss', 'loss: softmaxCrossEntropy()')
  if (!optimizer) throw missing('optimizer', 'optimizer: sgd({ learningRate: 0.01, momentum: 0.9 })')
  optimizerOf(optimizer)
  wholeOption('train', 'batch', batch)
  wholeOption('train', 'epochs', epochs)
  wholeOption('train', 'seed', seed, { min: 0, max: 2 ** 32 - 1 })
  booleanOption('train', 'shuffle', shuffle)
  if (report !== undefined) wholeOption('train', 'report', report)
  booleanOption('train', 'accuracy', accuracy)
  checkData(net.model, data, loss)
  if (accuracy && !data.labels)
    throw new OptionError({
      code: 'no-labels',
      message: `accuracy counts labels, and the data set ${data} has none.`,
      fix: 'leave accuracy out.',
    })
  if (data.length < batch)
    throw new OptionError({
      code: 'batch-too-large',
      message: `a batch of ${batch} is more than the data set ${data} holds.`,
      fix: `batch: ${data.length} or less.`,
      details: { batch, length: data.length },
    })
  const warp = augmentation && warpAttributes(augmentation, data)
  if (warp && net.model.inputShape.length !== 3)
    throw new OptionError({
      code: 'augmentation',
      message: `augmentation moves pixels; "${net.model.name}" reads plain features.`,
      fix: 'leave augmentation out.',
    })
  if (from) checkState(from, optimizer, epochs * batchCount(data.length, batch))
  const every = report ?? (net.backend.view ? 1 : 10)
  return { loss, optimizer, batch, epochs, seed, shuffle, warp, every, accuracy, from }
}

interface Run {
  readonly loss: Loss
  readonly optimizer: Optimizer
  readonly batch: number
  readonly epochs: number
  readonly seed: number
  readonly shuffle: boolean
  readonly warp: ReturnType<typeof warpAttributes> | undefined
  readonly every: number
  readonly accuracy: boolean
  readonly from: TrainingState | undefined
}

/** The use of each batch size: the same object at each step, so that its plan is found at once. */
function usesOf(data: Dataset, { loss, optimizer, warp }: Run): (batch: number) => TrainUse {
  const made = new Map<number, TrainUse>()
  const input = inputForm(data)
  return (batch) => {
    const use = made.get(batch) ?? { kind: 'train', batch, input, loss, optimizer, augmentation: warp }
    made.set(batch, use)
    return use
  }
}

async function* steps(net: Network, data: Dataset, run: Run): AsyncGenerator<TrainStep, void, undefined> {
  const training = net.beginTraining(run.optimizer)
  try {
    const use = usesOf(data, run)
    // The short last batch may need more memory than the others: that is found now, and not at the end of an epoch.
    const rest = data.length % run.batch
    if (rest > 0) await net.use(use(rest), async () => {})
    // Within a turn: no use sees the network between what was and what is restored.
    await net.use(use(run.batch), async () => training.restart(run.from))
    net.setInput(inputFrom(net.model, data))
    yield* stepsFrom(run.from?.step ?? 0, net, data, run, use)
  } finally {
    training.end()
  }
}

async function* stepsFrom(
  done: number,
  net: Network,
  data: Dataset,
  run: Run,
  use: (batch: number) => TrainUse,
): AsyncGenerator<TrainStep, void, undefined> {
  const { batch, epochs, seed, shuffle } = run
  const stepsAnEpoch = batchCount(data.length, batch)
  const total = stepsAnEpoch * epochs
  const breathe = breather()
  const speed = speedometer()
  const started = performance.now()
  let step = done
  let newest = Number.NaN
  for (let epoch = Math.floor(step / stepsAnEpoch) + 1; epoch <= epochs; epoch++) {
    const order = epochOrder(data.length, { seed, epoch: epoch - 1, shuffle })
    for (const { from: first, to } of batches(data.length, batch, step % stepsAnEpoch)) {
      step++
      const count = to - first
      const reads = step % run.every === 0 || step === total
      const made = await oneStep(net, data, run, use(count), { step, epoch, total, order, first, reads })
      newest = made.loss ?? newest
      yield {
        epoch,
        step,
        steps: total,
        stepsAnEpoch,
        loss: newest,
        learningRate: made.learningRate,
        pictures: count,
        correct: made.correct,
        seconds: (performance.now() - started) / 1000,
        picturesPerSecond: speed(count),
        endOfEpoch: to === data.length,
      }
      await breathe()
    }
  }
}

/** Where a step stands in its training. */
interface StepPlace {
  /** From 1, as the epoch. */
  readonly step: number
  readonly epoch: number
  readonly total: number
  readonly order: Uint32Array
  /** The batch begins here in the order. */
  readonly first: number
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
async function oneStep(net: Network, data: Dataset, run: Run, use: TrainUse, place: StepPlace): Promise<MadeStep> {
  const { step, epoch, total, order, first, reads } = place
  const { optimizer, seed } = run
  const count = use.batch
  const learningRate = rateAt(optimizer.learningRate, step - 1, total)
  const numbers = { seed, step: step - 1, epoch: epoch - 1, count, learningRate, optimizer: optimizerScalars(optimizer, step) }
  const made = await net.use(use, async (plan) => {
    const { values } = plan
    writeBatch(plan, data, order, first, count)
    plan.writeStep(numbers)
    await plan.run('zero', 'forward', 'backward')
    const loss = reads ? (await plan.read(values.loss))[0]! : undefined
    if (loss !== undefined && !Number.isFinite(loss)) return { loss, correct: undefined }
    const correct = run.accuracy ? countCorrect(await plan.read(values.output), data, order, first, count) : undefined
    await plan.run('update')
    return { loss, correct }
  })
  if (made.loss !== undefined && !Number.isFinite(made.loss))
    await refuseNotFinite(net, {
      use,
      loss: made.loss,
      numbers,
      step,
      epoch,
      write: (plan) => writeBatch(plan, data, order, first, count),
    })
  return { ...made, learningRate }
}

/** How many pictures of a batch have their highest score at their label; of equal scores the first counts. */
function countCorrect(scores: ArrayLike<number>, data: Dataset, order: Uint32Array, first: number, count: number): number {
  const classes = scores.length / count
  let correct = 0
  for (let n = 0; n < count; n++) if (argMax(scores, n * classes, classes) === data.label(order[first + n]!)) correct++
  return correct
}

/** Pictures a second over a sliding window of about a second. */
function speedometer(): (pictures: number) => number {
  const marks: { time: number; pictures: number }[] = [{ time: performance.now(), pictures: 0 }]
  let pictures = 0
  return (more) => {
    pictures += more
    const time = performance.now()
    if (time - marks.at(-1)!.time > 100) marks.push({ time, pictures })
    while (marks.length > 12) marks.shift()
    return (1000 * (pictures - marks[0]!.pictures)) / Math.max(1e-3, time - marks[0]!.time)
  }
}

function missing(option: string, example: string): OptionError {
  return new OptionError({ code: 'missing-option', message: `train needs an option "${option}".`, fix: `${example}.` })
}
