/** What the reference reading of an op (`ops/<op>/reference.ts`) is: the definition, in plain loops on plain arrays. */
import type { Shape } from '../values/shape.ts'
import type { OpName, Ops } from './op.ts'

/** An array with its shape. `data` is Float32Array or Float64Array ('real'), Int32Array or Uint8Array. */
export interface Tensor<Data = Float32Array | Float64Array> {
  readonly shape: Shape
  readonly data: Data
}

/** Reads `inputs`, writes `outputs`, in the order that ops/<op>/op.ts gives. */
export type ReferenceReading<K extends OpName> = (
  attributes: Ops[K],
  inputs: readonly AnyTensor[],
  outputs: readonly AnyTensor[],
) => void
// biome-ignore lint/suspicious/noExplicitAny: the op's own file says what dtype each of its values has
export type AnyTensor = Tensor<any>
