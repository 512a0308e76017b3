/**
 * Op calls by their definitions, on arrays that one holds oneself: without a plan, a planner or a backend's memory. The
 * reference backend is made of it, and tests of single layers and ops use it as it is.
 */
import type { AnyOpCall } from '../../ops/op.ts'
import type { AnyTensor } from '../../ops/reference.ts'
import { sizeOf } from '../../values/shape.ts'
import { storageOf, type Value } from '../../values/value.ts'
import type { NumberArray } from '../backend.ts'
import { readings } from './readings.ts'

/** A call with its arrays looked up: a function that makes it, as often as one likes. */
export function bindCall(call: AnyOpCall, tensorOf: (value: Value) => AnyTensor): () => void {
  // The tuples of this op, which only its own reading takes apart.
  const reading = readings[call.op] as (attributes: unknown, inputs: readonly AnyTensor[], outputs: readonly AnyTensor[]) => void
  const tensorsOf = (values: readonly Value[]) => values.map(tensorOf)
  const [inputs, outputs] = [tensorsOf(call.inputs), tensorsOf(call.outputs)]
  return () => reading(call.attributes, inputs, outputs)
}

/** Makes the calls one after the other. `memory` holds an array for each value that owns its storage; views lie in them. */
export function runCalls(calls: readonly AnyOpCall[], memory: ReadonlyMap<Value, NumberArray>): void {
  const tensorOf = (value: Value): AnyTensor => {
    const data = memory.get(storageOf(value))
    if (!data) throw new RangeError(`the value "${value.name}" has no array`)
    const offset = value.of?.offset ?? 0
    return { shape: value.shape, data: data.subarray(offset, offset + sizeOf(value.shape)) }
  }
  for (const call of calls) bindCall(call, tensorOf)()
}
