/** For tests: programs put together by hand from routine calls, without a model or the planner. */

import type { Buffer, Program } from '../src/backends/backend.ts'
import { programBytes } from '../src/backends/wasm/program.ts'
import type { WasmBackend } from '../src/backends/wasm/wasm.ts'
import type { RoutineCall } from '../src/ops/lowering.ts'
import type { LoweredCall, LoweredPlan, Plan, Segment } from '../src/ops/plan.ts'
import { sizeOf } from '../src/values/shape.ts'
import { newValue, type Value } from '../src/values/value.ts'

export interface Handmade {
  readonly program: Program
  /** What a value holds now. */
  read(value: Value): Promise<number[]>
  write(value: Value, data: readonly number[]): void
  free(): void
}

/** One call of a routine by name. */
export function routine(call: RoutineCall, layer: string): LoweredCall<RoutineCall> {
  return { name: call.routine, layer, reads: [], writes: [], payload: call }
}

export function real(name: string, ...shape: number[]): Value {
  return newValue(name, shape, { role: 'activation' })
}

/** Prepares the calls; every value that they name gets a buffer of its own. */
export async function handmade(
  backend: WasmBackend,
  calls: Partial<Record<Segment, readonly LoweredCall<RoutineCall>[]>>,
): Promise<Handmade> {
  const all = { zero: calls.zero ?? [], forward: calls.forward ?? [], backward: calls.backward ?? [], update: calls.update ?? [] }
  const places = new Map<Value, { buffer: Buffer; offset: number }>()
  for (const { payload } of Object.values(all).flat())
    for (const value of Object.values<Value | number | null | readonly number[]>(payload.arguments))
      if (typeof value === 'object' && value !== null && 'role' in value && !places.has(value))
        places.set(value, { buffer: backend.alloc(4 * sizeOf(value.shape)), offset: 0 })
  const plan: Plan = {
    name: 'handmade',
    batch: 1,
    calls: { zero: [], forward: [], backward: [], update: [] },
    inputs: [],
    outputs: [],
  }
  const lowered: LoweredPlan<RoutineCall> = { plan, calls: all, programBytes: programBytes(all) }
  const program = await backend.prepare(lowered, places)
  const bufferOf = (value: Value) => places.get(value)!.buffer
  return {
    program,
    read: async (value) => Array.from(await backend.read(bufferOf(value), 0, 'real', sizeOf(value.shape))),
    write: (value, data) => backend.write(bufferOf(value), 0, Float32Array.from(data)),
    free() {
      program.free()
      for (const { buffer } of places.values()) backend.free(buffer)
    },
  }
}

/** A call that does no harm: `items` lines of zeros. */
export function harmless(items: number, layer: string): LoweredCall<RoutineCall> {
  return routine({ routine: 'fill', items, arguments: { y: real('zeros', 16 * items), elements: 16 * items, value: 0 } }, layer)
}

/** The places that `maxPool2dGrad` adds to, one a plane: an item whose place lies beyond the memory traps. */
const farOutside = new Float32Array(Int32Array.of(0x1fffffff).buffer)[0]!

/** A call whose item `item` of `items` traps, once `arm` has written what it reads. */
export function trapping(items: number, item: number, layer: string) {
  const [dy, argMax, dx] = [real('dy', items), real('argMax', items), real('dx', items)]
  const numbers = { pixels: 1, outputs: 1, block: 1 }
  return {
    call: routine({ routine: 'maxPool2dGrad', items, arguments: { dy, argMax, dx, ...numbers } }, layer),
    arm: ({ write }: Handmade) =>
      write(
        argMax,
        Array.from({ length: items }, (_, i) => (i === item ? farOutside : 0)),
      ),
  }
}
