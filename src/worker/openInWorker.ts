/**
 * For pages: a page's main thread must not wait, so its network lives in a worker, which may, and which has threads of
 * its own. What one gets is a *remote network*: the same verbs, answered by message. It works in Node as well.
 */

import type { RealArray } from '../backends/backend.ts'
import type { WasmOptions } from '../backends/wasm/wasm.ts'
import type { WorkerLike } from '../backends/wasm/wire.ts'
import type { Dataset } from '../data/dataset.ts'
import { errorFrom } from '../errors/errorParts.ts'
import { UnsupportedError } from '../errors/errors.ts'
import { knownOptions, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { ModelJson } from '../graph/json.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { type GivenImages, type ModelInput, type RawImage, readImages } from '../graph/modelInput.ts'
import { isBuiltInLayer } from '../layers/index.ts'
import { isBuiltInLoss, lossOf } from '../losses/index.ts'
import { type Adopted, type AdoptedFrom, type AdoptOptions, tensorsOf } from '../network/adopt.ts'
import { countImages, numbersOf, oneImage } from '../network/checkImages.ts'
import type { FeatureMap } from '../network/featureMaps.ts'
import type { MemoryReport } from '../network/memoryReport.ts'
import type { OpenOptions } from '../network/network.ts'
import type { NetworkOutputs } from '../network/outputs.ts'
import type { GivenTensors, TensorRecord } from '../network/weights.ts'
import { isBuiltInOptimizer, optimizerOf } from '../optimizers/index.ts'
import type { EvaluateOptions, Evaluation } from '../training/evaluate.ts'
import type { TrainOptions, TrainStep } from '../training/train.ts'
import { type Line, lineTo } from './line.ts'
import type { Opened, SentData } from './protocol.ts'

/** The options of `model.open` and of `wasm` together. */
export interface RemoteOptions extends OpenOptions, WasmOptions {
  /**
   * Starts a worker of your own that has called `serveNetwork`: for models with layers, losses or optimizers of your own,
   * which it imports. Without it, a worker that knows Striate's.
   */
  readonly worker?: (() => WorkerLike) | undefined
}

/** A network in a worker. `train` is pulled like the local one; pausing and stopping are a frame away. */
export interface RemoteNetwork {
  readonly model: ModelGraph
  /** How raw images become its input, as `Network.input`. */
  readonly input: ModelInput | undefined
  readonly threads: number
  readonly build: string
  /** Why there are fewer threads than one would expect. */
  readonly note: string | undefined
  /**
   * As the function `train`, but errors of options come with the first pull: pull for the next step, `break` to stop. Steps
   * come in bunches of 16 ms, so that after a `break` the weights may be some steps further. The data goes over once.
   */
  train(data: Dataset, options: TrainOptions): AsyncGenerator<TrainStep, void, undefined>
  /** As the function `evaluate`. */
  evaluate(data: Dataset, options?: EvaluateOptions): Promise<Evaluation>
  /** The scores of images, one after the other; images as the network reads them, or a data set. */
  predict(images: Dataset | GivenImages, options?: { readonly batch?: number }): Promise<RealArray>
  /** What each output of a model with several gives, as `Network.outputs`. */
  outputs(images: GivenImages, options?: { readonly batch?: number }): Promise<NetworkOutputs>
  /** What the named layers output for one image. */
  featureMaps(
    image: ArrayLike<number> | RawImage | { readonly data: ArrayLike<number> },
    layers: readonly string[],
  ): Promise<FeatureMap[]>
  /** What a gradient at a layer's own output, [images, …layer shape], becomes at the images: [images, …input shape]. */
  inputGradient(
    images: GivenImages,
    layer: string,
    dy: ArrayLike<number>,
    options?: { readonly batch?: number },
  ): Promise<RealArray>
  /** A copy of all parameters, by name. */
  parameters(): Promise<TensorRecord>
  /** Replaces all parameters. @throws OptionError, ShapeError where they are another model's. */
  setParameters(record: GivenTensors): Promise<void>
  /** As `Network.adopt`. */
  adopt(from: AdoptedFrom, options?: AdoptOptions): Promise<Adopted>
  /** The bytes that the network takes, by purpose. */
  memory(): Promise<MemoryReport>
  /** Ends the worker. */
  dispose(): void
}

/**
 * Opens a model in a worker of its own.
 * @throws UnsupportedError for layers made by `defineLayer` without a `worker` that defines them, or where no worker can be
 *   had; OptionError for unknown options, and where `worker` gives none
 */
export async function openInWorker(model: ModelGraph, options?: RemoteOptions): Promise<RemoteNetwork> {
  const known = ['seed', 'fuse', 'batch', 'threads', 'relaxed', 'worker'] as const
  const { threads, relaxed, worker, ...open } = knownOptions('openInWorker', options, known)
  const own = model.nodes.find(({ layer }) => !isBuiltInLayer(layer))
  if (own && worker === undefined) throw notInWorker('layer', own.layer.kind, model.name)
  const line = lineTo(worker === undefined ? undefined : started(worker))
  try {
    const known = worker === undefined ? refuseOwn : () => {}
    return remote(
      model,
      line,
      known,
      await line.ask('open', JSON.parse(JSON.stringify(model)) as ModelJson, open, { threads, relaxed }),
    )
  } catch (error) {
    line.end()
    throw error
  }
}

/** A worker of the user's own, started by his function. */
function started(worker: () => WorkerLike): WorkerLike {
  const made: unknown = typeof worker === 'function' ? worker() : worker
  if (typeof (made as WorkerLike | null)?.postMessage === 'function') return made as WorkerLike
  throw wrongOption('openInWorker', 'worker', worker, say('a function that starts a worker and returns it'))
}

function notInWorker(what: 'layer' | 'loss' | 'optimizer', kind: string, model = ''): UnsupportedError {
  return new UnsupportedError({
    code: `${what}-not-in-worker`,
    message:
      what === 'layer'
        ? say('"{model}" has a layer of the kind "{kind}", which only this thread knows.', { model, kind })
        : what === 'loss'
          ? say('only this thread knows the loss "{kind}".', { kind })
          : say('only this thread knows the optimizer "{kind}".', { kind }),
    fix: say('start a worker of your own: a module that defines the {what} and calls serveNetwork() of {path}; then\n{call}', {
      what: what === 'layer' ? say('layer') : what === 'loss' ? say('loss') : say('optimizer'),
      path: "'striate/worker'",
      call: "openInWorker(model, { worker: () => new Worker(…, { type: 'module' }) }).",
    }),
  })
}

/** A worker of ours knows what came with Striate, and no more. */
function refuseOwn(options: Partial<Pick<TrainOptions, 'loss' | 'optimizer'>> | undefined): void {
  const { loss, optimizer } = options ?? {}
  // `lossOf` and `optimizerOf` refuse what no one knows, with the nearest name.
  if (loss && lossOf(loss) && !isBuiltInLoss(loss)) throw notInWorker('loss', loss.kind)
  if (optimizer && optimizerOf(optimizer) && !isBuiltInOptimizer(optimizer)) throw notInWorker('optimizer', optimizer.kind)
}

function streamedElsewhere(data: Dataset): UnsupportedError {
  return new UnsupportedError({
    code: 'streamed-not-in-worker',
    message: say('the images of {data} are streamed, and cannot be sent to a worker.', { data: String(data) }),
    fix: say('open the network in this thread: model.open(await wasm()); or read the images into memory: stream: false.'),
  })
}

const isDataset = (images: Dataset | GivenImages): images is Dataset => typeof (images as Dataset | null)?.label === 'function'

function remote(model: ModelGraph, line: Line, check: typeof refuseOwn, opened: Opened): RemoteNetwork {
  const sent = new Map<Dataset, number>()
  let [numbers, trainings] = [0, 0]
  let { input } = model
  /** Asks with a data set, which goes over once: then it is known there. */
  const withData = <T>(data: Dataset, ask: (data: SentData) => Promise<T>): Promise<T> => {
    const number = sent.get(data)
    if (number !== undefined) return ask({ number })
    if (data.streamed) throw streamedElsewhere(data)
    const { name, images, labels, targets, targetShape, stored, padding, border, normalization, rows } = data
    const { classes, colours, handwriting, fit, crop } = data
    const read = { stored, padding, border, normalization, classes, colours, handwriting, fit, crop }
    const parts = { name, images, labels, targets, targetShape, rows, ...read }
    sent.set(data, ++numbers)
    const answer = ask({ number: numbers, parts })
    // What could not be sent is not there; the next question brings it again.
    answer.catch((error) => {
      if (error.code === 'cannot-be-sent') sent.delete(data)
    })
    return answer
  }
  return {
    model,
    get input() {
      return input
    },
    ...opened,
    async *train(data, options) {
      check(options)
      const training = ++trainings
      const { validation, ...plain } = options ?? {}
      await withData(data, (sent) =>
        validation !== undefined && isDataset(validation as Dataset)
          ? withData(validation as Dataset, (other) => line.ask('trainBegin', training, sent, plain as TrainOptions, other))
          : line.ask('trainBegin', training, sent, options),
      )
      try {
        for (;;) {
          const answer = await line.ask('trainNext', training)
          const { steps, done, error } = answer
          input = answer.input
          yield* steps
          if (error) throw errorFrom(error)
          if (done) return
        }
      } finally {
        if (line.open()) await line.ask('trainEnd', training)
      }
    },
    async evaluate(data, options) {
      check(options)
      return withData(data, (sent) => line.ask('evaluate', sent, options))
    },
    // Before they become float32, which makes numbers, or NaN, of anything.
    async predict(images, options) {
      if (isDataset(images)) return withData(images, (sent) => line.ask('predictData', sent, options))
      const numbers = readImages('predict', model, input, images)
      countImages('predict', model, numbers)
      return line.ask('predict', Float32Array.from(numbers), options)
    },
    async outputs(images, options) {
      const numbers = readImages('outputs', model, input, images)
      countImages('outputs', model, numbers)
      return line.ask('outputs', Float32Array.from(numbers), options)
    },
    async featureMaps(image, names) {
      return line.ask(
        'featureMaps',
        Float32Array.from(oneImage('featureMaps', model, readImages('featureMaps', model, input, image))),
        names,
      )
    },
    async inputGradient(given, layer, dy, options) {
      const images = readImages('inputGradient', model, input, given)
      countImages('inputGradient', model, images)
      const gradient = Float32Array.from(numbersOf('inputGradient', dy, say('the gradient')))
      return line.ask('inputGradient', Float32Array.from(images), layer, gradient, options)
    },
    parameters: () => line.ask('parameters'),
    setParameters: (record) => line.ask('setParameters', record),
    memory: () => line.ask('memory'),
    adopt: async (from, options) => line.ask('adopt', await tensorsOf(from), options),
    dispose: () => line.end(),
  }
}
