/**
 * The reference backend: every op by its definition, in plain JavaScript, one call after the other. It is slow and
 * short, and it is what the fast backends are held against; in float64 it is also what gradients are checked with.
 */

import { RunError } from '../../errors/errors.ts'
import { choiceOption, knownOptions } from '../../errors/options.ts'
import { say } from '../../errors/say.ts'
import { type AnyOpCall, ops } from '../../ops/op.ts'
import { type LoweredCall, type LoweredPlan, type Plan, type Segment, segments } from '../../ops/plan.ts'
import type { AnyTensor } from '../../ops/reference.ts'
import { sizeOf } from '../../values/shape.ts'
import { type Dtype, storageOf, type Value } from '../../values/value.ts'
import { type Backend, type Buffer, bytesOf, type MemoryMap, type NumberArray, type Program } from '../backend.ts'
import { bindCall } from './runCalls.ts'

export interface ReferenceOptions {
  /** What a 'real' is. Default 'float32'. Sums are in double precision either way. */
  readonly precision?: 'float32' | 'float64' | undefined
}

/**
 * The definition of every op as a backend. `reference()` computes in float32, `reference({ precision: 'float64' })` in float64.
 * @throws OptionError for an unknown option or precision.
 */
export function reference(options: ReferenceOptions = {}): Backend {
  const { precision = 'float32' } = knownOptions('reference', options, ['precision'])
  return new ReferenceBackend(choiceOption('reference', 'precision', precision, ['float32', 'float64']) === 'float64' ? 8 : 4)
}

class ReferenceBackend implements Backend {
  readonly name: string
  readonly realBytes: 4 | 8
  readonly alignment = 64
  readonly limit = { bytes: 2 ** 32, own: 0 }
  readonly #memory = new Map<Buffer, ArrayBuffer>()
  #lastId = 0
  #disposed = false

  constructor(realBytes: 4 | 8) {
    this.realBytes = realBytes
    this.name = realBytes === 8 ? 'reference (float64)' : 'reference'
  }

  lower(plan: Plan): LoweredPlan<AnyOpCall> {
    const lowerCall = (call: AnyOpCall): LoweredCall<AnyOpCall> => ({
      name: call.op,
      layer: call.layer,
      reads: ops[call.op].outputs === 'updated' ? [...call.inputs, ...call.outputs] : call.inputs,
      writes: call.outputs,
      payload: call,
    })
    const calls = Object.fromEntries(segments.map((segment) => [segment, plan.calls[segment].map(lowerCall)]))
    return { plan, calls: calls as Record<Segment, LoweredCall<AnyOpCall>[]>, programBytes: 0 }
  }

  alloc(bytes: number): Buffer {
    this.#alive()
    const buffer: Buffer = { id: ++this.#lastId, bytes }
    this.#memory.set(buffer, new ArrayBuffer(bytes))
    return buffer
  }

  free(buffer: Buffer): void {
    this.#memory.delete(buffer)
  }

  write(buffer: Buffer, offset: number, data: NumberArray): void {
    const dtype = data instanceof Uint8Array ? 'u8' : data instanceof Int32Array ? 'i32' : 'real'
    // set() also turns float32 into float64 and back, where the precision is another than the data's
    this.view(buffer, offset, dtype, data.length).set(data)
  }

  async read(buffer: Buffer, offset: number, dtype: Dtype, length: number): Promise<NumberArray> {
    return this.view(buffer, offset, dtype, length).slice()
  }

  view(buffer: Buffer, offset: number, dtype: Dtype, length: number): NumberArray {
    this.#alive()
    const memory = this.#memory.get(buffer)
    if (!memory)
      throw new RunError({
        code: 'freed',
        message: say('buffer {id} has been freed, or belongs to another backend.', { id: buffer.id }),
      })
    const bytes = length * bytesOf(dtype, this.realBytes)
    if (offset + bytes > memory.byteLength)
      throw new RunError({
        code: 'out-of-bounds',
        message: say('the access goes beyond the end of the buffer.'),
        numbers: [say('offset {offset} + {bytes} bytes; the buffer has {size}', { offset, bytes, size: memory.byteLength })],
        details: { offset, bytes, size: memory.byteLength },
      })
    if (dtype === 'u8') return new Uint8Array(memory, offset, length)
    if (dtype === 'i32') return new Int32Array(memory, offset, length)
    return this.realBytes === 8 ? new Float64Array(memory, offset, length) : new Float32Array(memory, offset, length)
  }

  async prepare({ calls }: LoweredPlan, memory: MemoryMap): Promise<Program> {
    this.#alive()
    const tensorOf = (value: Value): AnyTensor => {
      const place = memory.get(storageOf(value))
      if (!place)
        throw new RunError({
          code: 'no-memory',
          message: say('the value "{name}" has no place in memory.', { name: value.name }),
        })
      const offset = place.offset + (value.of?.offset ?? 0) * bytesOf(value.dtype, this.realBytes)
      return { shape: value.shape, data: this.view(place.buffer, offset, value.dtype, sizeOf(value.shape)) }
    }
    const prepareCall = ({ payload }: LoweredCall) => bindCall(payload as AnyOpCall, tensorOf)
    const prepared = Object.fromEntries(segments.map((segment) => [segment, calls[segment].map(prepareCall)])) as Record<
      Segment,
      (() => void)[]
    >
    let freed = false
    return {
      run: (...chosen) => {
        this.#alive()
        if (freed)
          throw new RunError({ code: 'freed', message: say('this program has been freed.'), fix: say('prepare it again.') })
        for (const segment of chosen) for (const call of prepared[segment]) call()
      },
      free: () => {
        freed = true
        for (const segment of segments) prepared[segment] = []
      },
    }
  }

  dispose(): void {
    this.#disposed = true
    this.#memory.clear()
  }

  #alive(): void {
    if (this.#disposed)
      throw new RunError({
        code: 'disposed',
        message: say('this backend has been disposed.'),
        fix: say('open a new one: {call}.', { call: 'reference()' }),
      })
  }
}
