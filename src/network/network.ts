/**
 * A network: the parameters of a model on a backend, and the plans of all its uses. Train at one batch size, evaluate at
 * another, look into one image: each use is a plan of its own, made when first needed. What is here are its verbs; the
 * memory and the plans are in `plans.ts`.
 */
/// <reference lib="esnext.disposable" preserve="true" />
import type { Backend, RealArray } from '../backends/backend.ts'
import { knownOptions, wholeOption } from '../errors/options.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import type { GivenImages, ModelInput, RawImage } from '../graph/modelInput.ts'
import type { Optimizer } from '../optimizers/index.ts'
import { type Adopted, type AdoptedFrom, type AdoptOptions, adopt } from './adopt.ts'
import type { BegunTraining, TrainingMemory } from './begunTraining.ts'
import { type FeatureMap, featureMapsOf } from './featureMaps.ts'
import { type ForwardOutput, forwardOf } from './forward.ts'
import { inputGradientOf } from './inputGradient.ts'
import type { MemoryReport } from './memoryReport.ts'
import type { OpenHereOptions } from './openOptions.ts'
import { type NetworkOutputs, outputsOf } from './outputs.ts'
import { Plans } from './plans.ts'
import { predictWith } from './predict.ts'
import type { OpenPlan } from './prepared.ts'
import { type PlanUse, plainInput } from './use.ts'
import type { GivenTensors, TensorRecord } from './weights.ts'

export type { BegunTraining, TrainingMemory } from './begunTraining.ts'
export type { OpenHereOptions, OpenOptions } from './openOptions.ts'

/**
 * A model with memory: its parameters on a backend. `train` and `evaluate` work on it; `predict`, `featureMaps` and
 * `parameters` look into it. Made by `model.open`; gives its memory back by `dispose` (or `using`).
 */
export class Network {
  readonly model: ModelGraph
  readonly backend: Backend
  readonly seed: number
  readonly #plans: Plans

  private constructor(model: ModelGraph, backend: Backend, seed: number, fuse: boolean, weights: GivenTensors | undefined) {
    this.model = model
    this.backend = backend
    this.seed = seed
    this.#plans = new Plans(model, backend, { seed, fuse, weights })
  }

  /**
   * @throws UnsupportedError where the parameters, or the plan for `batch`, are more than the backend can hold; OptionError,
   *   ShapeError for weights that are not the model's
   */
  static async open(model: ModelGraph, backend: Backend, options?: OpenHereOptions): Promise<Network> {
    const { seed = 0, fuse = true, batch, weights } = knownOptions('open', options, ['seed', 'fuse', 'batch', 'weights'])
    wholeOption('open', 'seed', seed, { min: 0, max: 2 ** 32 - 1 })
    if (batch !== undefined) wholeOption('open', 'batch', batch)
    const network = new Network(model, backend, seed, fuse, weights)
    if (batch === undefined) return network
    try {
      await network.use({ kind: 'infer', batch, input: plainInput(model.inputShape) }, async () => {})
      return network
    } catch (error) {
      network.dispose()
      throw error
    }
  }

  /**
   * How raw images become its input, and what its outputs are called: as its model says, or as the data did that it was last
   * trained on. Undefined where neither has been.
   */
  get input(): ModelInput | undefined {
    return this.#plans.input
  }

  /** Says how it reads raw images: what `train` does with its data. @throws OptionError, ShapeError where it does not fit */
  setInput(input: ModelInput): void {
    this.#plans.setInput(input)
  }

  /**
   * The class scores of any number of images: [images, …output shape], plain order. They are numbers as the network reads
   * them, or raw images (`loadImage`), which are read as `input` says. Each batch is a use of its own: beside a
   * training, batches see the weights of different steps.
   * @throws OptionError, ShapeError for what are not finite numbers, or no whole images; UnsupportedError where a batch does
   * not fit
   */
  predict(images: GivenImages, options?: { readonly batch?: number }): Promise<RealArray> {
    return predictWith(this.#plans, images, options)
  }

  /**
   * The output of all these images in one plan, [images, …output shape]: a view until the network's next use, if there can
   * be one.
   * @throws as `predict`
   */
  forward(images: GivenImages, options?: { readonly batch?: number }): Promise<ForwardOutput> {
    return forwardOf(this.#plans, images, options)
  }

  /**
   * What each output of a model with several gives for any number of images, by the names of their layers: `{ shape, data }`,
   * [images, …the output's shape]. `predict` gives the first alone.
   *
   * ```ts
   * const { scores, boxes } = await net.outputs(images)
   * ```
   * @throws as `predict`
   */
  outputs(images: GivenImages, options?: { readonly batch?: number }): Promise<NetworkOutputs> {
    return outputsOf(this.#plans, images, options)
  }

  /**
   * What the named layers output for one image: each layer's own output, before the activation that follows.
   * @throws as `predict`; OptionError for a name that no layer has
   */
  featureMaps(
    image: ArrayLike<number> | RawImage | { readonly data: ArrayLike<number> },
    layers: readonly string[],
  ): Promise<FeatureMap[]> {
    return featureMapsOf(this.#plans, image, layers)
  }

  /**
   * What a gradient at a layer's own output becomes at the input: dx = (∂layer/∂input)ᵀ·dy, exact, for any number of images;
   * random layers are at rest. `dy` is [images, …layer shape]; the result is [images, …input shape].
   */
  inputGradient(
    images: GivenImages,
    layer: string,
    dy: ArrayLike<number>,
    options?: { readonly batch?: number },
  ): Promise<RealArray> {
    return inputGradientOf(this.#plans, images, layer, dy, options)
  }

  /**
   * The one door to the network's memory, which all verbs come in by: waits for its turn, makes or finds the plan of the
   * use, and gives it to `work` for as long as its promise takes. Other uses that begin meanwhile wait. Do not await
   * another use of the same network within `work`: it would wait for itself (one that begins at once is refused).
   *
   * ```ts
   * const scores = await net.use({ kind: 'infer', batch: 2, input: plainInput([1, 28, 28]) }, async (plan) => {
   *   plan.write(plan.values.raw, (data) => data.set(twoImages))
   *   plan.writeStep()
   *   await plan.run('forward')
   *   return (await plan.read(plan.values.output)).slice()
   * })
   * ```
   * @throws OptionError, ShapeError for what is not a use of this model; UnsupportedError where the plan does not fit; RunError
   * where
   *   the network was disposed
   */
  use<U extends PlanUse, T>(use: U, work: (plan: OpenPlan<U>) => Promise<T>): Promise<T> {
    return this.#plans.use(use, work)
  }

  /** Marks the network as being trained: what `train` does. @throws RunError 'already-training' */
  beginTraining(optimizer: Optimizer): BegunTraining {
    return this.#plans.beginTraining(optimizer)
  }

  /** Copies of all parameters and of what the optimizer of the last training remembers, both of one moment. */
  trainingMemory(): Promise<TrainingMemory> {
    return this.#plans.trainingMemory()
  }

  /**
   * A copy of all parameters by name (`C1.weight`), and of what layers carry from step to step (`bn1.running_mean`), as
   * safetensors, PyTorch and ONNX name and order them: with these, another network of the model computes the same.
   */
  parameters(): Promise<TensorRecord> {
    return this.#plans.parameters()
  }

  /** Refuses weights that `setParameters` would refuse, and changes nothing. @throws OptionError, ShapeError */
  checkParameters(record: GivenTensors): void {
    this.#plans.checkParameters(record)
  }

  /**
   * Replaces all parameters, and what layers carry.
   * @throws OptionError, ShapeError where a name is unknown or missing, a shape is another, or a number is not finite; RunError
   *   'in-use' while a use of the network is under way: await it first
   */
  setParameters(record: GivenTensors): void {
    this.#plans.setParameters(record)
  }

  /**
   * Takes weights from another network, or from tensors by name (of a file, of PyTorch). With `partial`, those that have the
   * name and the shape of one of its own, and the rest stays as it was: a trained body under a new head.
   *
   * ```ts
   * const { adopted, reshaped } = await net.adopt(pretrained, { partial: true })
   * ```
   * @throws OptionError, ShapeError where something is missing, unknown or of another shape; with `partial`, where nothing fits
   */
  adopt(from: AdoptedFrom, options?: AdoptOptions): Promise<Adopted> {
    return adopt(this.#plans, from, options)
  }

  /** Where every byte is. `total` is what the backend's memory holds for this network, its own part included. */
  memory(): MemoryReport {
    return this.#plans.memory()
  }

  /** Gives everything back. The backend lives on. */
  dispose(): void {
    this.#plans.dispose()
  }

  /** `using net = await model.open(…)` disposes of it at the end of the block. */
  [Symbol.dispose](): void {
    this.dispose()
  }
}
