/**
 * Long because every way to a network's memory leads through it.
 *
 * The one door to a network's memory. All uses share one arena, so whoever writes images, runs and reads takes a turn of
 * it: `use` takes the turn, finds or makes the plan, places it, and hands it out for the length of the turn. Plans are
 * cached by their use; the least recently used are forgotten when all together weigh more than `mostBytes`.
 */
import type { Backend, Buffer } from '../backends/backend.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { checkModelInput, type ModelInput } from '../graph/modelInput.ts'
import type { Optimizer } from '../optimizers/index.ts'
import type { Shape } from '../values/shape.ts'
import type { Value } from '../values/value.ts'
import type { BegunTraining, BestParameters, TrainingMemory } from './begunTraining.ts'
import { checkUse, refuseWhatIsNotJson } from './checkUse.ts'
import { planArena } from './memory.ts'
import type { MemoryReport } from './memoryReport.ts'
import { alreadyTraining, disposed, inUse, nestedUse, noBuffer, trainingEnded } from './networkErrors.ts'
import { memoryKindOf, OwnMemory } from './own.ts'
import type { ParameterTable } from './parameters.ts'
import { buildPlan } from './plan/build.ts'
import { weightOf } from './planWeight.ts'
import { type Home, type OpenPlan, PreparedPlan } from './prepared.ts'
import { Turns } from './turns.ts'
import type { PlanUse } from './use.ts'
import type { Uses } from './uses.ts'
import { checkEntries, type GivenTensors, readEntries, type TensorRecord, writeEntries } from './weights.ts'

/** The most that cached plans may weigh together; the plan in use stays, however large. */
const mostBytes = 2 ** 23

export class Plans implements Uses {
  readonly #own: OwnMemory
  readonly #seed: number
  readonly #fuse: boolean
  readonly #turns = new Turns()
  /** The least recently used first. */
  readonly #cache = new Map<string, PreparedPlan>()
  /** Keys of uses that were asked for before as the same object, as a training does at each step. */
  readonly #keys = new WeakMap<PlanUse, string>()
  /** The training that is going on, and the kind of memory that its optimizer has. */
  #training: { readonly memory: string } | undefined
  /** Of the newest training, also when it has ended: a state is taken then, too. */
  #best: BestParameters | undefined
  #uses = 0
  #input: ModelInput | undefined
  /** While `work` runs up to its first pause. */
  #working = false
  #disposed = false

  /** @throws UnsupportedError where the parameters are more than the backend can hold */
  constructor(
    model: ModelGraph,
    backend: Backend,
    { seed, fuse, weights }: { readonly seed: number; readonly fuse: boolean; readonly weights?: GivenTensors | undefined },
  ) {
    this.#own = new OwnMemory(model, backend, weights ? undefined : seed)
    this.#input = model.input
    this.#seed = seed
    this.#fuse = fuse
    if (!weights) return
    try {
      this.setParameters(weights)
    } catch (error) {
      this.dispose()
      throw error
    }
  }

  get model(): ModelGraph {
    return this.#own.model
  }

  get backend(): Backend {
    return this.#own.backend
  }

  get input(): ModelInput | undefined {
    return this.#input
  }

  /** @throws OptionError, ShapeError where it is not the input of the model */
  setInput(input: ModelInput): void {
    this.#input = checkModelInput(this.model.name, this.model.inputShape, this.model.outputShape, input)
  }

  get table(): ParameterTable {
    return this.#own.table
  }

  /** Another number after each use: who holds a view of the arena sees by it that it may have been written over. */
  get uses(): number {
    return this.#uses
  }

  /** How many plans are cached. */
  get cached(): number {
    return this.#cache.size
  }

  /**
   * Takes a turn, prepares the plan and hands it to `work`; the turn ends when the promise of `work` settles. Do not take a
   * turn within a turn: it would wait for itself.
   * @throws UnsupportedError where the plan does not fit; RunError when disposed, or for another optimizer while one trains
   */
  use<U extends PlanUse, T>(use: U, work: (plan: OpenPlan<U>) => Promise<T>): Promise<T> {
    if (this.#working) return Promise.reject(nestedUse(this.model))
    return this.#turns.take(() => {
      this.#alive()
      checkUse(this.model, use)
      this.#uses++
      return this.#prepared(use).during((plan) => this.#outside(() => work(plan)))
    })
  }

  /** What begins a use within a use would wait for itself; where it begins at once, it is said. */
  #outside<T>(work: () => T): T {
    this.#working = true
    try {
      return work()
    } finally {
      this.#working = false
    }
  }

  /** Marks the network as being trained. @throws RunError where it is already */
  beginTraining(optimizer: Optimizer): BegunTraining {
    this.#alive()
    if (this.#training) throw alreadyTraining(this.model)
    const mine = { memory: memoryKindOf(optimizer) }
    this.#training = mine
    this.#best = undefined
    const best = () => this.#best
    return {
      get best() {
        return best()
      },
      restart: (from) => {
        if (this.#training !== mine) throw trainingEnded(this.model)
        if (from) this.checkParameters(from.parameters)
        if (from?.best?.parameters) this.checkParameters(from.best.parameters)
        this.#setOptimizerMemory(from?.optimizer)
        if (from) this.#write(from.parameters)
        this.#best = from?.best
      },
      keepBest: async (epoch, loss, copy) => {
        this.#best = { epoch, loss, ...(copy ? { parameters: await this.parameters() } : {}) }
      },
      restoreBest: () =>
        this.#turns.take(async () => {
          this.#alive()
          if (this.#best?.parameters) this.#write(this.#best.parameters)
        }),
      end: () => {
        if (this.#training === mine) this.#training = undefined
      },
    }
  }

  /** A copy of all parameters by name. */
  parameters(): Promise<TensorRecord> {
    return this.#turns.take(() => this.#readAll())
  }

  /** Copies of all parameters and of what the optimizer remembers, by name: both of one moment. */
  trainingMemory(): Promise<TrainingMemory> {
    return this.#turns.take(async () => {
      const parameters = await this.#readAll()
      const states = Object.entries(this.#own.states).map(async ([name, range]) => [name, await this.#readRange(range)] as const)
      const best = this.#best
      return { parameters, optimizer: Object.fromEntries(await Promise.all(states)), ...(best ? { best } : {}) }
    })
  }

  /** @throws OptionError, ShapeError for what is not, name by name, of this network's parameters */
  checkParameters(record: GivenTensors): GivenTensors {
    this.#alive()
    return checkEntries(this.model, this.table.all, record)
  }

  /** Checks all, then writes all. @throws OptionError, ShapeError; RunError while a use of the network is under way */
  setParameters(record: GivenTensors): void {
    const checked = this.checkParameters(record)
    if (this.#turns.taken) throw inUse(this.model)
    this.#write(checked)
  }

  /** The shapes of all parameters, and of what the layers carry, by name. */
  get shapes(): Readonly<Record<string, Shape>> {
    return Object.fromEntries(this.table.all.map(({ name, value }) => [name, value.shape]))
  }

  /** Checks all, or only those that are given, and writes them at the next turn. @throws OptionError, ShapeError */
  async write(record: GivenTensors, some: boolean): Promise<void> {
    this.#alive()
    const list = some ? this.table.all.filter(({ name }) => Object.hasOwn(record, name)) : this.table.all
    const checked = checkEntries(this.model, list, record)
    await this.#turns.take(async () => {
      this.#alive()
      writeEntries(this.backend, list, ({ value }) => this.#bufferOf(value), checked)
    })
  }

  /** Where every byte is. */
  memory(): MemoryReport {
    const programs = [...this.#cache.values()].reduce((sum, plan) => sum + plan.programBytes, 0)
    const { parameters, gradients, optimizer, arena, backend } = this.#own.bytes()
    const total = parameters + gradients + optimizer + arena + programs + backend
    return { parameters, gradients, optimizer, arena, programs, backend, total }
  }

  dispose(): void {
    if (this.#disposed) return
    this.#uses++
    this.#freePrograms()
    this.#own.freeAll()
    this.#cache.clear()
    this.#disposed = true
  }

  #alive(): void {
    if (this.#disposed) throw disposed(this.model)
  }

  async #readAll(): Promise<TensorRecord> {
    this.#alive()
    return readEntries(this.backend, this.table.all, ({ value }) => this.#bufferOf(value))
  }

  /** A range of the form of the parameters'. */
  async #readRange(range: Value): Promise<TensorRecord> {
    this.#alive()
    return readEntries(this.backend, this.table.list, () => this.#bufferOf(range))
  }

  #write(record: GivenTensors): void {
    writeEntries(this.backend, this.table.all, ({ value }) => this.#bufferOf(value), record)
  }

  /** Sets what the optimizer remembers: to zero, or to a copy from before. All is checked before anything is written. */
  #setOptimizerMemory(memory: Readonly<Record<string, TensorRecord>> | undefined): void {
    const { states } = this.#own
    if (!memory) {
      this.#own.clear(Object.values(states))
      return
    }
    const ranges = Object.entries(states).map(([name, range]) => [range, memory[name]!, name] as const)
    for (const [, record, what] of ranges) checkEntries(this.model, this.table.list, record, what)
    for (const [range, record] of ranges) writeEntries(this.backend, this.table.list, () => this.#bufferOf(range), record)
  }

  #bufferOf(range: Value): Buffer {
    const buffer = this.#own.bufferOf(range)
    if (!buffer) throw noBuffer(range)
    return buffer
  }

  #prepared<U extends PlanUse>(asked: U): PreparedPlan<U> {
    const optimizer = asked.kind === 'train' ? asked.optimizer : undefined
    const memory = optimizer && memoryKindOf(optimizer)
    if (this.#training && memory !== undefined && memory !== this.#training.memory) throw alreadyTraining(this.model)
    const states = optimizer ? this.#own.statesFor(optimizer) : {}
    const key = this.#keyOf(asked)
    const found = this.#cache.get(key) as PreparedPlan<U> | undefined
    const plan = found ?? this.#build(asked, states)
    const another = memory !== undefined && memory !== this.#own.optimizerKind
    const wanted = optimizer ? [this.table.gradients, ...Object.values(states)] : []
    this.#own.makeRoom(wanted, another ? Object.values(this.#own.states) : [], plan, () => this.#freePrograms())
    if (another) {
      this.#forgetTraining()
      this.#own.takeStates(states, optimizer!)
    }
    // Again at the end: the most recently used.
    this.#cache.delete(key)
    this.#cache.set(key, plan)
    if (!found) this.#forget()
    return plan
  }

  #keyOf(use: PlanUse): string {
    const known = this.#keys.get(use)
    if (known !== undefined) return known
    const rateless = use.kind === 'train' ? { ...use, optimizer: { ...use.optimizer, learningRate: 0 } } : use
    const key = JSON.stringify({ fuse: this.#fuse, ...rateless }, refuseWhatIsNotJson)
    this.#keys.set(use, key)
    return key
  }

  /** Another optimizer than before: the plans that hold the memory of the old one go. */
  #forgetTraining(): void {
    for (const [key, plan] of this.#cache)
      if (plan.use.kind === 'train') {
        plan.freeProgram()
        this.#cache.delete(key)
      }
  }

  #build<U extends PlanUse>(asked: U, states: Readonly<Record<string, Value>>): PreparedPlan<U> {
    const use = { fuse: this.#fuse, ...asked }
    const built = buildPlan(this.model, { table: this.table, states }, use)
    const lowered = this.backend.lower(built.plan)
    const arena = planArena(lowered, this.backend)
    const home: Home = {
      alive: () => this.#alive(),
      isAlive: () => !this.#disposed,
      backend: this.backend,
      seed: this.#seed,
      bufferOf: (storage) => this.#own.bufferOf(storage),
      arena: () => this.#own.arena,
      program: (plan, placed) => this.backend.prepare(plan, this.#own.map(placed)),
    }
    return new PreparedPlan(home, use, built, lowered, arena)
  }

  /** Forgets the least recently used plans; the newest stays. */
  #forget(): void {
    const newest = [...this.#cache.keys()].at(-1)
    let bytes = [...this.#cache.values()].reduce((sum, plan) => sum + weightOf(plan), 0)
    for (const [key, plan] of this.#cache) {
      if (bytes <= mostBytes || key === newest) return
      bytes -= weightOf(plan)
      plan.freeProgram()
      this.#cache.delete(key)
    }
  }

  #freePrograms(): void {
    for (const plan of this.#cache.values()) plan.freeProgram()
  }
}
