/**
 * Runs a written case on a backend: lowers it, lets the one planner place it, and runs it twice in memory that was full of
 * NaN, so that whatever is read before it is written shows. Beyond the arena lies a strip that must stay as it was.
 */
import assert from 'node:assert/strict'
import type { Backend, Buffer, NumberArray } from '../../src/backends/backend.ts'
import { bytesOf } from '../../src/backends/backend.ts'
import { planArena } from '../../src/network/memory.ts'
import type { LoweredCall } from '../../src/ops/plan.ts'
import { sizeOf } from '../../src/values/shape.ts'
import { storageOf, type Value } from '../../src/values/value.ts'
import type { Written } from './sketch.ts'

/** Bytes of the strip: more than any routine writes at once. */
const strip = 256

/** What every compared value holds after the run. */
export type Results = ReadonlyMap<Value, NumberArray>

export interface RunOptions {
  /** Default true. */
  readonly twice?: boolean
  /** Gets all calls that the backend makes of the plan. */
  readonly see?: ((call: LoweredCall) => void) | undefined
}

export async function runOn(
  backend: Backend,
  { plan, inputs, own, compared }: Written,
  { twice = true, see }: RunOptions = {},
): Promise<Results> {
  const lowered = backend.lower(plan)
  if (see) lowered.calls.forward.forEach(see)
  const arena = planArena(lowered, backend)
  const taken: Buffer[] = []
  const take = (bytes: number): Buffer => {
    const buffer = backend.alloc(Math.max(1, bytes))
    taken.push(buffer)
    return buffer
  }
  const memory = take(arena.bytes + strip)
  backend.write(memory, 0, new Uint8Array(arena.bytes + strip).fill(255))
  const map = new Map<Value, { buffer: Buffer; offset: number }>()
  for (const [value, offset] of arena.offsets) map.set(value, { buffer: memory, offset })
  for (const value of own.keys()) map.set(value, { buffer: take(sizeOf(value.shape) * backend.realBytes), offset: 0 })

  const placeOf = (value: Value) => {
    const { buffer, offset } = map.get(storageOf(value))!
    return { buffer, offset: offset + (value.of?.offset ?? 0) * bytesOf(value.dtype, backend.realBytes) }
  }
  const program = await backend.prepare(lowered, map)
  const round = async (): Promise<Results> => {
    for (const [value, data] of [...inputs, ...own]) {
      // An input that no call reads has no place.
      if (!map.has(value)) continue
      const { buffer, offset } = placeOf(value)
      backend.write(buffer, offset, data)
    }
    program.run('forward')
    const results = new Map<Value, NumberArray>()
    for (const value of compared.keys()) {
      const { buffer, offset } = placeOf(value)
      results.set(value, await backend.read(buffer, offset, value.dtype, sizeOf(value.shape)))
    }
    return results
  }
  try {
    const first = await round()
    const second = twice ? await round() : first
    for (const [value, data] of first) assertSameBits(second.get(value)!, data, `${value.name} in the second run`)
    const rest = await backend.read(memory, arena.bytes, 'u8', strip)
    assert.ok(
      rest.every((byte) => byte === 255),
      'it wrote beyond the end of the arena',
    )
    return first
  } finally {
    program.free()
    for (const buffer of taken) backend.free(buffer)
  }
}

/** Bit for bit; NaNs of any kind are one. */
export function assertSameBits(got: NumberArray, wanted: NumberArray, what: string): void {
  assert.equal(got.length, wanted.length)
  for (let i = 0; i < wanted.length; i++)
    if (!Object.is(got[i], wanted[i])) assert.fail(`${what}: element ${i} is ${got[i]}, not ${wanted[i]}`)
}
