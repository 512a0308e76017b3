/**
 * What the Wasm reading of an op (`ops/<op>/wasm.ts`) is written with: it picks the algorithm and lays out the work
 * as calls of assembly routines. The types stand here, below the ops, so that no op looks up at a backend.
 */
import type { Value } from '../values/value.ts'
import type { OpCall, OpName } from './op.ts'
import type { LoweredCall } from './plan.ts'
import type { RoutineArguments, RoutineName } from './routines.generated.ts'

/** One call of a routine: the items of work (cut the same way for any number of threads) and its arguments by name. */
export interface RoutineCall<R extends RoutineName = RoutineName> {
  readonly routine: R
  readonly items: number
  readonly arguments: RoutineArguments[R]
}

export interface Lowering {
  /**
   * How many images stand side by side in the innermost place of batched values: 8, or 1 (plain NCHW). With 8, a value
   * [N, C, H, W] lies as [N / 8, C, H, W, 8], so that every loop over it is a loop over whole vectors.
   */
  readonly block: 1 | 8
  readonly threads: number
  /** Adds a call. What it reads and writes follows from the directions of the routine's addresses. */
  call<R extends RoutineName>(
    routine: R,
    items: number,
    args: RoutineArguments[R],
    options?: { inPlace?: LoweredCall['inPlace'] },
  ): void
  /** A value for scratch, of `elements` reals, that lives for the calls of this op alone. */
  workspace(name: string, elements: number): Value
}

export type WasmReading<K extends OpName> = (call: OpCall<K>, lowering: Lowering) => void
