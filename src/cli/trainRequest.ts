/**
 * How a training is to be: the options of `striate train` as values, and the settings that they make of the usual ones, changed
 * piece by piece. What was chosen for LeNet-5 on MNIST holds for that alone unless it is asked for.
 */
import type { OptionValues } from 'commander'
import { type Augmentation, augmentation, photoAugmentation } from '../data.ts'
import {
  adam,
  adamW,
  cosineRate,
  type Optimizer,
  type Schedule,
  type Sgd,
  sgd,
  softmaxCrossEntropy,
  stepRate,
  warmUp,
} from '../index.ts'
import { visibleText } from '../plumbing.ts'
import type { TrainingSettings } from '../runs.ts'
import { lenet5Recipe, type Recipe } from '../zoo.ts'
import { aboveZeroOf, choiceOf, plainNumber, realOf, seedOf, wholeOf, wrong } from './readOption.ts'
import { asUsage, UsageError } from './usageError.ts'
import type { Words } from './words.ts'

export const optimizers = ['sgd', 'momentum', 'nesterov', 'adam', 'adamw'] as const
export const schedules = ['constant', 'step', 'cosine'] as const

export interface TrainRequest {
  readonly epochs: number | undefined
  readonly batch: number | undefined
  readonly rate: number | undefined
  readonly optimizer: (typeof optimizers)[number] | undefined
  readonly schedule: (typeof schedules)[number] | undefined
  readonly warmUp: number | undefined
  readonly weightDecay: number | undefined
  readonly seed: number | undefined
  readonly augment: Augmentation | boolean | 'photo' | undefined
  readonly validation: number | undefined
  readonly patience: number | undefined
  readonly classWeights: readonly number[] | 'balanced' | undefined
  readonly freeze: readonly string[] | undefined
  readonly auxiliary: Readonly<Record<string, number>> | undefined
  readonly clipNorm: number | undefined
}

/** @throws UsageError for a value that cannot be meant. */
export function trainRequest(words: Words, options: OptionValues): TrainRequest {
  return {
    epochs: wholeOf(words, '--epochs', options.epochs),
    batch: wholeOf(words, '--batch', options.batch),
    rate: realOf(words, '--lr', options.lr),
    optimizer: choiceOf(words, '--optimizer', options.optimizer, optimizers),
    schedule: choiceOf(words, '--schedule', options.schedule, schedules),
    warmUp: wholeOf(words, '--warm-up', options.warmUp, 0),
    weightDecay: realOf(words, '--weight-decay', options.weightDecay),
    seed: seedOf(words, options.seed),
    augment: augmentOf(words, options.augment),
    ...validationOf(words, options),
    classWeights: weightsOf(words, options.classWeights),
    freeze: namesOf(words, options.freeze),
    auxiliary: auxiliaryOf(words, options.auxiliary),
    clipNorm: aboveZeroOf(words, '--clip-norm', options.clipNorm),
  }
}

function validationOf(words: Words, options: OptionValues): Pick<TrainRequest, 'validation' | 'patience'> {
  const validation = aboveZeroOf(words, '--validation', options.validation, { share: true })
  const patience = wholeOf(words, '--patience', options.patience)
  if (patience === undefined || validation !== undefined || mayHaveParts(options.data)) return { validation, patience }
  const { patienceAlone, patienceAloneFix } = words.usage
  throw new UsageError({ code: 'patience-alone', message: patienceAlone, fix: patienceAloneFix })
}

/** A folder may bring a validation of its own: that is known when it has been read. */
function mayHaveParts(data: string | undefined): boolean {
  return data !== undefined && data !== 'mnist' && data !== 'fashion-mnist' && !data.includes(',')
}

/** What only the data tells: whether there is something to watch, and whether it is there already. @throws UsageError */
export function refuseValidation({ usage }: Words, { validation, patience }: TrainRequest, ownFolder: boolean): void {
  if (validation !== undefined && ownFolder)
    throw new UsageError({
      code: 'validation-twice',
      message: usage.validationTwice,
      fix: usage.validationTwiceFix,
    })
  if (patience !== undefined && validation === undefined && !ownFolder)
    throw new UsageError({ code: 'patience-alone', message: usage.patienceAlone, fix: usage.patienceAloneFix })
}

function weightsOf(words: Words, given: string | undefined): readonly number[] | 'balanced' | undefined {
  if (given === undefined || given === 'balanced') return given
  const weights = given.split(',').map(plainNumber)
  if (weights.every((weight) => weight > 0 && Number.isFinite(weight))) return weights
  throw wrong(words.usage.weights(given), words.usage.weightsFix)
}

function namesOf({ usage }: Words, given: string | undefined): readonly string[] | undefined {
  const names = given?.split(',').map((name) => name.trim())
  if (names?.includes('')) throw wrong(usage.freezeEmpty)
  return names
}

function augmentOf(words: Words, given: string | true | undefined): TrainRequest['augment'] {
  if (given === undefined || given === 'photo') return given
  if (given === true || given === 'on') return true
  if (given === 'off') return false
  const { augment, augmentTwice, augmentFix } = words.usage
  const amounts = amountsOf(given, { wrong: augment, twice: augmentTwice, fix: augmentFix })
  return asUsage('--augment', () => augmentation(amounts))
}

function auxiliaryOf({ usage }: Words, given: string | undefined): TrainRequest['auxiliary'] {
  if (given === undefined) return undefined
  const says = { wrong: usage.auxiliary, twice: usage.auxiliaryTwice, fix: usage.auxiliaryFix }
  const weights = amountsOf(given, says)
  if (Object.values(weights).every((weight) => weight > 0 && Number.isFinite(weight))) return weights
  throw wrong(says.wrong(given), says.fix)
}

/** `shift=2,flip=0.5` as numbers by name. */
function amountsOf(
  given: string,
  says: { wrong: (given: string) => string; twice: (name: string) => string; fix: string },
): Record<string, number> {
  const amounts = given.split(',').map((part) => part.split('=').map((side) => side.trim()))
  if (amounts.some((sides) => sides.length !== 2 || sides[0] === '' || Number.isNaN(plainNumber(sides[1]!))))
    throw wrong(says.wrong(given), says.fix)
  const twice = amounts.find(([name], i) => amounts.findIndex(([other]) => other === name) < i)
  if (twice) throw wrong(says.twice(twice[0]!), says.fix)
  return Object.fromEntries(amounts.map(([name, amount]) => [name!, plainNumber(amount!)]))
}

export interface TrainingOf {
  /** Of a model that has one, on the data that it was made for: LeNet-5 on MNIST. */
  readonly recipe: Recipe | undefined
  /** Images to learn from, those of a validation taken off. */
  readonly images: number
  /** They have one channel. */
  readonly grey?: boolean
}

/**
 * What models of people's own are trained with where nothing else is asked for: AdamW with a learning rate of 0.003 that rises
 * and falls, and gradients of a length of at most 1. Chosen by bench/defaultRecipe.js: three data sets, three kinds of
 * networks, three seeds; it diverged in none of 27 trainings, the recipe of LeNet-5 in three.
 */
const usual = { epochs: 10, optimizer: 'adamw', rates: { sgd: 0.05, adam: 0.003 }, weightDecay: 0.01, clipNorm: 1 } as const

/** The settings of a training: the recipe where there is one, the usual ones for all else, changed piece by piece. */
export function settingsFor(request: TrainRequest, { recipe: made, images, grey = false }: TrainingOf): TrainingSettings {
  const { options } = made ?? lenet5Recipe()
  const epochs = request.epochs ?? made?.epochs ?? usual.epochs
  const batch = request.batch ?? (made ? options.batch! : Math.min(64, images, Math.max(8, Math.floor(images / 20))))
  const augment = request.augment ?? made !== undefined
  const amounts =
    augment === true
      ? // A recipe without any leaves out what was not asked for; asked for, it is that of the digits.
        (options.augmentation ?? (request.augment && lenet5Recipe().options.augmentation))
      : augment === 'photo'
        ? augmentation(photoAugmentation({ grey }))
        : augment || undefined
  const clipNorm = request.clipNorm ?? (made ? made.options.clipNorm : usual.clipNorm)
  const steps = Math.ceil(images / batch) * epochs
  // What was not asked for is not written into the run.
  const given = <K extends keyof TrainRequest>(name: K) => (request[name] === undefined ? {} : { [name]: request[name] })
  return {
    loss: made ? made.options.loss : softmaxCrossEntropy(),
    optimizer: optimizerFor(request, made !== undefined, options.optimizer as Sgd, steps),
    batch,
    epochs,
    seed: request.seed ?? 1,
    ...(amounts ? { augmentation: amounts } : {}),
    ...given('validation'),
    ...given('patience'),
    ...given('classWeights'),
    ...given('freeze'),
    ...given('auxiliary'),
    ...(clipNorm === undefined ? {} : { clipNorm }),
  }
}

function optimizerFor(request: TrainRequest, made: boolean, recipe: Sgd, steps: number): Optimizer {
  const kind = request.optimizer ?? (made ? (recipe.nesterov ? 'nesterov' : 'momentum') : usual.optimizer)
  const rate = recipe.learningRate as Extract<Schedule, { kind: 'warmUp' }>
  const adaptive = kind === 'adam' || kind === 'adamw'
  // Unasked for, a warm-up takes at most half of a short training.
  const warm = request.warmUp ?? Math.min(rate.steps, steps >> 1)
  const highest = request.rate ?? (adaptive ? (made ? 0.001 : usual.rates.adam) : made ? highestOf(rate) : usual.rates.sgd)
  const learningRate = scheduleFor(request.schedule ?? 'cosine', highest, warm, steps)
  if (adaptive) {
    const weightDecay =
      request.weightDecay ?? (kind === 'adamw' && request.optimizer === undefined ? usual.weightDecay : undefined)
    return (kind === 'adam' ? adam : adamW)({ learningRate, weightDecay })
  }
  return sgd({
    learningRate,
    momentum: kind === 'sgd' ? 0 : recipe.momentum,
    nesterov: kind === 'nesterov',
    weightDecay: request.weightDecay ?? recipe.weightDecay,
  })
}

/** The rate that a recipe's warm-up ends with. */
function highestOf({ followedBy }: Extract<Schedule, { kind: 'warmUp' }>): number {
  if (typeof followedBy === 'number') return followedBy
  return followedBy.kind === 'warmUp' ? highestOf(followedBy) : 'from' in followedBy ? followedBy.from : followedBy.rate
}

function scheduleFor(kind: (typeof schedules)[number], rate: number, warm: number, steps: number): Schedule | number {
  const third = Math.max(1, Math.ceil((steps - warm) / 3))
  const followedBy =
    kind === 'constant' ? rate : kind === 'step' ? stepRate({ from: rate, every: third }) : cosineRate({ from: rate })
  return warm > 0 ? warmUp({ steps: warm, followedBy }) : followedBy
}

/** The settings in a few words, in pieces that belong together: `nesterov 0.05`, `cosine` … */
export function settingsWords(
  { optimizer, batch, epochs, seed, augmentation: amounts, freeze, auxiliary, clipNorm }: TrainingSettings,
  { train: says }: Words,
): string[] {
  const { learningRate } = optimizer
  const [warm, after] =
    typeof learningRate === 'object' && learningRate.kind === 'warmUp'
      ? [learningRate.steps, learningRate.followedBy]
      : [0, learningRate]
  const { kind, rate } =
    typeof after === 'number'
      ? { kind: 'constant' as const, rate: after }
      : { kind: after.kind as 'constant', rate: 'rate' in after ? after.rate : (after as { from: number }).from }
  // Of the command's own optimizers these are known; one of someone's own may lack them.
  const { momentum = 0, nesterov = false, weightDecay = 0 } = optimizer as Partial<Sgd>
  const name = optimizer.kind !== 'sgd' ? optimizer.kind.toLowerCase() : nesterov ? 'nesterov' : momentum ? 'momentum' : 'sgd'
  return [
    `${name} ${rate}`,
    says.schedules[kind] ?? kind,
    ...(warm ? [says.warmUp(warm)] : []),
    ...(weightDecay ? [says.decay(String(weightDecay))] : []),
    ...(freeze ? [says.frozen(visibleText(freeze.join(', ')))] : []),
    ...(auxiliary ? [says.auxiliary(visibleText(weightsText(auxiliary)))] : []),
    ...(clipNorm === undefined ? [] : [says.clipped(String(clipNorm))]),
    says.batch(batch),
    says.epochs(epochs),
    ...(amounts ? [says.augmented(augmentedWords(amounts))] : []),
    says.seed(seed),
  ]
}

/** `aux1 × 0.3, aux2 × 0.3` */
const weightsText = (weights: Readonly<Record<string, number>>) =>
  Object.entries(weights)
    .map(([name, weight]) => `${name} × ${weight}`)
    .join(', ')

/** What is done to the images, by name: `shift, flip, crop`. */
function augmentedWords(amounts: Augmentation): string {
  return Object.entries(amounts)
    .flatMap(([name, amount]) => (amount && name !== 'until' ? [name] : []))
    .join(', ')
}
