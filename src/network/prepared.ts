/** One plan of a network, placed in memory: how its values are written and read, and how it runs. */
import { type Backend, type Buffer, bytesOf, type NumberArray, type Program } from '../backends/backend.ts'
import { RunError } from '../errors/errors.ts'
import type { LoweredPlan, Segment } from '../ops/plan.ts'
import { sizeOf } from '../values/shape.ts'
import { storageOf, type Value } from '../values/value.ts'
import type { ArenaPlan } from './memory.ts'
import type { BuiltPlan, PlanUse } from './plan.ts'

/** One use of a network, ready to run. */
export interface Prepared extends BuiltPlan {
  readonly use: PlanUse
  readonly lowered: LoweredPlan
  readonly arena: ArenaPlan
  run(...segments: Segment[]): Promise<void>
  /** Lets `fill` write a value's elements where they lie (or into a copy that is then sent). */
  write(value: Value, fill: (data: NumberArray) => void): void
  /** The elements of a value after a run; a view where the backend has one (valid until the next run), else a copy. */
  read(value: Value): Promise<NumberArray>
}

export interface PreparedParts {
  readonly backend: Backend
  readonly use: PlanUse
  readonly built: BuiltPlan
  readonly lowered: LoweredPlan
  readonly arena: ArenaPlan
  /** The network's arena as it lies now. */
  place(): Buffer
  program(): Promise<Program>
}

export function preparedPlan({ backend, use, built, lowered, arena, place, program }: PreparedParts): Prepared {
  const at = (value: Value) => {
    const buffer = place()
    const offset = arena.offsets.get(storageOf(value))
    if (offset === undefined) throw new RunError({ code: 'no-buffer', message: `"${value.name}" is not a part of this plan.` })
    return { buffer, offset: offset + (value.of?.offset ?? 0) * bytesOf(value.dtype, backend.realBytes) }
  }
  return {
    ...built,
    use,
    lowered,
    arena,
    run: async (...segments) => (await program()).run(...segments),
    write(value, fill) {
      const { buffer, offset } = at(value)
      const length = sizeOf(value.shape)
      const view = backend.view?.(buffer, offset, value.dtype, length)
      if (view) return fill(view)
      const data = newArray(value, length, backend.realBytes)
      fill(data)
      backend.write(buffer, offset, data)
    },
    async read(value) {
      const { buffer, offset } = at(value)
      const length = sizeOf(value.shape)
      return backend.view?.(buffer, offset, value.dtype, length) ?? (await backend.read(buffer, offset, value.dtype, length))
    },
  }
}

function newArray({ dtype }: Value, length: number, realBytes: number): NumberArray {
  if (dtype === 'i32') return new Int32Array(length)
  if (dtype === 'u8') return new Uint8Array(length)
  return realBytes === 8 ? new Float64Array(length) : new Float32Array(length)
}
