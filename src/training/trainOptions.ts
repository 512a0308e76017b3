/**
 * The options of a training, checked before anything runs, and what they come to: the images of each part, and plain numbers.
 */

import { type Augmentation, inputAugmentation, lastAugmented } from '../data/augmentation.ts'
import { Dataset } from '../data/dataset.ts'
import { batchCount } from '../data/order.ts'
import { OptionError } from '../errors/errors.ts'
import { booleanOption, knownOptions, realOption, wholeOption, wrongOption } from '../errors/options.ts'
import { asIs, say } from '../errors/say.ts'
import type { Loss } from '../losses/index.ts'
import { checkAuxiliary, learnable } from '../network/auxiliary.ts'
import { checkGroups, type ParameterGroup } from '../network/groups.ts'
import type { Network } from '../network/network.ts'
import type { InputAugmentation } from '../network/use.ts'
import type { Optimizer } from '../optimizers/index.ts'
import { optimizerOf } from '../optimizers/index.ts'
import { sizeOf } from '../values/shape.ts'
import { checkData, checkScale } from './checkData.ts'
import { checkState, type TrainingState } from './state.ts'

/** What is minimised, how, how long, and in which order. */
export interface TrainOptions {
  readonly loss: Loss
  readonly optimizer: Optimizer
  /** Images per step. Default 64. The last batch of an epoch may be short; it is exact all the same. */
  readonly batch?: number
  /** Default 1. */
  readonly epochs?: number
  /** Default: the network's own seed. */
  readonly seed?: number
  /** A new order in each epoch. Default true. */
  readonly shuffle?: boolean
  readonly augmentation?: Augmentation | undefined
  /**
   * Images that are not learned from and are looked at after each epoch (`validation` of its last step): a data set, or the
   * share of the data that is split off, above 0 and below 1, chosen by the seed.
   */
  readonly validation?: Dataset | number | undefined
  /**
   * Stops once the validation loss has not fallen for so many epochs. At the end of the training, early or not, the network has
   * the weights of the epoch with the lowest validation loss.
   */
  readonly patience?: number | undefined
  /**
   * How much an image of each class counts in the loss, loss = Σ w·loss / Σ w over a batch; 'balanced' counts all classes alike:
   * w = images / (classes · images of the class). The validation is not weighted.
   */
  readonly classWeights?: readonly number[] | 'balanced' | undefined
  /**
   * Layers or parameters that keep their values, by name; `*` stands for any characters: `['features.*']`. No gradient is
   * computed for them, nor below the lowest that learns; a batch normalisation among them reads its running statistics.
   */
  readonly freeze?: readonly string[] | undefined
  /** Parameters with a learning rate of their own, or without weight decay. */
  readonly groups?: readonly ParameterGroup[] | undefined
  /** Shortens the gradient of all parameters together to this length (its Euclidean norm) before each update. */
  readonly clipNorm?: number | undefined
  /**
   * Further outputs of the model that learn, too: the same loss of each is added to that of the main output, as often as its
   * weight says; the loss that is reported contains them, that of a validation does not. Layers that serve only other outputs are
   * left as they are. GoogLeNet: `{ aux1: 0.3, aux2: 0.3 }`.
   */
  readonly auxiliary?: Readonly<Record<string, number>> | undefined
  /** Read the loss back every so many steps. Default 1 where the backend's memory is in sight, else 10. */
  readonly report?: number
  /** Also count the images of each batch whose highest score is their label (`correct` of a step). Default false. */
  readonly accuracy?: boolean
  /** Goes on from a state of the same training, to the same bits as without the break. See `trainingState`. */
  readonly from?: TrainingState | undefined
}

/** A training that is known to be possible. */
export interface Run {
  /** What is learned from: the data without the part that is split off. */
  readonly data: Dataset
  readonly validation: Dataset | undefined
  readonly patience: number
  readonly weights: readonly number[] | undefined
  readonly groups: readonly ParameterGroup[] | undefined
  readonly clipNorm: number | undefined
  readonly auxiliary: Readonly<Record<string, number>> | undefined
  readonly loss: Loss
  readonly optimizer: Optimizer
  readonly batch: number
  readonly epochs: number
  readonly seed: number
  readonly shuffle: boolean
  readonly augmentation: InputAugmentation | undefined
  /** α, where images are mixed. */
  readonly mixup: number | undefined
  /** The last epoch whose images are augmented, from 1. */
  readonly lastAugmented: number
  readonly every: number
  readonly accuracy: boolean
  readonly from: TrainingState | undefined
}

const known = [
  ...['loss', 'optimizer', 'batch', 'epochs', 'seed', 'shuffle', 'augmentation', 'validation', 'patience', 'classWeights'],
  ...['freeze', 'groups', 'clipNorm', 'auxiliary', 'report', 'accuracy', 'from'],
]

/** What of a network decides whether a training is possible; without a backend before there is a network. */
type Trainee = Pick<Network, 'model' | 'seed'> & { readonly backend?: Network['backend'] }

/** @throws OptionError, ShapeError where the data, loss or options do not fit the network or each other */
export function checkedOptions(net: Trainee, all: Dataset, options: TrainOptions): Run {
  const given = knownOptions('train', options, known)
  const { loss, optimizer, batch = 64, epochs = 1, seed = net.seed, shuffle = true, augmentation, report } = given
  const { patience, clipNorm, auxiliary, accuracy = false, from } = given
  if (!loss) throw missing('loss', 'loss: softmaxCrossEntropy()')
  if (!optimizer) throw missing('optimizer', 'optimizer: sgd({ learningRate: 0.01, momentum: 0.9 })')
  optimizerOf(optimizer)
  wholeOption('train', 'batch', batch)
  wholeOption('train', 'epochs', epochs)
  wholeOption('train', 'seed', seed, { min: 0, max: 2 ** 32 - 1 })
  booleanOption('train', 'shuffle', shuffle)
  if (report !== undefined) wholeOption('train', 'report', report)
  booleanOption('train', 'accuracy', accuracy)
  if (clipNorm !== undefined) realOption('train', 'clipNorm', clipNorm, { min: 0, open: true })
  if (auxiliary !== undefined) checkAuxiliary('train', net.model, loss, auxiliary)
  const groups = groupsOf(net, given)
  checkData(net.model, all, loss)
  const { data, validation } = validationOf(net, all, given.validation, { loss, seed })
  if (patience !== undefined) wholeOption('train', 'patience', patience)
  if (patience !== undefined && !validation)
    throw new OptionError({
      code: 'missing-option',
      message: say('train: patience needs a validation set, whose loss it watches.'),
      fix: asIs('validation: 0.1.'),
    })
  if (accuracy && !data.labels)
    throw new OptionError({
      code: 'no-labels',
      message: say('accuracy needs labels, but the data set {data} has none.', { data: String(data) }),
      fix: say('leave out `accuracy`.'),
    })
  if (data.length < batch)
    throw new OptionError({
      code: 'batch-too-large',
      message: say('a batch of {batch} is larger than the data set {data}.', { batch, data: String(data) }),
      fix: say('use a batch of at most {most}.', { most: data.length }),
      details: { option: 'batch', batch, length: data.length },
    })
  const asked = augmentation && inputAugmentation(augmentation, data)
  if (asked?.mixup && batch === 1)
    throw new OptionError({
      code: 'mixup-alone',
      message: say('augmentation: mixup mixes each image with the next of its batch, but a batch has one.'),
      fix: say('use a batch of at least 2, or leave out mixup.'),
    })
  const { mixup: mixes, ...ofPixels } = asked ?? {}
  if (Object.keys(ofPixels).length > 0 && net.model.inputShape.length !== 3)
    throw new OptionError({
      code: 'augmentation',
      message: say('augmentation moves pixels, but "{name}" reads plain features.', { name: net.model.name }),
      fix: say('leave out `augmentation`.'),
    })
  if (from) checkState(from, optimizer, epochs * batchCount(data.length, batch), patience !== undefined)
  return {
    ...{
      data,
      validation,
      patience: patience ?? Number.POSITIVE_INFINITY,
      groups,
      clipNorm,
      auxiliary,
      loss,
      optimizer,
      batch,
      epochs,
      seed,
      shuffle,
    },
    weights: weightsOf(data, given.classWeights, sizeOf(net.model.outputShape)),
    augmentation: asked,
    mixup: mixes && augmentation?.mixup,
    lastAugmented: augmentation ? lastAugmented(augmentation, epochs) : 0,
    ...{ every: report ?? (net.backend?.view ? 1 : 10), accuracy, from },
  }
}

/** The groups, and what is frozen as the last of them; undefined where all parameters are trained alike. */
function groupsOf({ model }: Trainee, { groups, freeze, auxiliary }: TrainOptions): readonly ParameterGroup[] | undefined {
  const needed = learnable(model, auxiliary)
  if (groups !== undefined) checkGroups('train', 'groups', model.nodes, groups, needed)
  if (freeze === undefined) return groups?.length ? groups : undefined
  if (!Array.isArray(freeze))
    throw wrongOption('train', 'freeze', freeze, say('a list of names or patterns, such as "features.*"'))
  if (freeze.length === 0) return groups?.length ? groups : undefined
  const all = [...(groups ?? []), { match: freeze, frozen: true }]
  checkGroups('train', 'freeze', model.nodes, all, needed)
  return all
}

/** The parts that are learned from and looked at. */
function validationOf(
  net: Trainee,
  data: Dataset,
  given: TrainOptions['validation'],
  { loss, seed }: { readonly loss: Loss; readonly seed: number },
): { readonly data: Dataset; readonly validation: Dataset | undefined } {
  if (given === undefined) return { data, validation: undefined }
  if (typeof given === 'number') {
    if (!(given > 0 && given < 1))
      throw wrongOption('train', 'validation', given, say('a share above 0 and below 1, or a data set'))
    const { training, validation } = data.split({ validation: validationCount(data.length, given), seed })
    return { data: training, validation }
  }
  if (!(given instanceof Dataset))
    throw wrongOption('train', 'validation', given, say('a share above 0 and below 1, or a data set'))
  checkData(net.model, given, loss)
  checkScale({ model: net.model, input: data.input }, given)
  return { data, validation: given }
}

/** How many of so many images a share of them is: at least one, and not all. */
export function validationCount(length: number, share: number): number {
  return Math.min(length - 1, Math.max(1, Math.round(length * share)))
}

function weightsOf(data: Dataset, given: TrainOptions['classWeights'], classes: number): readonly number[] | undefined {
  if (given === undefined) return undefined
  if (!data.labels)
    throw new OptionError({
      code: 'no-labels',
      message: say('classWeights weigh images by their labels, but the data set {data} has none.', { data: String(data) }),
      fix: say('leave out `classWeights`.'),
    })
  if (given === 'balanced') {
    const counts = new Array<number>(classes).fill(0)
    for (let n = 0; n < data.length; n++) counts[data.label(n)]!++
    // A class without an image has no loss to weigh.
    return counts.map((count) => data.length / (classes * Math.max(1, count)))
  }
  const right = Array.isArray(given) && given.length === classes && given.every((w) => Number.isFinite(w) && w >= 0)
  // A batch of nothing but weights of 0 would be divided by 0.
  if (right && given.every((w) => w > 0)) return given
  throw wrongOption('train', 'classWeights', given, say("'balanced', or {classes} numbers above 0, one per class", { classes }))
}

function missing(option: string, example: string): OptionError {
  return new OptionError({
    code: 'missing-option',
    message: say('train needs the option "{option}".', { option }),
    fix: asIs(`${example}.`),
  })
}
