/**
 * The settings of a training as config.json holds them, checked as if they were typed in: loss, optimizer and augmentation go
 * through their own functions, so a run never trains with what no one could have begun it with.
 */
import { type Augmentation, augmentation } from '../data/augmentation.ts'
import { FormatError, StriateError } from '../errors/errors.ts'
import { show } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { knownLosses, type Loss, restoreLoss } from '../losses/index.ts'
import type { ParameterGroup } from '../network/groups.ts'
import { knownOptimizers, type Optimizer, restoreOptimizer } from '../optimizers/index.ts'
import type { Fields } from './fields.ts'

/** What `train` is told; see TrainOptions. */
export interface TrainingSettings {
  readonly loss: Loss
  readonly optimizer: Optimizer
  readonly batch: number
  readonly epochs: number
  readonly seed: number
  /** Default true. */
  readonly shuffle?: boolean
  readonly augmentation?: Augmentation | undefined
  /** The share of the training images that is not learned from. The test images are then met once, at the end. */
  readonly validation?: number | undefined
  readonly patience?: number | undefined
  readonly classWeights?: readonly number[] | 'balanced' | undefined
  /** Patterns of layers or parameters that keep their values. */
  readonly freeze?: readonly string[] | undefined
  /** Parameters that are trained otherwise than the rest. */
  readonly groups?: readonly ParameterGroup[] | undefined
  readonly clipNorm?: number | undefined
  /** Further outputs whose loss is added, by name. */
  readonly auxiliary?: Readonly<Record<string, number>> | undefined
}

const known = [
  ...['loss', 'optimizer', 'batch', 'epochs', 'seed', 'shuffle', 'augmentation'],
  ...['validation', 'patience', 'classWeights', 'freeze', 'groups', 'clipNorm', 'auxiliary'],
]

/** @throws FormatError, by `fields` */
export function settingsFrom(fields: Fields): TrainingSettings {
  refuseUnknown(fields, known)
  const most = { min: 1, max: 2 ** 31 - 1 }
  return {
    loss: made(fields, 'loss', knownLosses(), restoreLoss),
    optimizer: made(fields, 'optimizer', knownOptimizers(), (value) =>
      restoreOptimizer(value as Parameters<typeof restoreOptimizer>[0]),
    ),
    batch: fields.whole('batch', most),
    epochs: fields.whole('epochs', most),
    seed: fields.whole('seed', { max: 2 ** 32 - 1 }),
    ...(fields.has('shuffle') ? { shuffle: fields.truth('shuffle') } : {}),
    ...(fields.has('augmentation') ? { augmentation: augmentationFrom(fields) } : {}),
    ...(fields.has('validation') ? { validation: shareFrom(fields, 'validation') } : {}),
    ...(fields.has('patience') ? { patience: fields.whole('patience', most) } : {}),
    ...(fields.has('classWeights') ? { classWeights: weightsFrom(fields) } : {}),
    ...(fields.has('freeze') ? { freeze: fields.texts('freeze') } : {}),
    ...(fields.has('groups') ? { groups: fields.objects('groups').map(groupFrom) } : {}),
    ...(fields.has('clipNorm') ? { clipNorm: aboveZero(fields, 'clipNorm') } : {}),
    ...(fields.has('auxiliary') ? { auxiliary: auxiliaryFrom(fields.object('auxiliary')) } : {}),
  }
}

function refuseUnknown(fields: Fields, known: readonly string[]): void {
  const other = fields.names.find((name) => !known.includes(name))
  if (other !== undefined)
    throw fields.refused(show(other).slice(1, -1), (field) =>
      say('its "{field}" is unknown; the settings are {known}', { field, known: known.join(', ') }),
    )
}

/** Its names are checked when the training begins, which knows the outputs. */
function auxiliaryFrom(fields: Fields): Readonly<Record<string, number>> {
  return Object.fromEntries(fields.names.map((name) => [name, aboveZero(fields, name)]))
}

/** What it names is checked when the training begins, which knows the layers. */
function groupFrom(fields: Fields): ParameterGroup {
  refuseUnknown(fields, ['match', 'frozen', 'rate', 'weightDecay'])
  return {
    match: fields.texts('match'),
    ...(fields.has('frozen') ? { frozen: fields.truth('frozen') } : {}),
    ...(fields.has('rate') ? { rate: aboveZero(fields, 'rate') } : {}),
    ...(fields.has('weightDecay') ? { weightDecay: fields.truth('weightDecay') } : {}),
  }
}

function shareFrom(fields: Fields, name: string): number {
  const share = aboveZero(fields, name)
  if (share < 1) return share
  throw fields.wrong(name, say('a number below 1'))
}

function aboveZero(fields: Fields, name: string): number {
  const value = fields.real(name)
  if (value > 0) return value
  throw fields.wrong(name, say('a number above {min}', { min: 0 }))
}

function weightsFrom(fields: Fields): readonly number[] | 'balanced' {
  if (fields.any('classWeights') === 'balanced') return 'balanced'
  const weights = fields.reals('classWeights')
  if (weights.every((weight) => weight > 0)) return weights
  throw fields.wrong('classWeights', say("'balanced', or numbers above 0"))
}

/** The value that the factory of its kind makes of the other fields. */
function made<T>(fields: Fields, name: string, kinds: readonly string[], restore: (value: { readonly kind: string }) => T): T {
  const value = fields.object(name)
  const kind = value.word('kind', kinds)
  const options = Object.fromEntries(value.names.filter((one) => one !== 'kind').map((one) => [one, value.any(one)]))
  return accepted(fields, name, () => restore({ ...options, kind }))
}

function augmentationFrom(fields: Fields): TrainingSettings['augmentation'] {
  const value = fields.object('augmentation')
  const options = Object.fromEntries(value.names.map((name) => [name, value.any(name)]))
  // As it was written: what was left out is left out here, too.
  accepted(fields, 'augmentation', () => augmentation(options))
  return options
}

function accepted<T>(fields: Fields, name: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof StriateError)) throw error
    const { data } = fields.refused(name, (field) => say('its "{field}" is refused', { field }))
    throw new FormatError({ ...data, numbers: [error.data.message] }, { cause: error })
  }
}
