/**
 * config.json: everything that a run was begun with besides its model, in plain values: data, options of training, seed,
 * version and machine. With model.json it is enough to make the run again.
 */
import type { Backend } from '../backends/backend.ts'
import type { Dataset } from '../data/dataset.ts'
import { mostPixels } from '../data/mostPixels.ts'
import { FormatError } from '../errors/errors.ts'
import { longestName, show } from '../errors/options.ts'
import { parseJson } from '../errors/parseJson.ts'
import { version } from '../page/version.ts'
import { inNode, nodeModules } from '../storage/node.ts'
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

/** How the network reads the data's raw pictures: enough to show it a picture of one's own. */
export type InputConfig = Pick<Dataset, 'stored' | 'padding' | 'border' | 'normalization' | 'classes'>

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
  readonly input: InputConfig
  readonly training: TrainingSettings
  readonly machine: Machine
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
  { stored, padding, border, normalization, classes }: InputConfig,
  training: TrainingSettings,
  machine: Machine,
): RunConfig {
  return {
    format: 'striate-run',
    version: 1,
    striate: version,
    began: new Date().toISOString(),
    model,
    source,
    input: { stored, padding, border, normalization, classes },
    training,
    machine,
  }
}

/** @throws FormatError where the text is not a run's configuration, or a field of it is not what it must be. */
export function parseConfig(text: string, path: string): RunConfig {
  const value = (parseJson(text, (why) => wrong(path, why)) ?? {}) as Partial<RunConfig>
  if (value.format !== 'striate-run') throw wrong(path, `its "format" must be "striate-run". Received: ${show(value.format)}`)
  if (value.version !== 1) throw wrong(path, `version ${show(value.version)} is not known here`, 'update Striate.')
  const fields = fieldsOf(value, (why) => wrong(path, why))
  const source = sourceFrom(fields.object('source'))
  const began = fields.text('began')
  if (Number.isNaN(Date.parse(began))) throw fields.wrong('began', 'a date, as 2026-01-31T12:00:00.000Z')
  return {
    format: value.format,
    version: value.version,
    striate: fields.text('striate'),
    began,
    model: fields.text('model'),
    source,
    input: inputFrom(fields.object('input')),
    training: settingsFrom(fields.object('training')),
    machine: machineFrom(fields.object('machine')),
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

function inputFrom(fields: Fields): InputConfig {
  const stored = fields.wholes('stored', { min: 1, max: 2 ** 31 - 1 })
  if (stored.length !== 1 && stored.length !== 3) throw fields.wrong('stored', 'three sizes, or one')
  const padding = fields.wholes('padding', { max: 2 ** 16 - 1 })
  const [top, left, bottom, right] = padding
  if (top === undefined || left === undefined || bottom === undefined || right === undefined || padding.length !== 4)
    throw fields.wrong('padding', 'four whole numbers')
  const [channels = 1, height = 1, width = 1] = stored
  const pixels = (top + height + bottom) * (left + width + right)
  if (channels * pixels > 2 ** 31 - 1 || (stored.length === 3 && pixels > mostPixels))
    throw fields.wrong('stored', `a picture of at most ${mostPixels} pixels, with its padding`)
  const { scale, offset } = normalizationFrom(fields.object('normalization'), channels)
  return {
    stored,
    padding: [top, left, bottom, right],
    border: fields.real('border', { min: -Infinity }),
    normalization: { scale, offset },
    classes: fields.has('classes') ? classesFrom(fields) : undefined,
  }
}

function classesFrom(fields: Fields): string[] {
  const classes = fields.texts('classes')
  if (classes.some((name) => name.length > longestName)) throw fields.wrong('classes', `names of at most ${longestName} letters`)
  return classes
}

function normalizationFrom(fields: Fields, channels: number): InputConfig['normalization'] {
  const [scale, offset] = [fields.reals('scale'), fields.reals('offset')]
  for (const [name, list] of Object.entries({ scale, offset }))
    if (list.length !== 1 && list.length !== channels) throw fields.wrong(name, `one number, or ${channels}`)
  return { scale, offset }
}

function wrong(
  path: string,
  why: string,
  fix = 'bring the file back from a copy, or train anew into another folder.',
): FormatError {
  return new FormatError({ code: 'not-a-run', message: `${path} is no configuration of a run: ${why}.`, fix, details: { path } })
}
