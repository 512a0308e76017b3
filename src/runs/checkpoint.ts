/**
 * checkpoint.safetensors: a training between two steps. The tensors are the parameters (`C1.weight`) and what the
 * optimizer remembers of each (`optimizer/velocity/C1.weight`); the metadata holds the position, the sums of lines of
 * metrics that are not full yet, the model, and where and how it was made: version, build, the routines of a step.
 */

import { FormatError } from '../errors/errors.ts'
import { readSafetensors, type StoredTensor, writeSafetensors } from '../formats/safetensors.ts'
import type { TensorRecord } from '../network/weights.ts'
import type { TrainingState } from '../training/state.ts'
import type { Machine } from './config.ts'
import type { Tally } from './metrics.ts'

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

export function checkpointBytes({ state, progress, model, ...made }: Checkpoint): Uint8Array {
  const tensors: Record<string, StoredTensor> = { ...state.parameters }
  for (const [name, record] of Object.entries(state.optimizer))
    for (const [parameter, tensor] of Object.entries(record)) tensors[`${prefix}${name}/${parameter}`] = tensor
  const about = { version: 1, step: state.step, states: Object.keys(state.optimizer), progress, ...made }
  return writeSafetensors(tensors, { format: 'striate-checkpoint', model, checkpoint: JSON.stringify(about) })
}

/** @throws FormatError where the bytes are damaged, or no checkpoint. `path` is for messages. */
export function parseCheckpoint(bytes: Uint8Array, path: string): Checkpoint {
  const { tensors, metadata } = readSafetensors(bytes, path)
  if (metadata.format !== 'striate-checkpoint')
    throw wrong(path, 'it is a safetensors file that Striate did not write as a checkpoint')
  const about = parseAbout(metadata.checkpoint, path)
  if (about.version !== 1) throw wrong(path, `its version ${String(about.version)} is not known here`, 'update Striate.')
  if (!Number.isInteger(about.step) || !Array.isArray(about.states) || typeof about.progress !== 'object')
    throw wrong(path, 'its position is missing')
  const parameters: Record<string, StoredTensor> = {}
  const optimizer: Record<string, Record<string, StoredTensor>> = Object.fromEntries(about.states.map((name) => [name, {}]))
  for (const [name, tensor] of Object.entries(tensors)) {
    const state = about.states.find((state) => name.startsWith(`${prefix}${state}/`))
    if (state === undefined) parameters[name] = tensor
    else optimizer[state]![name.slice(prefix.length + state.length + 1)] = tensor
  }
  return {
    state: { step: about.step, parameters: parameters as TensorRecord, optimizer: optimizer as TrainingState['optimizer'] },
    progress: about.progress,
    model: metadata.model ?? '',
    striate: about.striate,
    machine: about.machine,
    routines: about.routines,
  }
}

interface About extends Omit<Checkpoint, 'state' | 'model'> {
  readonly version: number
  readonly step: number
  readonly states: readonly string[]
}

function parseAbout(text: string | undefined, path: string): About {
  try {
    return JSON.parse(text ?? 'null') ?? {}
  } catch {
    throw wrong(path, 'its description is not JSON')
  }
}

function wrong(
  path: string,
  why: string,
  fix = 'remove it to train from the beginning, or bring it back from a copy.',
): FormatError {
  return new FormatError({ code: 'not-a-checkpoint', message: `${path} is no checkpoint: ${why}.`, fix, details: { path } })
}

/**
 * What may make a training that goes on here differ in the last bits from one that was never interrupted; nothing where
 * nothing may. The number of threads and the JavaScript engine make no difference.
 */
export function differences(then: Pick<Checkpoint, 'striate' | 'machine' | 'routines'>, now: typeof then): string[] {
  const notes: string[] = []
  const say = (what: string, before: unknown, after: unknown) => {
    if (before !== after) notes.push(`${what}: ${String(before)} then, ${String(after)} now`)
  }
  say('version of Striate', then.striate, now.striate)
  say('backend', then.machine.backend, now.machine.backend)
  say('build of the engine', then.machine.build, now.machine.build)
  const changed = [
    ...then.routines.filter((line) => !now.routines.includes(line)).map((line) => `${line} then`),
    ...now.routines.filter((line) => !then.routines.includes(line)).map((line) => `${line} now`),
  ]
  if (changed.length > 0) notes.push(`routines: ${changed.slice(0, 6).join(', ')}${changed.length > 6 ? ' …' : ''}`)
  return notes
}
