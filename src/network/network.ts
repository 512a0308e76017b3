/**
 * A network: the parameters of a model on a backend, and a cache of plans that all share them and one arena. Train at
 * one batch size, evaluate at another, look into one picture: each use is a plan of its own, prepared when first
 * needed. `training/` drives it; people use `predict`, `featureMaps`, `parameters` and `dispose`.
 */
/// <reference lib="esnext.disposable" preserve="true" />
import type { Backend, Buffer, Program, RealArray } from '../backends/backend.ts'
import { knownOptions, wholeOption } from '../errors/options.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import type { LoweredPlan } from '../ops/plan.ts'
import { type Optimizer, optimizerOf } from '../optimizers/index.ts'
import { sizeOf } from '../values/shape.ts'
import { newValue, storageOf, type Value } from '../values/value.ts'
import { type ForwardOutput, forwardOf } from './forward.ts'
import { inputGradientOf } from './inputGradient.ts'
import { type FeatureMap, featureMapsOf, predictWith } from './look.ts'
import { type ArenaPlan, memoryMap, planArena } from './memory.ts'
import { bytesOfOwn, bytesOfRole, type MemoryReport, refuseTooLarge } from './memoryReport.ts'
import { disposed, noBuffer, stalePlan } from './networkErrors.ts'
import type { OpenOptions } from './openOptions.ts'
import { initialParameters, type ParameterTable, parameterTable } from './parameters.ts'
import { buildPlan, type PlanUse, plainInput } from './plan.ts'
import { type Prepared, preparedPlan } from './prepared.ts'
import { Turns } from './turns.ts'
import { readRange, type TensorRecord, writeRange } from './weights.ts'

export type { OpenOptions } from './openOptions.ts'

interface Entry {
  readonly prepared: Prepared
  program: Program | undefined
}

/**
 * A model with memory: its parameters on a backend. `train` and `evaluate` work on it; `predict`, `featureMaps` and
 * `parameters` look into it. Made by `model.open`; gives its memory back by `dispose` (or `using`).
 */
export class Network {
  readonly model: ModelGraph
  readonly backend: Backend
  readonly seed: number
  readonly table: ParameterTable
  readonly turns = new Turns()
  readonly #fuse: boolean
  readonly #entries = new Map<string, Entry>()
  /** The network's own values in the backend's memory. */
  readonly #own = new Map<Value, Buffer>()
  #states: Record<string, Value> = {}
  #stateKind = ''
  #arena: Buffer | undefined
  #uses = 0
  #disposed = false

  private constructor(model: ModelGraph, backend: Backend, seed: number, fuse: boolean) {
    this.model = model
    this.backend = backend
    this.seed = seed
    this.#fuse = fuse
    this.table = parameterTable(model)
  }

  /** @throws UnsupportedError where the parameters, or the plan for `batch`, are more than the backend can hold. */
  static async open(model: ModelGraph, backend: Backend, options?: OpenOptions): Promise<Network> {
    const { seed = 0, fuse = true, batch } = knownOptions('open', options, ['seed', 'fuse', 'batch'])
    wholeOption('open', 'seed', seed, { min: 0, max: 2 ** 32 - 1 })
    if (batch !== undefined) wholeOption('open', 'batch', batch)
    const network = new Network(model, backend, seed, fuse)
    network.#refuseTooLarge([network.table.values])
    const buffer = network.#allocate(network.table.values)
    if (network.table.list.length > 0) backend.write(buffer, 0, network.#real(initialParameters(network.table, seed)))
    if (batch === undefined) return network
    try {
      await network.prepare({ use: 'infer', batch, input: plainInput(model.inputShape) })
      return network
    } catch (error) {
      network.dispose()
      throw error
    }
  }

  /** The class scores of any number of pictures: [pictures, …output shape], plain order. */
  predict(pictures: ArrayLike<number>, options?: { readonly batch?: number }): Promise<RealArray> {
    return predictWith(this, pictures, options)
  }

  /** The output of all these pictures in one plan, [pictures, …output shape]: a view until the network's next use, if there can be one. */
  forward(pictures: ArrayLike<number>, options?: { readonly batch?: number }): Promise<ForwardOutput> {
    return forwardOf(this, pictures, options)
  }

  /** What the named layers put out for one picture: each layer's own output, before the activation that follows. */
  featureMaps(
    picture: ArrayLike<number> | { readonly data: ArrayLike<number> },
    layers: readonly string[],
  ): Promise<FeatureMap[]> {
    return featureMapsOf(this, picture, layers)
  }

  /**
   * What a gradient at a layer's own output becomes at the input: dx = (∂layer/∂input)ᵀ·dy, exact, for any number of pictures;
   * random layers are at rest. `dy` is [pictures, …layer shape]; the result is [pictures, …input shape].
   */
  inputGradient(
    pictures: ArrayLike<number>,
    layer: string,
    dy: ArrayLike<number>,
    options?: { readonly batch?: number },
  ): Promise<RealArray> {
    return inputGradientOf(this, pictures, layer, dy, options)
  }

  /** A copy of all parameters by name (`C1.weight`), as safetensors, PyTorch and ONNX name and order them. */
  parameters(): Promise<TensorRecord> {
    return readRange(this, this.table.values)
  }

  /** Puts weights in. @throws OptionError, ShapeError where a name is unknown or missing, or a shape is another. */
  setParameters(record: TensorRecord): void {
    writeRange(this, this.table.values, record)
  }

  /** Where every byte is. `total` is what the backend's memory holds for this network, its own part included. */
  memory(): MemoryReport {
    const own = (role: Value['role']) => bytesOfRole(role, this.#own.keys(), this.backend)
    const entries = [...this.#entries.values()]
    const parts = {
      parameters: own('parameter'),
      gradients: own('gradient'),
      optimizer: own('optimizer'),
      arena: this.#arena?.bytes ?? 0,
      programs: entries.reduce((sum, { program, prepared }) => sum + (program ? prepared.lowered.programBytes : 0), 0),
      backend: this.backend.limit.own,
    }
    return { ...parts, total: Object.values(parts).reduce((a, b) => a + b, 0) }
  }

  /** The plan for one use, placed and ready; from the cache where it was asked for before. */
  async prepare(asked: PlanUse): Promise<Prepared> {
    this.#alive()
    const use = { fuse: this.#fuse, ...asked }
    const { optimizer } = use
    const rateless = optimizer && { ...optimizer, learningRate: 0 }
    const key = JSON.stringify({ ...use, optimizer: rateless })
    if (optimizer) this.#makeStates(optimizer)
    let entry = this.#entries.get(key)
    if (!entry) {
      const built = buildPlan(this.model, this.table, this.#states, use)
      const lowered = this.backend.lower(built.plan)
      const arena = planArena(lowered, this.backend)
      const wanted = [...(use.use === 'train' ? [this.table.gradients] : []), ...Object.values(optimizer ? this.#states : {})]
      this.#makeRoom(wanted, arena, lowered)
      entry = {
        prepared: preparedPlan({
          backend: this.backend,
          use,
          built,
          lowered,
          arena,
          place: () => this.#place(),
          program: () => this.#programOf(key),
        }),
        program: undefined,
      }
      this.#entries.set(key, entry)
    }
    await this.#programOf(key)
    return entry.prepared
  }

  /** Another number after each use: who holds a view of the arena sees by it that it may have been written over. */
  get uses(): number {
    return this.#uses
  }

  /** What the optimizer remembers: ranges of the form of the parameters' own, by name. */
  get states(): Readonly<Record<string, Value>> {
    return this.#states
  }

  /** Clears the optimizer's memory (velocity, moments): training then begins afresh. */
  resetOptimizer(): void {
    for (const value of Object.values(this.#states)) {
      const buffer = this.#own.get(value)
      if (buffer) this.backend.write(buffer, 0, this.#real(new Float32Array(sizeOf(value.shape))))
    }
  }

  /** The buffer of one of the network's own values (parameters, gradients, optimizer states). */
  bufferOf(value: Value): Buffer {
    this.#alive()
    const buffer = this.#own.get(storageOf(value))
    if (!buffer) throw noBuffer(value)
    return buffer
  }

  /** Gives everything back. The backend lives on. */
  dispose(): void {
    if (this.#disposed) return
    this.#freeArena()
    for (const buffer of this.#own.values()) this.backend.free(buffer)
    this.#own.clear()
    this.#entries.clear()
    this.#disposed = true
  }

  /** `using net = await model.open(…)` disposes of it at the end of the block. */
  [Symbol.dispose](): void {
    this.dispose()
  }

  #alive(): void {
    if (this.#disposed) throw disposed(this.model)
  }

  #real(data: Float32Array): RealArray {
    return this.backend.realBytes === 8 ? Float64Array.from(data) : data
  }

  #allocate(value: Value): Buffer {
    const buffer = this.backend.alloc(bytesOfOwn(value, this.backend))
    this.#own.set(value, buffer)
    return buffer
  }

  #makeStates(optimizer: Optimizer): void {
    const names = optimizerOf(optimizer).states(optimizer)
    const kind = `${optimizer.kind} ${names.join(' ')}`
    if (kind === this.#stateKind) return
    // Another optimizer: the old one's plans and memory go.
    for (const [key, { program, prepared }] of this.#entries)
      if (prepared.use.optimizer) {
        program?.free()
        this.#entries.delete(key)
      }
    for (const value of Object.values(this.#states)) {
      const buffer = this.#own.get(value)
      if (buffer) this.backend.free(buffer)
      this.#own.delete(value)
    }
    this.#states = Object.fromEntries(
      names.map((name) => [name, newValue(`optimizer.${name}`, this.table.values.shape, { role: 'optimizer' })]),
    )
    this.#stateKind = kind
  }

  /** Takes what a new plan needs beyond what is there. The arena goes last and may move: programs are then made anew. */
  #makeRoom(wanted: readonly Value[], arena: ArenaPlan, lowered: LoweredPlan): void {
    const missing = wanted.filter((value) => !this.#own.has(value))
    if (missing.length === 0 && this.#arena && this.#arena.bytes >= arena.bytes) return
    this.#refuseTooLarge([...this.#own.keys(), ...missing], arena, lowered)
    const bytes = Math.max(arena.bytes, this.#arena?.bytes ?? 0)
    this.#freeArena()
    for (const value of missing) this.#allocate(value)
    this.#arena = this.backend.alloc(bytes)
  }

  #freeArena(): void {
    this.#uses++
    for (const entry of this.#entries.values()) {
      entry.program?.free()
      entry.program = undefined
    }
    if (this.#arena) this.backend.free(this.#arena)
    this.#arena = undefined
  }

  #refuseTooLarge(values: readonly Value[], arena?: ArenaPlan, lowered?: LoweredPlan): void {
    const bytes = (role: Value['role']) => bytesOfRole(role, values, this.backend)
    refuseTooLarge(
      this.model,
      this.backend,
      {
        parameters: bytes('parameter'),
        gradients: bytes('gradient'),
        optimizer: bytes('optimizer'),
        arena: Math.max(arena?.bytes ?? 0, this.#arena?.bytes ?? 0),
        programs: lowered?.programBytes ?? 0,
        backend: this.backend.limit.own,
      },
      arena,
      lowered?.plan.batch,
    )
  }

  #place(): Buffer {
    this.#alive()
    return this.#arena!
  }

  /** The program of a plan, made anew where the arena has moved. */
  async #programOf(key: string): Promise<Program> {
    this.#alive()
    this.#uses++
    const entry = this.#entries.get(key)
    if (!entry) throw stalePlan()
    const { lowered, arena } = entry.prepared
    entry.program ??= await this.backend.prepare(lowered, memoryMap(this.#own, arena, this.#arena!))
    return entry.program
  }
}
