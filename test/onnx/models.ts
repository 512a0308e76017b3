/** Small ONNX models, written field by field: what exporters write in ways that Striate itself never does. */
import { encode } from '../../src/formats/onnx/proto/encode.ts'
import {
  type Attribute,
  type GraphProto,
  type ModelProto,
  modelProto,
  type NodeProto,
  type TensorProto,
  type ValueInfo,
} from '../../src/formats/onnx/proto/messages.ts'

export const floats = (name: string, dims: readonly number[], data: readonly number[]): TensorProto => ({
  name,
  dims,
  dataType: 1,
  rawData: new Uint8Array(Float32Array.from(data).buffer),
})

export const wholes = (name: string, data: readonly number[], dims: readonly number[] = [data.length]): TensorProto => ({
  name,
  dims,
  dataType: 7,
  rawData: new Uint8Array(BigInt64Array.from(data, BigInt).buffer),
})

/** 0 … `count` − 1, moved and scaled: numbers that are easily told apart. */
export const counted = (count: number, scale = 1): number[] => Array.from({ length: count }, (_, i) => (i - count / 2) * scale)

export const value = (name: string, dims: readonly (number | string)[]): ValueInfo => ({
  name,
  type: {
    tensorType: {
      elemType: 1,
      shape: { dim: dims.map((dim) => (typeof dim === 'number' ? { dimValue: dim } : { dimParam: dim })) },
    },
  },
})

/** An operation: its attributes by value, as lists, numbers, texts or tensors. */
export function node(
  opType: string,
  input: readonly string[],
  output: readonly string[],
  attributes: Readonly<Record<string, number | string | readonly number[] | TensorProto | { readonly float: number }>> = {},
  more: Partial<NodeProto> = {},
): NodeProto {
  const attribute = Object.entries(attributes).map(([name, given]): Attribute => {
    if (typeof given === 'number') return { name, type: 2, i: given }
    if (typeof given === 'string') return { name, type: 3, s: new TextEncoder().encode(given) }
    if (Array.isArray(given)) return { name, type: 7, ints: given as readonly number[] }
    if ('float' in given) return { name, type: 1, f: given.float }
    return { name, type: 4, t: given as TensorProto }
  })
  return { opType, input, output, name: `${output[0]}`, attribute, ...more }
}

/** The bytes of a model that makes `y` of `x`. */
export function modelBytes(
  graph: Omit<GraphProto, 'input' | 'output'> & { readonly x: readonly (number | string)[]; readonly y?: readonly ValueInfo[] },
  more: Partial<ModelProto> = {},
): Uint8Array {
  const { x, y = [{ name: 'y' }], ...rest } = graph
  return encode(modelProto, {
    irVersion: 8,
    opsetImport: [{ version: 17 }],
    graph: { name: 'small', input: [value('x', x)], output: y, ...rest },
    ...more,
  })
}
