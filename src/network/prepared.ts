/**
 * One plan of a network, placed in memory: how its values are written and read, and how it runs. It is open for the length
 * of one turn: before and after it the memory may hold another plan's numbers, and every call is refused.
 */
import { type Backend, type Buffer, bytesOf, type NumberArray, type Program } from '../backends/backend.ts'
import { choiceOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { segments as allSegments, type LoweredPlan, type Plan, type Segment } from '../ops/plan.ts'
import { counterAt, scalarAt } from '../ops/stepNumbers.ts'
import { sizeOf } from '../values/shape.ts'
import { storageOf, type Value } from '../values/value.ts'
import type { ArenaPlan } from './memory.ts'
import { noBuffer, planClosed, updateWithoutForward } from './networkErrors.ts'
import type { BuiltPlan } from './plan/build.ts'
import type { PlanUse, ValuesOf } from './use.ts'

/** The step's own numbers, written before each run. */
export interface StepNumbers {
  /** Default: the network's own. */
  readonly seed?: number
  readonly step?: number
  readonly epoch?: number
  /** What the loss is divided by. Default: the plan's batch. */
  readonly count?: number
  readonly learningRate?: number
  /** What the optimizer says of this update. */
  readonly optimizer?: readonly number[]
}

/** A plan of a network while it has its turn: what `Network.use` hands to its work. */
export interface OpenPlan<U extends PlanUse = PlanUse> {
  readonly use: U
  /** The values by which one talks to this kind of plan. */
  readonly values: ValuesOf<U>
  readonly plan: Plan
  readonly lowered: LoweredPlan
  /** Where the values lie, and what they would take without sharing. */
  readonly arena: ArenaPlan
  /** Lets `fill` write a value's elements where they lie (or into a copy that is then sent). */
  write(value: Value, fill: (data: NumberArray) => void): void
  /** Writes the step's own numbers: before each run. */
  writeStep(numbers?: StepNumbers): void
  run(...segments: Segment[]): Promise<void>
  /** The elements of a value after a run; a view where the backend has one (valid until the next run), else a copy. */
  read(value: Value): Promise<NumberArray>
}

/** What a plan needs of the network that it belongs to. */
export interface Home {
  /** @throws RunError where the network was disposed */
  alive(): void
  isAlive(): boolean
  readonly backend: Backend
  readonly seed: number
  /** Where a value that is not in the arena lies: the network's own. */
  bufferOf(storage: Value): Buffer | undefined
  /** The arena as it lies now. */
  arena(): Buffer
  program(lowered: LoweredPlan, arena: ArenaPlan): Promise<Program>
}

/** A cached plan. Its program is made when it is first needed, and again when the arena has moved. */
export class PreparedPlan<U extends PlanUse = PlanUse> implements OpenPlan<U> {
  readonly use: U
  readonly values: ValuesOf<U>
  readonly plan: Plan
  readonly lowered: LoweredPlan
  readonly arena: ArenaPlan
  readonly #home: Home
  #program: Program | undefined
  #open = false
  /** Whether the forward pass has run in this turn: what an update reads of it lies in the arena, which others write over. */
  #forward = false

  constructor(home: Home, use: U, { plan, values }: BuiltPlan<U>, lowered: LoweredPlan, arena: ArenaPlan) {
    this.#home = home
    this.use = use
    this.plan = plan
    this.values = values
    this.lowered = lowered
    this.arena = arena
  }

  /** Makes the program where there is none, and gives `work` the plan until its promise settles. */
  async during<T>(work: (plan: OpenPlan<U>) => Promise<T>): Promise<T> {
    if (!this.#program) {
      const program = await this.#home.program(this.lowered, this.arena)
      this.#program = program
      // Disposed meanwhile: no one else would free it.
      if (!this.#home.isAlive()) this.freeProgram()
    }
    this.#home.alive()
    this.#open = true
    this.#forward = false
    try {
      return await work(this)
    } finally {
      this.#open = false
    }
  }

  /** The arena is about to move: the program's addresses will no longer hold. */
  freeProgram(): void {
    this.#program?.free()
    this.#program = undefined
  }

  /** Bytes that the program takes in the backend's memory now. */
  get programBytes(): number {
    return this.#program ? this.lowered.programBytes : 0
  }

  async run(...segments: Segment[]): Promise<void> {
    this.#refuseClosed()
    for (const segment of segments) choiceOption('run', say('the segment'), segment, allSegments)
    if (segments.includes('forward')) this.#forward = true
    else if (segments.includes('update') && !this.#forward && readsForward(this.plan)) throw updateWithoutForward(this.plan.name)
    this.#program?.run(...segments)
  }

  write(value: Value, fill: (data: NumberArray) => void): void {
    const { backend } = this.#home
    const { buffer, offset, length } = this.#at(value)
    const view = backend.view?.(buffer, offset, value.dtype, length)
    const data = view ?? newArray(value, length, backend.realBytes)
    fill(data)
    if (!view) backend.write(buffer, offset, data)
  }

  writeStep({ seed = this.#home.seed, step = 0, epoch = 0, count, learningRate = 0, optimizer = [] }: StepNumbers = {}): void {
    this.write(this.values.scalars, (data) => {
      data[scalarAt.learningRate] = learningRate
      data[scalarAt.count] = count ?? this.use.batch
      for (const [i, number] of optimizer.entries()) data[scalarAt.optimizer + i] = number
    })
    this.write(this.values.counters, (data) => {
      data[counterAt.seed] = seed
      data[counterAt.step] = step
      data[counterAt.epoch] = epoch
    })
  }

  async read(value: Value): Promise<NumberArray> {
    const { backend } = this.#home
    const { buffer, offset, length } = this.#at(value)
    return backend.view?.(buffer, offset, value.dtype, length) ?? (await backend.read(buffer, offset, value.dtype, length))
  }

  #at(value: Value): { readonly buffer: Buffer; readonly offset: number; readonly length: number } {
    this.#refuseClosed()
    const storage = storageOf(value)
    const inArena = this.arena.offsets.get(storage)
    const buffer = inArena === undefined ? this.#home.bufferOf(storage) : this.#home.arena()
    if (!buffer) throw noBuffer(value)
    const offset = (inArena ?? 0) + (value.of?.offset ?? 0) * bytesOf(value.dtype, this.#home.backend.realBytes)
    return { buffer, offset, length: sizeOf(value.shape) }
  }

  #refuseClosed(): void {
    this.#home.alive()
    if (!this.#open || !this.#program) throw planClosed(this.plan.name)
  }
}

/** Whether the update reads what the forward pass leaves in the arena, as layers with a state do. */
function readsForward({ calls }: Plan): boolean {
  return calls.update.some(({ outputs }) => outputs.some(({ role }) => role === 'state'))
}

function newArray({ dtype }: Value, length: number, realBytes: number): NumberArray {
  if (dtype === 'i32') return new Int32Array(length)
  if (dtype === 'u8') return new Uint8Array(length)
  return realBytes === 8 ? new Float64Array(length) : new Float32Array(length)
}
