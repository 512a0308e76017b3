/**
 * Runs op calls on a backend outside any model, so that a test can put in an output's gradient and read out an input's.
 * Images come in as in every plan, by `normalize`, so that they take the plan's layout; the rest is the way of
 * `network/network.ts`, in short.
 */
import type { Backend, Buffer, NumberArray } from '../../src/backends/backend.ts'
import { bytesOf } from '../../src/backends/backend.ts'
import { persistent, planArena } from '../../src/network/memory.ts'
import { type AnyOpCall, type Emit, opCall } from '../../src/ops/op.ts'
import { type Segment, segments } from '../../src/ops/plan.ts'
import { type Shape, sizeOf } from '../../src/values/shape.ts'
import { newValue, type Role, storageOf, type Value } from '../../src/values/value.ts'

export class Calls {
  readonly list: Record<Segment, AnyOpCall[]> = { zero: [], forward: [], backward: [], update: [] }
  readonly inputs: Value[] = []

  emit(segment: Segment): Emit {
    return (op, attributes, inputs, outputs) => {
      this.list[segment].push(opCall(op, attributes, inputs, outputs, 'golden'))
    }
  }

  /** A value of [batch, …] that is written in plain order, and its twin in the plan's layout. */
  image(segment: Segment, name: string, shape: Shape): { raw: Value; value: Value } {
    const raw = newValue(`${name} (raw)`, shape, { role: 'input' })
    const value = newValue(name, shape, { role: 'activation', batched: true })
    this.inputs.push(raw)
    this.emit(segment)('normalize', { scale: [1], offset: [0], padding: [0, 0, 0, 0], border: 0 }, [raw], [value])
    return { raw, value }
  }

  /** A value that is written before a run, as it is. */
  input(name: string, shape: Shape, options: { dtype?: 'real' | 'i32'; batched?: boolean; role?: Role } = {}): Value {
    const value = newValue(name, shape, { role: options.dtype === 'i32' ? 'input' : 'scalars', ...options })
    this.inputs.push(value)
    return value
  }
}

export interface Running {
  write(value: Value, data: ArrayLike<number>): void
  run(...parts: Segment[]): void
  read(value: Value): Promise<NumberArray>
  free(): void
}

/** Places everything and prepares the program. Outputs can be read after a run, own values at any time. */
export async function prepare(backend: Backend, calls: Calls, batch: number, outputs: readonly Value[]): Promise<Running> {
  const plan = { name: 'golden', batch, calls: calls.list, inputs: calls.inputs, outputs: [...new Set(outputs.map(storageOf))] }
  const lowered = backend.lower(plan)
  const arena = planArena(lowered, backend)
  const space = backend.alloc(Math.max(arena.bytes, backend.alignment))
  const map = new Map<Value, { buffer: Buffer; offset: number }>()
  for (const [value, offset] of arena.offsets) map.set(value, { buffer: space, offset })
  for (const segment of segments)
    for (const { inputs, outputs } of calls.list[segment])
      for (const value of [...inputs, ...outputs].map(storageOf))
        if (persistent.includes(value.role) && !map.has(value)) {
          const bytes = Math.ceil((sizeOf(value.shape) * backend.realBytes) / backend.alignment) * backend.alignment
          map.set(value, { buffer: backend.alloc(bytes), offset: 0 })
        }
  const program = await backend.prepare(lowered, map)
  const place = (value: Value) => {
    const { buffer, offset } = map.get(storageOf(value))!
    return { buffer, offset: offset + (value.of?.offset ?? 0) * bytesOf(value.dtype, backend.realBytes) }
  }
  return {
    write(value, data) {
      const { buffer, offset } = place(value)
      backend.write(
        buffer,
        offset,
        value.dtype === 'i32'
          ? Int32Array.from(data)
          : backend.realBytes === 8
            ? Float64Array.from(data)
            : Float32Array.from(data),
      )
    },
    run: (...parts) => program.run(...parts),
    async read(value) {
      const { buffer, offset } = place(value)
      return (await backend.read(buffer, offset, value.dtype, sizeOf(value.shape))).slice()
    },
    free() {
      program.free()
      for (const buffer of new Set([...map.values()].map(({ buffer }) => buffer))) backend.free(buffer)
    },
  }
}
