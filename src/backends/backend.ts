/**
 * What a backend is to the rest of Striate: it knows values and programs, and names ops only in its own table of
 * routines. A plan is lowered (layout, algorithm, workspace: further values, still no addresses), the one planner
 * (network/memory.ts) places the values, and the backend prepares a program that runs as often as one likes.
 */
import type { LoweredPlan, Plan, Segment } from '../ops/plan.ts'
import type { Dtype, Value } from '../values/value.ts'

/** A piece of a backend's memory. */
export interface Buffer {
  readonly id: number
  readonly bytes: number
}

/** Where every storage-owning value of a lowered plan lies: a buffer and a byte offset in it. */
export type MemoryMap = ReadonlyMap<Value, { readonly buffer: Buffer; readonly offset: number }>

/** Real numbers as a backend holds them. */
export type RealArray = Float32Array | Float64Array
/** Arrays of the three kinds of elements: real, i32, u8. */
export type NumberArray = RealArray | Int32Array | Uint8Array

/**
 * What computes: it knows values and programs. `wasm()` and `reference()` open one; people hand it to `model.open` and
 * `dispose` of it. The other members are how a network uses it (the order: lower, alloc, prepare, write, run, read).
 */
export interface Backend {
  readonly name: string
  /** Bytes of a 'real': 4, or 8 on a reference backend in float64. */
  readonly realBytes: 4 | 8
  /** Offsets of values are multiples of this many bytes. */
  readonly alignment: number
  /** The most bytes that can be taken at all, and those that the backend itself takes (engine, stacks). */
  readonly limit: { readonly bytes: number; readonly own: number }
  /** The plan in this backend's own calls: layout, algorithm, workspace. Takes no memory. */
  lower(plan: Plan): LoweredPlan
  /** Memory, filled with zeros. */
  alloc(bytes: number): Buffer
  /** Gives back what `alloc` took. */
  free(buffer: Buffer): void
  /** `offset` in bytes. */
  write(buffer: Buffer, offset: number, data: NumberArray): void
  /** A copy of `length` elements from the byte `offset` on. */
  read(buffer: Buffer, offset: number, dtype: Dtype, length: number): Promise<NumberArray>
  /** Host-visible backends: the memory itself, no copy. Ask again after every alloc: growth moves it. */
  view?(buffer: Buffer, offset: number, dtype: Dtype, length: number): NumberArray
  /** A program that can run: the lowered plan with its addresses. */
  prepare(plan: LoweredPlan, memory: MemoryMap): Promise<Program>
  /** Ends the backend, its threads and its memory; networks on it can no longer be used. */
  dispose(): void
}

/** A prepared plan: runs as often as one likes, and takes no memory while it does. */
export interface Program {
  /** Runs segments one after the other, as one dispatch. */
  run(...segments: Segment[]): void
  /** Gives back what `prepare` took. */
  free(): void
}

/** How many bytes an element takes. */
export function bytesOf(dtype: Dtype, realBytes: number): number {
  return dtype === 'real' ? realBytes : dtype === 'i32' ? 4 : 1
}
