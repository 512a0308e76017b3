/**
 * What a page and its network worker say to each other: one type for both sides, one answer to each question. Data sets
 * go over once and are known by a number after that; errors go over as their data, and are whole again on the other side.
 */
import type { RealArray } from '../backends/backend.ts'
import type { WasmOptions } from '../backends/wasm/wasm.ts'
import type { DatasetParts } from '../data/dataset.ts'
import type { ErrorParts } from '../errors/errorParts.ts'
import type { ModelJson } from '../graph/json.ts'
import type { ModelInput } from '../graph/modelInput.ts'
import type { Adopted, AdoptOptions } from '../network/adopt.ts'
import type { FeatureMap } from '../network/featureMaps.ts'
import type { MemoryReport } from '../network/memoryReport.ts'
import type { OpenOptions } from '../network/network.ts'
import type { NetworkOutputs } from '../network/outputs.ts'
import type { GivenTensors, TensorRecord } from '../network/weights.ts'
import type { EvaluateOptions, Evaluation } from '../training/evaluate.ts'
import type { TrainOptions, TrainStep } from '../training/train.ts'

/** What the engine in the worker turned out to be. */
export interface Opened {
  readonly threads: number
  readonly build: string
  readonly note: string | undefined
}

/** A data set as it is sent: its number, and its parts the first time. */
export interface SentData {
  readonly number: number
  readonly parts?: DatasetParts
}

interface Batch {
  readonly batch?: number
}

/** The questions, and what each is answered with. */
export interface Asks {
  open(model: ModelJson, options: OpenOptions, engine: WasmOptions): Opened
  /** A validation that is a data set goes over as one. */
  trainBegin(training: number, data: SentData, options: TrainOptions, validation?: SentData): void
  /** Steps come in bunches; `done` with the last, then an error is thrown if there is one. `input`: what is known then. */
  trainNext(training: number): {
    readonly steps: TrainStep[]
    readonly done: boolean
    readonly error?: ErrorParts
    readonly input: ModelInput | undefined
  }
  trainEnd(training: number): void
  evaluate(data: SentData, options?: EvaluateOptions): Evaluation
  predictData(data: SentData, options?: Batch): RealArray
  predict(images: Float32Array, options?: Batch): RealArray
  outputs(images: Float32Array, options?: Batch): NetworkOutputs
  featureMaps(image: Float32Array, layers: readonly string[]): FeatureMap[]
  inputGradient(images: Float32Array, layer: string, dy: Float32Array, options?: Batch): RealArray
  parameters(): TensorRecord
  setParameters(record: GivenTensors): void
  adopt(record: GivenTensors, options?: AdoptOptions): Adopted
  memory(): MemoryReport
}
export type Ask = keyof Asks

export interface Question<K extends Ask = Ask> {
  readonly id: number
  readonly ask: K
  readonly args: Parameters<Asks[K]>
}

/** What a worker says first, of itself: its version of Striate. */
export interface Greeting {
  readonly ready: string
}

export type Answer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: ErrorParts }
