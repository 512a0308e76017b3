/**
 * The worker's side: it opens the Wasm backend (with threads of its own), opens the model, and answers questions.
 * `networkWorker.ts` is a worker with this and nothing else; one of a user's own imports what it needs and calls it.
 */
import { type WasmBackend, wasm } from '../backends/wasm/wasm.ts'
import { Dataset } from '../data/dataset.ts'
import { RunError } from '../errors/errors.ts'
import { modelFromJson } from '../model/fromJson.ts'
import type { Network } from '../network/network.ts'
import { evaluate, predict } from '../training/evaluate.ts'
import { type TrainStep, train } from '../training/train.ts'
import { parentPort } from './port.ts'
import { type Ask, type Asks, errorParts, type Question, type SentData } from './protocol.ts'

/** Steps are sent in bunches of about a picture frame: fewer messages, and a pause is as quick as the eye. */
const bunch = 16

/**
 * Makes the worker in which it is called a network worker: what `openInWorker(model, { worker })` talks to. For models with
 * layers, losses or optimizers of your own, which a worker knows only when it has imported them:
 *
 * ```ts
 * // networkWorker.ts
 * import './swish.ts' // defineLayer('swish', …)
 * import { serveNetwork } from 'striate/wasm'
 * serveNetwork()
 *
 * // the page
 * const worker = () => new Worker(new URL('./networkWorker.ts', import.meta.url), { type: 'module' })
 * const net = await openInWorker(model, { worker })
 * ```
 */
export function serveNetwork(): void {
  const port = parentPort()
  const answers = answersOf()
  port.listen(async (message) => {
    const { id, ask, args } = message as Question
    try {
      const answer = answers[ask] as (...given: typeof args) => unknown
      port.post({ id, value: await answer(...args) })
    } catch (error) {
      port.post({ id, error: errorParts(error) })
    }
  })
}

type Answers = { readonly [K in Ask]: (...args: Parameters<Asks[K]>) => ReturnType<Asks[K]> | Promise<ReturnType<Asks[K]>> }

function answersOf(): Answers {
  let backend: WasmBackend | undefined
  let network: Network | undefined
  const dataSets = new Map<number, Dataset>()
  const trainings = new Map<number, AsyncGenerator<TrainStep, void, undefined>>()

  const net = (): Network => {
    if (!network)
      throw new RunError({ code: 'not-open', message: 'the network of this worker is not open.', fix: 'open it first.' })
    return network
  }
  const dataOf = ({ number, parts }: SentData): Dataset => {
    if (parts) dataSets.set(number, new Dataset(parts))
    return dataSets.get(number)!
  }

  return {
    async open(model, options, engine) {
      backend = await wasm(engine)
      network = await modelFromJson(model).open(backend, options)
      return { threads: backend.threads, build: backend.build, note: backend.note }
    },
    trainBegin(training, data, options) {
      trainings.set(training, train(net(), dataOf(data), options))
    },
    async trainNext(training) {
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
    async trainEnd(training) {
      await trainings.get(training)?.return()
      trainings.delete(training)
    },
    evaluate: (data, options) => evaluate(net(), dataOf(data), options),
    predictData: (data, options) => predict(net(), dataOf(data), options),
    predict: (pictures, options) => net().predict(pictures, options),
    featureMaps: (picture, layers) => net().featureMaps(picture, layers),
    inputGradient: (...given) => net().inputGradient(...given),
    parameters: () => net().parameters(),
    setParameters: (record) => net().setParameters(record),
    memory: () => net().memory(),
  }
}
