/**
 * The worker that owns a network: it opens the Wasm backend (with threads of its own), opens the model, and answers
 * questions. `openInWorker.ts` is the other side.
 */
import { type WasmBackend, type WasmOptions, wasm } from '../backends/wasm/wasm.ts'
import { Dataset } from '../data/dataset.ts'
import { RunError } from '../errors/errors.ts'
import type { ModelJson } from '../graph/json.ts'
import { modelFromJson } from '../model/fromJson.ts'
import type { Network, OpenOptions } from '../network/network.ts'
import type { TensorRecord } from '../network/weights.ts'
import { type EvaluateOptions, evaluate, predict } from '../training/evaluate.ts'
import { type TrainOptions, type TrainStep, train } from '../training/train.ts'
import { parentPort } from './port.ts'
import { errorParts, type Question, type SentData } from './protocol.ts'

/** Steps are sent in bunches of about a picture frame: fewer messages, and a pause is as quick as the eye. */
const bunch = 16

let backend: WasmBackend | undefined
let network: Network | undefined
const dataSets = new Map<number, Dataset>()
const trainings = new Map<number, AsyncGenerator<TrainStep, void, undefined>>()

function net(): Network {
  if (!network)
    throw new RunError({ code: 'disposed', message: 'the network of this worker was disposed.', fix: 'open it again.' })
  return network
}

function dataOf({ number, parts }: SentData): Dataset {
  if (parts) dataSets.set(number, new Dataset(parts))
  return dataSets.get(number)!
}

const asks: Record<string, (...args: never[]) => unknown> = {
  async open(model: ModelJson, options: OpenOptions, engine: WasmOptions) {
    backend = await wasm(engine)
    network = await modelFromJson(model).open(backend, options)
    return { threads: backend.threads, build: backend.build, note: backend.note }
  },
  trainBegin(training: number, data: SentData, options: TrainOptions) {
    trainings.set(training, train(net(), dataOf(data), options))
  },
  async trainNext(training: number) {
    const iterator = trainings.get(training)
    const steps: TrainStep[] = []
    const until = performance.now() + bunch
    while (iterator && performance.now() < until) {
      const { value, done } = await iterator.next()
      if (done) {
        trainings.delete(training)
        return { steps, done: true }
      }
      steps.push(value)
    }
    return { steps, done: !iterator }
  },
  async trainEnd(training: number) {
    await trainings.get(training)?.return()
    trainings.delete(training)
  },
  evaluate: (data: SentData, options?: EvaluateOptions) => evaluate(net(), dataOf(data), options),
  predictData: (data: SentData, options?: { batch?: number }) => predict(net(), dataOf(data), options),
  predict: (pictures: Float32Array, options?: { batch?: number }) => net().predict(pictures, options),
  featureMaps: (picture: Float32Array, layers: readonly string[]) => net().featureMaps(picture, layers),
  inputGradient: (...given: Parameters<Network['inputGradient']>) => net().inputGradient(...given),
  parameters: () => net().parameters(),
  setParameters: (record: TensorRecord) => net().setParameters(record),
  memory: () => net().memory(),
  dispose() {
    network?.dispose()
    backend?.dispose()
    network = undefined
    dataSets.clear()
  },
}

const port = parentPort()
port.listen(async (message) => {
  const { id, ask, args } = message as Question
  try {
    const value = await asks[ask]!(...(args as never[]))
    port.post({ id, value })
  } catch (error) {
    port.post({ id, error: errorParts(error) })
  }
})
