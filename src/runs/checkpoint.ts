/**
 * checkpoint.safetensors: a training between two steps. The tensors are the parameters (`C1.weight`) and what the
 * optimizer remembers of each (`optimizer/velocity/C1.weight`); the metadata holds the position, the sums of lines of
 * metrics that are not full yet, the model, and where and how it was made: version, build, the routines of a step.
 */

import { FormatError } from '../errors/errors.ts'
import { show } from '../errors/options.ts'
import { parseJson } from '../errors/parseJson.ts'
import { type Sentence, say } from '../errors/say.ts'
import type { LoadedTensor, StoredTensor } from '../formats/numbers.ts'
import { readSafetensors, writeSafetensors } from '../formats/safetensors.ts'
import type { TensorRecord } from '../network/weights.ts'
import type { TrainingState } from '../training/state.ts'
import { type Machine, machineFrom } from './config.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { type Tally, tallyFrom } from './metrics.ts'

export interface Checkpoint {
  readonly state: TrainingState
  readonly progress: Progress
  /** The text of model.json. */
  readonly model: string
  readonly striate: string
  readonly machine: Machine
  /** The routines of one training step, `layer routine`: other ones may round otherwise. */
  readonly routines: readonly string[]
}

/** Where the bookkeeping stands at the checkpoint's step. */
export interface Progress {
  /** Of the epoch that is not at its end, and of the line of metrics within it. */
  readonly epoch: Tally
  readonly line: Tally
  /** Seconds of training so far. */
  readonly seconds: number
}

const prefix = 'optimizer/'
/** The parameters of the best epoch so far, where a validation keeps them. */
const bestPrefix = 'best/'

export function checkpointBytes({ state, progress, model, ...made }: Checkpoint): Uint8Array {
  const tensors: Record<string, StoredTensor> = { ...state.parameters }
  for (const [name, record] of Object.entries(state.optimizer))
    for (const [parameter, tensor] of Object.entries(record)) tensors[`${prefix}${name}/${parameter}`] = tensor
  const { best } = state
  for (const [name, tensor] of Object.entries(best?.parameters ?? {})) tensors[`${bestPrefix}${name}`] = tensor
  const watched = best ? { best: { epoch: best.epoch, loss: best.loss, kept: best.parameters !== undefined } } : {}
  const about = { version: 1, step: state.step, states: Object.keys(state.optimizer), ...watched, progress, ...made }
  return writeSafetensors(tensors, { format: 'striate-checkpoint', model, checkpoint: JSON.stringify(about) })
}

/** @throws FormatError where the bytes are damaged, or no checkpoint. `path` is for messages. */
export function parseCheckpoint(bytes: Uint8Array, path: string): Checkpoint {
  const { tensors, metadata } = readSafetensors(bytes, path)
  if (metadata.format !== 'striate-checkpoint')
    throw wrong(path, say('it is a safetensors file that Striate did not write as a checkpoint'))
  const about = parseJson(metadata.checkpoint ?? 'null', (why) =>
    wrong(path, say('its description cannot be read: {why}', { why })),
  )
  const writer = (about as { striate?: unknown } | null)?.striate
  const fields = fieldsOf(about, (why) =>
    wrong(
      path,
      why,
      typeof writer === 'string'
        ? say(
            'remove it to train from the beginning, restore it from a backup, or resume with the version of Striate that wrote it ({version}).',
            { version: show(writer) },
          )
        : say(
            'remove it to train from the beginning, restore it from a backup, or resume with the version of Striate that wrote it.',
          ),
    ),
  )
  const version = fields.whole('version', { min: 1 })
  if (version > 1) throw wrong(path, say('its version {version} is not known here', { version }), say('update Striate.'))
  const states = fields.texts('states')
  if (new Set(states).size < states.length) throw fields.wrong('states', say('names that differ'))
  const progress = fields.object('progress')
  if (metadata.model === undefined) throw wrong(path, say('its model is missing'))
  return {
    state: {
      step: fields.whole('step'),
      ...recordsOf(tensors, states, fields.has('best') ? fields.object('best') : undefined, path),
    },
    progress: {
      epoch: tallyFrom(progress.object('epoch')),
      line: tallyFrom(progress.object('line')),
      seconds: progress.real('seconds'),
    },
    model: metadata.model,
    striate: fields.text('striate'),
    machine: machineFrom(fields.object('machine')),
    routines: fields.texts('routines'),
  }
}

/** The tensors apart: the parameters, and each state of the optimizer. Without prototypes: any name is safe. */
function recordsOf(
  tensors: Readonly<Record<string, LoadedTensor>>,
  states: readonly string[],
  watched: Fields | undefined,
  path: string,
): Pick<TrainingState, 'parameters' | 'optimizer' | 'best'> {
  const fail = (why: Sentence) => wrong(path, why)
  const parameters: Record<string, RealTensor> = Object.create(null)
  const optimizer: Record<string, Record<string, RealTensor>> = Object.create(null)
  for (const state of states) optimizer[state] = Object.create(null)
  const kept = watched?.truth('kept') ? (Object.create(null) as Record<string, RealTensor>) : undefined
  for (const [name, tensor] of Object.entries(tensors)) {
    const real = realTensor(name, tensor, fail)
    if (kept && name.startsWith(bestPrefix)) {
      kept[name.slice(bestPrefix.length)] = real
      continue
    }
    const state = states.find((one) => name.startsWith(`${prefix}${one}/`))
    const record = state === undefined ? parameters : optimizer[state]
    if (record) record[state === undefined ? name : name.slice(prefix.length + state.length + 1)] = real
  }
  const best = watched && { epoch: watched.whole('epoch', { min: 1 }), loss: watched.real('loss') }
  return { parameters, optimizer, ...(best ? { best: kept ? { ...best, parameters: kept } : best } : {}) }
}

type RealTensor = TensorRecord[string]

/** Weights are real numbers; `fail` makes the error of a sentence without its full stop. */
export function realTensor(name: string, { shape, data, dtype }: LoadedTensor, fail: (why: Sentence) => FormatError): RealTensor {
  if (data instanceof Float32Array || data instanceof Float64Array) return { shape, data }
  throw fail(
    say('its tensor {tensor} has numbers of the type {dtype}, which no parameter has (F32, F64)', { tensor: show(name), dtype }),
  )
}

function wrong(
  path: string,
  why: Sentence,
  fix: Sentence = say('remove it to train from the beginning, or restore it from a backup.'),
): FormatError {
  return new FormatError({
    code: 'not-a-checkpoint',
    message: say('{path} is not a checkpoint: {why}.', { path, why }),
    fix,
    details: { path },
  })
}

/**
 * What may make a training that goes on here differ in the last bits from one that was never interrupted; nothing where
 * nothing may. The number of threads and the JavaScript engine make no difference.
 */
export function differences(then: Pick<Checkpoint, 'striate' | 'machine' | 'routines'>, now: typeof then): Sentence[] {
  const notes: Sentence[] = []
  const compare = (before: unknown, after: unknown, note: (holes: { before: string; after: string }) => Sentence) => {
    if (before !== after) notes.push(note({ before: String(before), after: String(after) }))
  }
  compare(then.striate, now.striate, (holes) => say('version of Striate: {before} then, {after} now', holes))
  compare(then.machine.backend, now.machine.backend, (holes) => say('backend: {before} then, {after} now', holes))
  compare(then.machine.build, now.machine.build, (holes) => say('build of the engine: {before} then, {after} now', holes))
  const changed = [
    ...then.routines.filter((line) => !now.routines.includes(line)).map((line) => `− ${line}`),
    ...now.routines.filter((line) => !then.routines.includes(line)).map((line) => `+ ${line}`),
  ]
  const listed = `${changed.slice(0, 6).join(', ')}${changed.length > 6 ? ' …' : ''}`
  if (changed.length > 0) notes.push(say('routines: {listed}', { listed }))
  return notes
}
