/** What the reference reading of an op (`ops/<op>/reference.ts`) is: the definition, in plain loops on plain arrays. */
import type { Shape } from '../values/shape.ts'
import type { AttributesOf, InputsOf, OpName, OutputsOf } from './op.ts'

/** An array with its shape. `data` is Float32Array or Float64Array ('real'), Int32Array or Uint8Array. */
export interface Tensor<Data = Float32Array | Float64Array> {
  readonly shape: Shape
  readonly data: Data
}

/** The arrays of a tuple of values, in their order. */
export type TensorsOf<Values extends readonly unknown[]> = { readonly [I in keyof Values]: AnyTensor }

/** Reads `inputs`, writes `outputs`, in the order that ops/<op>/op.ts gives. */
export type ReferenceReading<K extends OpName> = (
  attributes: AttributesOf<K>,
  inputs: TensorsOf<InputsOf<K>>,
  outputs: TensorsOf<OutputsOf<K>>,
) => void
// biome-ignore lint/suspicious/noExplicitAny: the op's own file says what dtype each of its values has
export type AnyTensor = Tensor<any>
