/**
 * config.json: everything that a run was begun with besides its model, in plain values: data, options of training, seed,
 * version and machine. With model.json it is enough to make the run again.
 */

import type { Backend } from '../backends/backend.ts'
import { FormatError } from '../errors/errors.ts'
import { show } from '../errors/options.ts'
import { parseJson } from '../errors/parseJson.ts'
import { type Sentence, say } from '../errors/say.ts'
import { inNode, nodeModules } from '../storage/node.ts'
import { version } from '../text/version.ts'
import { type DataSource, sourceFrom } from './data.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { settingsFrom, type TrainingSettings } from './settings.ts'

/** Where a run (or a part of it) was made. */
export interface Machine {
  /** `Node 20.20.2`, or the browser's own words. */
  readonly runtime: string
  /** `linux x64` */
  readonly system: string
  readonly processors: number
  /** `wasm` */
  readonly backend: string
  /** Of the Wasm engine: 'simd' or 'relaxed'. */
  readonly build?: string | undefined
  readonly threads?: number | undefined
}

/** What config.json holds. */
export interface RunConfig {
  readonly format: 'striate-run'
  readonly version: 1
  /** Of Striate. */
  readonly striate: string
  /** When, as ISO 8601. */
  readonly began: string
  /** Its name; the model itself is in model.json. */
  readonly model: string
  readonly source: DataSource
  readonly training: TrainingSettings
  readonly machine: Machine
  /** Where its first weights came from, for people: they are in initial.safetensors. Undefined where they are of the seed. */
  readonly initial?: string | undefined
}

/** The machine that this code runs on, with the engine of a backend. */
export function machineNow(backend: Backend): Machine {
  const { build, threads } = backend as Backend & { build?: string; threads?: number }
  const { navigator } = globalThis
  const place = inNode()
    ? {
        runtime: `Node ${process.versions.node}`,
        system: `${process.platform} ${process.arch}`,
        processors: nodeModules().os.availableParallelism(),
      }
    : {
        runtime: navigator?.userAgent ?? 'unknown',
        system: navigator?.platform ?? 'unknown',
        processors: navigator?.hardwareConcurrency ?? 1,
      }
  return { ...place, backend: backend.name, build, threads }
}

export function configFor(
  model: string,
  source: DataSource,
  training: TrainingSettings,
  machine: Machine,
  initial?: string,
): RunConfig {
  return {
    format: 'striate-run',
    version: 1,
    striate: version,
    began: new Date().toISOString(),
    model,
    source,
    training,
    machine,
    ...(initial === undefined ? {} : { initial }),
  }
}

/** @throws FormatError where the text is not a run's configuration, or a field of it is not what it must be. */
export function parseConfig(text: string, path: string): RunConfig {
  const value = (parseJson(text, (why) => wrong(path, why)) ?? {}) as Partial<RunConfig>
  if (value.format !== 'striate-run')
    throw wrong(path, say('its "format" must be "striate-run". Received: {found}', { found: show(value.format) }))
  if (value.version !== 1)
    throw wrong(path, say('its version {version} is not known here', { version: show(value.version) }), say('update Striate.'))
  const fields = fieldsOf(value, (why) => wrong(path, why))
  const source = sourceFrom(fields.object('source'))
  const began = fields.text('began')
  if (Number.isNaN(Date.parse(began))) throw fields.wrong('began', say('a date such as 2026-01-31T12:00:00.000Z'))
  return {
    format: value.format,
    version: value.version,
    striate: fields.text('striate'),
    began,
    model: fields.text('model'),
    source,
    training: settingsFrom(fields.object('training')),
    machine: machineFrom(fields.object('machine')),
    ...(fields.has('initial') ? { initial: fields.text('initial') } : {}),
  }
}

/** A machine as a file holds it. @throws FormatError, by `fields` */
export function machineFrom(fields: Fields): Machine {
  return {
    runtime: fields.text('runtime'),
    system: fields.text('system'),
    processors: fields.whole('processors'),
    backend: fields.text('backend'),
    build: fields.has('build') ? fields.text('build') : undefined,
    threads: fields.has('threads') ? fields.whole('threads') : undefined,
  }
}

function wrong(
  path: string,
  why: Sentence,
  fix: Sentence = say('restore the file from a backup, or train again into another folder.'),
): FormatError {
  return new FormatError({
    code: 'not-a-run',
    message: say('{path} is not the configuration of a run: {why}.', { path, why }),
    fix,
    details: { path },
  })
}
