/**
 * The worker's side: it opens the Wasm backend (with threads of its own), opens the model, and answers questions.
 * `networkWorker.ts` is a worker with this and nothing else; one of a user's own imports what it needs and calls it.
 */

import { type WasmBackend, wasm } from '../backends/wasm/wasm.ts'
import { Dataset } from '../data/dataset.ts'
import { errorParts } from '../errors/errorParts.ts'
import { RunError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { modelFromJson } from '../model/fromJson.ts'
import type { Network } from '../network/network.ts'
import { version } from '../text/version.ts'
import { evaluate, predict } from '../training/evaluate.ts'
import { type TrainStep, train } from '../training/train.ts'
import { parentPort } from './port.ts'
import type { Ask, Asks, Question, SentData } from './protocol.ts'

/** Steps are sent in bunches of about an image frame: fewer messages, and a pause is as quick as the eye. */
const bunch = 16

/**
 * Makes the worker in which it is called a network worker: what `openInWorker(model, { worker })` talks to. For models with
 * layers, losses or optimizers of your own, which a worker knows only when it has imported them:
 *
 * ```ts
 * // networkWorker.ts
 * import './swish.ts' // defineLayer('swish', …)
 * import { serveNetwork } from 'striate/worker'
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
  port.post({ ready: version })
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
  let opened = false
  const dataSets = new Map<number, Dataset>()
  const trainings = new Map<number, AsyncGenerator<TrainStep, void, undefined>>()

  const net = (): Network => {
    if (!network)
      throw new RunError({
        code: 'not-open',
        message: say('the network of this worker is not open.'),
        fix: say('open it first.'),
      })
    return network
  }
  const dataOf = ({ number, parts }: SentData): Dataset => {
    const found = parts ? new Dataset(parts) : dataSets.get(number)
    if (!found)
      throw new RunError({
        code: 'no-data',
        message: say('the worker has no data set {number}.', { number }),
        fix: say('open the network again.'),
      })
    dataSets.set(number, found)
    return found
  }

  return {
    async open(model, options, engine) {
      if (opened)
        throw new RunError({
          code: 'already-open',
          message: say('this worker already has a network.'),
          fix: say('start a worker for each network.'),
        })
      opened = true
      backend = await wasm(engine)
      network = await modelFromJson(model).open(backend, options)
      return { threads: backend.threads, build: backend.build, note: backend.note }
    },
    trainBegin(training, data, options, validation) {
      // In the order in which they were sent: the same data set twice comes with its parts once.
      const own = dataOf(data)
      const all = validation ? { ...options, validation: dataOf(validation) } : options
      trainings.set(training, train(net(), own, all))
    },
    async trainNext(training) {
      const iterator = trainings.get(training)
      const steps: TrainStep[] = []
      const until = performance.now() + bunch
      while (iterator && performance.now() < until) {
        try {
          const { value, done } = await iterator.next()
          if (!done) {
            steps.push(value)
            continue
          }
        } catch (error) {
          // The steps before it were made, and tell why.
          trainings.delete(training)
          return { steps, done: true, error: errorParts(error), input: net().input }
        }
        trainings.delete(training)
        return { steps, done: true, input: net().input }
      }
      return { steps, done: !iterator, input: net().input }
    },
    async trainEnd(training) {
      await trainings.get(training)?.return()
      trainings.delete(training)
    },
    evaluate: (data, options) => evaluate(net(), dataOf(data), options),
    predictData: (data, options) => predict(net(), dataOf(data), options),
    predict: (images, options) => net().predict(images, options),
    outputs: (images, options) => net().outputs(images, options),
    featureMaps: (image, layers) => net().featureMaps(image, layers),
    inputGradient: (...given) => net().inputGradient(...given),
    parameters: () => net().parameters(),
    setParameters: (record) => net().setParameters(record),
    adopt: (record, options) => net().adopt(record, options),
    memory: () => net().memory(),
  }
}
