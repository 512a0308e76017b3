/**
 * For pages: a page's main thread must not wait, so its network lives in a worker, which may, and which has threads of
 * its own. What one gets is a *remote network*: the same verbs, answered by message. It works in Node as well.
 */
import type { RealArray } from '../backends/backend.ts'
import type { WasmOptions } from '../backends/wasm/wasm.ts'
import { Dataset } from '../data/dataset.ts'
import { RunError, UnsupportedError } from '../errors/errors.ts'
import { knownOptions } from '../errors/options.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { layers } from '../layers/index.ts'
import type { FeatureMap } from '../network/featureMaps.ts'
import type { MemoryReport } from '../network/memoryReport.ts'
import type { OpenOptions } from '../network/network.ts'
import type { TensorRecord } from '../network/weights.ts'
import type { EvaluateOptions, Evaluation } from '../training/evaluate.ts'
import type { TrainOptions, TrainStep } from '../training/train.ts'
import { type Answer, errorFrom, type SentData } from './protocol.ts'

/** The options of `model.open` and of `wasm` together. */
export interface RemoteOptions extends OpenOptions, WasmOptions {}

/** A network in a worker. `train` is pulled like the local one; pausing and stopping are a frame away. */
export interface RemoteNetwork {
  readonly model: ModelGraph
  readonly threads: number
  readonly build: string
  /** Why there are fewer threads than one would expect. */
  readonly note: string | undefined
  /** As the function `train`: pull for the next step, `break` to stop. The data goes over once. */
  train(data: Dataset, options: TrainOptions): AsyncGenerator<TrainStep, void, undefined>
  /** As the function `evaluate`. */
  evaluate(data: Dataset, options?: EvaluateOptions): Promise<Evaluation>
  /** The scores of pictures, one after the other; pictures as the network reads them, or a data set. */
  predict(pictures: Dataset | ArrayLike<number>, options?: { readonly batch?: number }): Promise<RealArray>
  /** What the named layers put out for one picture. */
  featureMaps(picture: ArrayLike<number> | { readonly data: ArrayLike<number> }, layers: readonly string[]): Promise<FeatureMap[]>
  /** What a gradient at a layer's own output, [pictures, …layer shape], becomes at the pictures: [pictures, …input shape]. */
  inputGradient(
    pictures: ArrayLike<number>,
    layer: string,
    dy: ArrayLike<number>,
    options?: { readonly batch?: number },
  ): Promise<RealArray>
  /** A copy of all parameters, by name. */
  parameters(): Promise<TensorRecord>
  /** Replaces all parameters. @throws OptionError, ShapeError where they are another model's. */
  setParameters(record: TensorRecord): Promise<void>
  /** The bytes that the network takes, by purpose. */
  memory(): Promise<MemoryReport>
  /** Ends the worker. */
  dispose(): void
}

/**
 * Opens a model in a worker of its own.
 * @throws UnsupportedError for layers made by `defineLayer` (the worker does not know them) or where no worker can be had.
 */
export async function openInWorker(model: ModelGraph, options?: RemoteOptions): Promise<RemoteNetwork> {
  const { threads, relaxed, ...open } = knownOptions('openInWorker', options, ['seed', 'fuse', 'batch', 'threads', 'relaxed'])
  const own = model.nodes.find(({ layer }) => !Object.hasOwn(layers, layer.kind))
  if (own)
    throw new UnsupportedError({
      code: 'layer-not-in-worker',
      message: `"${model.name}" has a layer of the kind "${own.layer.kind}", which only this thread knows.`,
      fix: 'write a worker of your own that defines the layer and opens the model there.',
    })
  const line = await startWorker()
  const opened = (await line.ask('open', JSON.parse(JSON.stringify(model)), open, { threads, relaxed }).catch((error) => {
    line.end()
    throw error
  })) as { threads: number; build: string; note: string | undefined }
  return remote(model, line, opened)
}

function remote(
  model: ModelGraph,
  line: Line,
  opened: { threads: number; build: string; note: string | undefined },
): RemoteNetwork {
  const sent = new Map<Dataset, number>()
  let trainings = 0
  const send = (data: Dataset): SentData => {
    const number = sent.get(data)
    if (number !== undefined) return { number }
    sent.set(data, sent.size + 1)
    const { name, images, labels, targets, targetShape, stored, padding, border, normalization, classes, rows } = data
    return {
      number: sent.size,
      parts: { name, images, labels, targets, targetShape, stored, padding, border, normalization, classes, rows },
    }
  }
  return {
    model,
    ...opened,
    async *train(data, options) {
      const training = ++trainings
      await line.ask('trainBegin', training, send(data), options)
      try {
        for (;;) {
          const { steps, done } = (await line.ask('trainNext', training)) as { steps: TrainStep[]; done: boolean }
          yield* steps
          if (done) return
        }
      } finally {
        if (line.open()) await line.ask('trainEnd', training)
      }
    },
    evaluate: (data, options) => line.ask('evaluate', send(data), options) as Promise<Evaluation>,
    predict: (pictures, options) =>
      (pictures instanceof Dataset
        ? line.ask('predictData', send(pictures), options)
        : line.ask('predict', Float32Array.from(pictures), options)) as Promise<RealArray>,
    featureMaps: (picture, names) =>
      line.ask('featureMaps', Float32Array.from('data' in picture ? picture.data : picture), names) as Promise<FeatureMap[]>,
    inputGradient: (pictures, layer, dy, options) =>
      line.ask('inputGradient', Float32Array.from(pictures), layer, Float32Array.from(dy), options) as Promise<RealArray>,
    parameters: () => line.ask('parameters') as Promise<TensorRecord>,
    setParameters: (record) => line.ask('setParameters', record) as Promise<void>,
    memory: () => line.ask('memory') as Promise<MemoryReport>,
    dispose: () => line.end(),
  }
}

/** A line to a worker: questions, and their answers as promises. */
interface Line {
  ask(ask: string, ...args: unknown[]): Promise<unknown>
  open(): boolean
  end(): void
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

async function startWorker(): Promise<Line> {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let ended: Error | undefined
  const heard = (answer: Answer) => {
    const asker = waiting.get(answer.id)
    waiting.delete(answer.id)
    worker.idle(waiting.size === 0)
    if ('error' in answer) asker?.reject(errorFrom(answer.error))
    else asker?.resolve(answer.value)
  }
  const gone = (error: Error) => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  const worker = await newWorker(heard, (why) =>
    gone(new RunError({ code: 'worker-gone', message: `the network's worker ended: ${why}`, fix: 'open the network again.' })),
  )
  return {
    open: () => ended === undefined,
    ask: (ask, ...args) => {
      if (ended) return Promise.reject(ended)
      return new Promise((resolve, reject) => {
        const id = ++lastId
        waiting.set(id, { resolve, reject })
        worker.idle(false)
        try {
          worker.post({ id, ask, args })
        } catch (error) {
          waiting.delete(id)
          reject(error as Error)
        }
      })
    },
    end: () => {
      if (ended) return
      gone(new RunError({ code: 'disposed', message: 'this remote network was disposed.', fix: 'open it again.' }))
      worker.terminate()
    },
  }
}

interface RawWorker {
  post(message: unknown): void
  terminate(): void
  /** In Node: whether the worker may keep the process alive. */
  idle(is: boolean): void
}

async function newWorker(heard: (answer: Answer) => void, gone: (why: string) => void): Promise<RawWorker> {
  const process = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }).process
  const node = process?.getBuiltinModule?.('node:worker_threads') as typeof import('node:worker_threads') | undefined
  if (node) {
    const worker = new node.Worker(new URL('./networkWorker.js', import.meta.url))
    worker.on('message', heard)
    worker.on('error', (error) => gone((error as Error).message))
    worker.on('exit', (code) => gone(`exit code ${code}`))
    worker.unref()
    return {
      post: (message) => worker.postMessage(message),
      terminate: () => void worker.terminate(),
      idle: (is) => (is ? worker.unref() : worker.ref()),
    }
  }
  if (typeof Worker === 'undefined')
    throw new UnsupportedError({
      code: 'no-workers',
      message: 'openInWorker: there are no workers here.',
      fix: 'open the model on `await wasm()` instead.',
    })
  const worker = new Worker(new URL('./networkWorker.js', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }) => heard(data)
  worker.onerror = (event) => gone(event.message || 'its script could not be loaded')
  return { post: (message) => worker.postMessage(message), terminate: () => worker.terminate(), idle: () => {} }
}
