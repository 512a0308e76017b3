/**
 * A run: one training and everything it leaves, in a folder of its own behind a Storage (a folder on disk, or a page's).
 *
 *   config.json  model.json      what was begun: written once
 *   initial.safetensors          the weights that it began with, where they are not those of the seed
 *   metrics.jsonl                how it goes: lines are added
 *   checkpoint.safetensors       where it stands: replaced at each epoch
 *   weights.safetensors          how it ended
 *   familiar.safetensors         what its training images are like
 *   pictures/  report.html       to look at
 *   lock                         while someone trains
 *
 * This file creates and opens runs and reads what is in them; trainRun.ts and drawRun.ts fill them.
 */

import { type ErrorData, FormatError, OptionError, StriateError } from '../errors/errors.ts'
import { asIs, type Sentence, say } from '../errors/say.ts'
import { readSafetensors, writeSafetensors } from '../formats/safetensors.ts'
import type { ModelInput } from '../graph/modelInput.ts'
import type { Familiarity } from '../inspect/familiarity.ts'
import { modelFromJson } from '../model/fromJson.ts'
import type { Model } from '../model/model.ts'
import type { Network } from '../network/network.ts'
import type { TensorRecord } from '../network/weights.ts'
import { type Lock, type Storage, tornSuffix } from '../storage/storage.ts'
import { isMissing } from '../storage/storageErrors.ts'
import { checkedOptions } from '../training/trainOptions.ts'
import { type Checkpoint, parseCheckpoint, realTensor } from './checkpoint.ts'
import { configFor, type Machine, parseConfig, type RunConfig } from './config.ts'
import { optionsOf, partsOf, type RunData } from './data.ts'
import { parseFamiliarity } from './familiar.ts'
import { lastEpoch, type MetricsLine, metricsText, parseMetrics } from './metrics.ts'
import { holds, listed, noRun, runExists } from './noRun.ts'
import type { TrainingSettings } from './settings.ts'

/** The names in a run's folder. */
export const runFiles = {
  config: 'config.json',
  model: 'model.json',
  metrics: 'metrics.jsonl',
  initial: 'initial.safetensors',
  checkpoint: 'checkpoint.safetensors',
  weights: 'weights.safetensors',
  familiar: 'familiar.safetensors',
  report: 'report.html',
  lock: 'lock',
} as const

/** What a run is made of. */
export interface RunParts {
  readonly model: Model
  readonly data: RunData
  readonly training: TrainingSettings
  readonly machine: Machine
  /** Weights to begin with in place of those of the seed (all that the model has), and where they came from, for people. */
  readonly initial?: { readonly from: string; readonly weights: TensorRecord } | undefined
}

/** A run in its folder: what it was begun with, and what is in it now. Made by createRun and openRun. */
export class Run {
  readonly storage: Storage
  readonly config: RunConfig
  readonly model: Model

  /** Of a folder that is known to hold it: use createRun and openRun. */
  constructor(storage: Storage, config: RunConfig, model: Model) {
    this.storage = storage
    this.config = config
    this.model = model
  }

  /** Its folder, for people. */
  get name(): string {
    return this.storage.name
  }

  /** The last part of its name: what a report is headed with, without the rest of someone's disk. */
  get title(): string {
    return this.name.split(/[\\/]/).filter(Boolean).at(-1) ?? this.name
  }

  /** The lines of metrics (up to a step), oldest first; none before the first. @throws FormatError where one is damaged */
  async metrics(upTo?: number): Promise<MetricsLine[]> {
    return parseMetrics((await this.#text(runFiles.metrics)) ?? '', `${this.name}/${runFiles.metrics}`, upTo)
  }

  /** Where the training stands; undefined before its first checkpoint. @throws FormatError for a damaged or foreign one. */
  async checkpoint(): Promise<Checkpoint | undefined> {
    const path = `${this.name}/${runFiles.checkpoint}`
    const bytes = await this.#bytes(runFiles.checkpoint)
    if (!bytes) return undefined
    const checkpoint = withFix(() => parseCheckpoint(bytes, path), damagedCheckpoint)
    if (checkpoint.model === this.modelText()) return checkpoint
    throw new FormatError({
      code: 'checkpoint-of-another-model',
      message: say('{path} belongs to another model than model.json.', { path }),
      fix: damagedCheckpoint,
      details: { path },
    })
  }

  /** The weights that the training began with; undefined where they are the seed's. @throws FormatError for damaged ones */
  async initial(): Promise<TensorRecord | undefined> {
    if (this.config.initial === undefined) return undefined
    const path = `${this.name}/${runFiles.initial}`
    const bytes = await this.#bytes(runFiles.initial)
    if (bytes) return weightsFrom(bytes, path, restoreInitial)
    throw new FormatError({ code: 'missing-file', message: say('there is no file {path}.', { path }), fix: restoreInitial })
  }

  /** Whether the training came to its end. */
  async finished(): Promise<boolean> {
    const last = lastEpoch(await this.metrics())
    const ended = last?.stopped === true || last?.epoch === this.config.training.epochs
    return ended && (await this.storage.list()).includes(runFiles.weights)
  }

  /**
   * The final weights; before the end, those of the last checkpoint. @throws FormatError where there are none, or damaged ones.
   */
  async weights(): Promise<TensorRecord> {
    const bytes = await this.#bytes(runFiles.weights)
    if (bytes) return weightsFrom(bytes, `${this.name}/${runFiles.weights}`)
    const checkpoint = await this.checkpoint()
    if (checkpoint) return checkpoint.state.parameters
    throw new FormatError({
      code: 'no-weights',
      message: say('the run {run} has no weights yet: its first epoch has not ended.', { run: this.name }),
      fix: asIs(`striate train --resume ${this.name}`),
    })
  }

  /** Puts the weights into a network of the run's model. */
  async loadInto(net: Network): Promise<void> {
    net.setParameters(await this.weights())
  }

  /**
   * What the training images are like to its network, for `unlikeness`; undefined where that was not measured: before the end,
   * and in runs of earlier versions. @throws FormatError where the file is damaged
   */
  async familiarity(): Promise<Familiarity | undefined> {
    const bytes = await this.#bytes(runFiles.familiar)
    return bytes && parseFamiliarity(bytes, this.model, `${this.name}/${runFiles.familiar}`)
  }

  /** How its network reads raw images: their size, scale, colours and classes. */
  get input(): ModelInput {
    return this.model.input!
  }

  /** Keeps everybody else from training into this folder, until it is released or this process ends. */
  lock(): Promise<Lock> {
    return this.storage.lock(runFiles.lock)
  }

  /** Removes what writes left that a crash interrupted. Only for who holds the lock: another's may be under way. */
  async removeTornFiles(): Promise<void> {
    for (const name of await this.storage.list()) if (name.endsWith(tornSuffix)) await this.storage.remove(name)
  }

  /** The text of model.json. */
  modelText(): string {
    return textOf(this.model)
  }

  /** Adds lines of metrics. */
  async addMetrics(lines: readonly MetricsLine[]): Promise<void> {
    if (lines.length > 0) await this.storage.append(runFiles.metrics, encode(metricsText(lines)))
  }

  /** Drops the lines after a step. */
  async dropMetricsAfter(step: number): Promise<void> {
    const kept = metricsText(await this.metrics(step))
    if (kept !== ((await this.#text(runFiles.metrics)) ?? '')) await this.storage.write(runFiles.metrics, encode(kept))
  }

  async #bytes(path: string): Promise<Uint8Array | undefined> {
    return this.storage.read(path).catch((error) => {
      if (isMissing(error)) return undefined
      throw error
    })
  }

  async #text(path: string): Promise<string | undefined> {
    const bytes = await this.#bytes(path)
    return bytes && new TextDecoder().decode(bytes)
  }
}

const damagedCheckpoint = say('restore the file from a backup, or remove it to train from the beginning.')

/**
 * Begins a run in an empty folder (made where there is none). A training that is not possible leaves no folder behind.
 * @throws OptionError where the folder holds a run, or anything else; OptionError, ShapeError where settings, data and model do
 *   not fit together; FormatError where it cannot be written.
 */
export async function createRun(storage: Storage, { model: given, data, training, machine, initial }: RunParts): Promise<Run> {
  const names = (await listed(storage)).filter((name) => name !== runFiles.lock)
  if (names.includes(runFiles.config)) throw runExists(storage, await isFinished(storage))
  if (names.length > 0)
    throw new OptionError({
      code: 'folder-not-empty',
      message: say('{folder} is not empty; Striate does not overwrite your files.', { folder: storage.name }),
      numbers: [holds(names)],
      fix: say('choose another folder.'),
    })
  const model = given.withInput(data.training.input)
  const parts = partsOf(data, training)
  checkedOptions({ model, seed: training.seed }, parts.training, optionsOf(training, parts))
  const config = configFor(model.name, data.source, training, machine, initial?.from)
  // The configuration goes last: a folder with it is a run.
  await storage.write(runFiles.model, encode(textOf(model)))
  if (initial) await storage.write(runFiles.initial, writeSafetensors(initial.weights))
  await storage.write(runFiles.config, encode(prettyJson(config)))
  return new Run(storage, config, model)
}

/** Whether a run has come to its end; undefined of a damaged one. */
async function isFinished(storage: Storage): Promise<boolean | undefined> {
  return openRun(storage)
    .then((run) => run.finished())
    .catch(() => undefined)
}

/** @throws OptionError where there is no run, FormatError where its files are damaged. */
export async function openRun(storage: Storage): Promise<Run> {
  const read = async (path: string) => new TextDecoder().decode(await storage.read(path))
  const text = await read(runFiles.config).catch(async (error) => {
    throw await noRun(storage, error)
  })
  const config = parseConfig(text, `${storage.name}/${runFiles.config}`)
  const modelPath = `${storage.name}/${runFiles.model}`
  const modelText = await read(runFiles.model).catch((error) =>
    withFix<never>(
      () => {
        throw error
      },
      say('restore {path} from a backup: without it this is not a run.', { path: modelPath }),
    ),
  )
  const model = withFix(
    () => {
      const model = modelFromJson(modelText)
      if (model.input) return model
      throw new FormatError({
        code: 'no-input',
        message: say('{path} does not say what images the network reads ("images").', { path: modelPath }),
      })
    },
    say('{path} is damaged: restore it from a backup.', { path: modelPath }),
  )
  return new Run(storage, config, model)
}

const restoreInitial = say('restore it from a backup, or train again into another folder.')

function weightsFrom(
  bytes: Uint8Array,
  path: string,
  fix = say('restore it from a backup, or remove it: the weights of the last checkpoint are then used.'),
): TensorRecord {
  const fail = (why: Sentence) =>
    new FormatError({
      code: 'not-weights',
      message: say('{path} does not hold weights: {why}.', { path, why }),
      fix,
      details: { path },
    })
  const { tensors } = readSafetensors(bytes, path)
  const record: Record<string, TensorRecord[string]> = Object.create(null)
  for (const [name, tensor] of Object.entries(tensors)) record[name] = realTensor(name, tensor, fail)
  return record
}

function textOf(model: Model): string {
  return prettyJson(model)
}

/** Indented, with lists of plain values on one line. */
function prettyJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
  return `${text.replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, list: string) => `[${list.replace(/\s*\n\s*/g, ' ')}]`)}\n`
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** The same error with a way out, where it has none. */
function withFix<T>(make: () => T, fix: Sentence): T {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof StriateError) || error.data.fix) throw error
    throw new (error.constructor as new (data: ErrorData) => StriateError)({ ...error.data, fix })
  }
}
