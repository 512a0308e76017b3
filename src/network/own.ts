/**
 * What a network holds in the backend's memory from use to use: its parameters, gradients and the optimizer's memory, each
 * a buffer, and the one arena that all plans share. The arena is the last thing taken, so that it can grow in place.
 */
import type { Backend, Buffer, MemoryMap, RealArray } from '../backends/backend.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import type { LoweredPlan } from '../ops/plan.ts'
import { type Optimizer, optimizerOf } from '../optimizers/index.ts'
import { sizeOf } from '../values/shape.ts'
import { newValue, storageOf, type Value } from '../values/value.ts'
import { type ArenaPlan, memoryMap } from './memory.ts'
import { bytesOfOwn, bytesOfRole, type MemoryParts, refuseTooLarge } from './memoryReport.ts'
import { initialParameters, initialState, type ParameterTable, parameterTable } from './parameters.ts'

/** A plan as far as its memory goes. */
export interface Placed {
  readonly arena: ArenaPlan
  readonly lowered: LoweredPlan
}

export class OwnMemory {
  readonly model: ModelGraph
  readonly backend: Backend
  readonly table: ParameterTable
  readonly #buffers = new Map<Value, Buffer>()
  #arena: Buffer | undefined
  #states: Readonly<Record<string, Value>> = {}
  #optimizerKind = ''

  /**
   * Takes memory for the parameters and what layers carry, and makes them from the seed: without one they are zeros.
   * @throws UnsupportedError where they are too large
   */
  constructor(model: ModelGraph, backend: Backend, seed: number | undefined) {
    this.model = model
    this.backend = backend
    this.table = parameterTable(model)
    const { values, list, state } = this.table
    this.#refuseTooLarge([values, state.values])
    const buffer = this.#allocate(values)
    if (list.length > 0 && seed !== undefined) {
      const view = this.#view(buffer, values)
      if (view) initialParameters(this.table, seed, view)
      else backend.write(buffer, 0, this.#real(initialParameters(this.table, seed)))
    }
    if (state.list.length > 0) backend.write(this.#allocate(state.values), 0, this.#real(initialState(this.table)))
  }

  /** The arena as it lies now. */
  get arena(): Buffer {
    return this.#arena!
  }

  /** What the optimizer remembers: ranges of the form of the parameters' own, by name. */
  get states(): Readonly<Record<string, Value>> {
    return this.#states
  }

  bufferOf(value: Value): Buffer | undefined {
    return this.#buffers.get(storageOf(value))
  }

  /** Whose memory is here, as `memoryKindOf` says it; '' before any training. */
  get optimizerKind(): string {
    return this.#optimizerKind
  }

  /** What an optimizer remembers: the values that are there, or new ones where another optimizer's are. */
  statesFor(optimizer: Optimizer): Readonly<Record<string, Value>> {
    if (memoryKindOf(optimizer) === this.#optimizerKind) return this.#states
    const names = optimizerOf(optimizer).states(optimizer)
    return Object.fromEntries(
      names.map((name) => [name, newValue(`optimizer.${name}`, this.table.values.shape, { role: 'optimizer' })]),
    )
  }

  /** The optimizer whose memory is here from now on. */
  takeStates(states: Readonly<Record<string, Value>>, optimizer: Optimizer): void {
    this.#states = states
    this.#optimizerKind = memoryKindOf(optimizer)
  }

  /**
   * Takes what a plan needs beyond what is there, in place of `dropped`. The arena goes last and may move: `beforeMove` frees
   * the programs, which hold its addresses.
   * @throws UnsupportedError where all together is more than the backend can hold; nothing has changed then. RunError where
   *   others hold the memory; what was there is there again then, but for `dropped`
   */
  makeRoom(wanted: readonly Value[], dropped: readonly Value[], { arena, lowered }: Placed, beforeMove: () => void): void {
    const missing = wanted.filter((value) => !this.#buffers.has(value))
    const before = this.#arena?.bytes ?? 0
    if (missing.length === 0 && this.#arena && before >= arena.bytes) return
    const kept = [...this.#buffers.keys()].filter((value) => !dropped.includes(value))
    this.#refuseTooLarge([...kept, ...missing], arena, lowered)
    beforeMove()
    this.#freeArena()
    for (const value of dropped) this.#free(value)
    try {
      for (const value of missing) this.#allocate(value)
      this.#arena = this.backend.alloc(Math.max(arena.bytes, before))
    } catch (error) {
      for (const value of missing) this.#free(value)
      if (before > 0) this.#arena = this.backend.alloc(before)
      throw error
    }
  }

  /** Where everything of a plan lies. */
  map(arena: ArenaPlan): MemoryMap {
    return memoryMap(this.#buffers, arena, this.arena)
  }

  /** Fills ranges with zeros: the optimizer's memory at the beginning of a training. */
  clear(values: readonly Value[]): void {
    for (const value of values) {
      const buffer = this.#buffers.get(value)
      const view = buffer && this.#view(buffer, value)
      if (view) view.fill(0)
      else if (buffer) this.backend.write(buffer, 0, this.#real(new Float32Array(sizeOf(value.shape))))
    }
  }

  /** Bytes by purpose, programs apart. */
  bytes(): Omit<MemoryParts, 'programs'> {
    return { ...this.#bytesOf(this.#buffers.keys()), arena: this.#arena?.bytes ?? 0, backend: this.backend.limit.own }
  }

  /** Gives everything back. */
  freeAll(): void {
    this.#freeArena()
    for (const value of [...this.#buffers.keys()]) this.#free(value)
  }

  #bytesOf(values: Iterable<Value>) {
    const all = [...values]
    const of = (role: Value['role']) => bytesOfRole(role, all, this.backend)
    return { parameters: of('parameter') + of('state'), gradients: of('gradient'), optimizer: of('optimizer') }
  }

  #allocate(value: Value): Buffer {
    const buffer = this.backend.alloc(bytesOfOwn(value, this.backend))
    this.#buffers.set(value, buffer)
    return buffer
  }

  #free(value: Value): void {
    const buffer = this.#buffers.get(value)
    if (buffer) this.backend.free(buffer)
    this.#buffers.delete(value)
  }

  #freeArena(): void {
    if (this.#arena) this.backend.free(this.#arena)
    this.#arena = undefined
  }

  /** The numbers where they lie, if they are in sight: what is written there takes no second place, of half a gigabyte say. */
  #view(buffer: Buffer, { shape }: Value): Float32Array | undefined {
    const view = this.backend.realBytes === 4 ? this.backend.view?.(buffer, 0, 'real', sizeOf(shape)) : undefined
    return view instanceof Float32Array ? view : undefined
  }

  #real(data: Float32Array): RealArray {
    return this.backend.realBytes === 8 ? Float64Array.from(data) : data
  }

  #refuseTooLarge(values: readonly Value[], arena?: ArenaPlan, lowered?: LoweredPlan): void {
    const parts: MemoryParts = {
      ...this.#bytesOf(values),
      arena: Math.max(arena?.bytes ?? 0, this.#arena?.bytes ?? 0),
      programs: lowered?.programBytes ?? 0,
      backend: this.backend.limit.own,
    }
    refuseTooLarge(this.model, this.backend, parts, arena, lowered?.plan.batch)
  }
}

/** An optimizer's kind with what it remembers: where this is equal, the memory of one fits the other. */
export function memoryKindOf(optimizer: Optimizer): string {
  return `${optimizer.kind} ${optimizerOf(optimizer).states(optimizer).join(' ')}`
}
