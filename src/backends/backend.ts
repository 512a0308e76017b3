/**
 * What a backend is to the rest of Striate: it knows values and programs, and names ops only in its own table of
 * routines. A plan is lowered (layout, algorithm, workspace: further values, still no addresses), the one planner
 * (model/memory.ts) places the values, and the backend prepares a program that runs as often as one likes.
 */
import type { LoweredPlan, Plan, Segment } from '../ops/plan.ts'
import type { Dtype, Value } from '../tensor/value.ts'

/** A piece of a backend's memory. */
export interface Buffer {
  readonly id: number
  readonly bytes: number
}

/** Where every storage-owning value of a lowered plan lies: a buffer and a byte offset in it. */
export type MemoryMap = ReadonlyMap<Value, { readonly buffer: Buffer; readonly offset: number }>

export type RealArray = Float32Array | Float64Array
export type NumberArray = RealArray | Int32Array | Uint8Array

export interface Backend {
  readonly name: string
  /** Bytes of a 'real': 4, or 8 on a reference backend in float64. */
  readonly realBytes: 4 | 8
  /** Offsets of values are multiples of this many bytes. */
  readonly alignment: number
  /** The most bytes that can be taken at all, and those that the backend itself takes (engine, stacks). */
  readonly limit: { readonly bytes: number; readonly own: number }
  lower(plan: Plan): LoweredPlan
  /** Memory, filled with zeros. */
  alloc(bytes: number): Buffer
  free(buffer: Buffer): void
  /** `offset` in bytes. */
  write(buffer: Buffer, offset: number, data: NumberArray): void
  /** A copy of `length` elements from the byte `offset` on. */
  read(buffer: Buffer, offset: number, dtype: Dtype, length: number): Promise<NumberArray>
  /** Host-visible backends: the memory itself, no copy. Ask again after every alloc: growth moves it. */
  view?(buffer: Buffer, offset: number, dtype: Dtype, length: number): NumberArray
  prepare(plan: LoweredPlan, memory: MemoryMap): Promise<Program>
  dispose(): void
}

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
