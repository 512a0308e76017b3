/**
 * config.json: everything that a run was begun with besides its model, in plain values: data, options of training, seed,
 * version and machine. With model.json it is enough to make the run again.
 */
import type { Backend } from '../backends/backend.ts'
import type { Augmentation } from '../data/augmentation.ts'
import type { Dataset } from '../data/dataset.ts'
import { FormatError } from '../errors/errors.ts'
import { show } from '../errors/options.ts'
import type { Loss } from '../losses/index.ts'
import type { Optimizer } from '../optimizers/index.ts'
import { version } from '../page/version.ts'
import { inNode, nodeModules } from '../storage/node.ts'
import type { DataSource } from './data.ts'

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
}

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

/** @throws FormatError where the text is not a run's configuration. */
export function parseConfig(text: string, path: string): RunConfig {
  let value: Partial<RunConfig>
  try {
    value = JSON.parse(text) ?? {}
  } catch (error) {
    throw wrong(path, `it is not JSON (${(error as Error).message})`)
  }
  if (value.format !== 'striate-run') throw wrong(path, `its "format" must be "striate-run". Received: ${show(value.format)}`)
  if (value.version !== 1) throw wrong(path, `version ${show(value.version)} is not known here`, 'update Striate.')
  for (const part of ['source', 'input', 'training', 'machine'] as const)
    if (typeof value[part] !== 'object' || value[part] === null) throw wrong(path, `its "${part}" is missing`)
  for (const number of ['batch', 'epochs', 'seed'] as const)
    if (!Number.isInteger(value.training?.[number])) throw wrong(path, `its training has no whole "${number}"`)
  return value as RunConfig
}

function wrong(
  path: string,
  why: string,
  fix = 'bring the file back from a copy, or train anew into another folder.',
): FormatError {
  return new FormatError({ code: 'not-a-run', message: `${path} is no configuration of a run: ${why}.`, fix, details: { path } })
}
