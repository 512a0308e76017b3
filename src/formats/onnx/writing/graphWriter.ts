/** The graph of a file that is being written: its nodes and tensors, one after the other. */
import type { Shape } from '../../../values/shape.ts'
import { numberOf } from '../elements.ts'
import type { Attribute, NodeProto, TensorProto } from '../proto/messages.ts'

/** The number of AttributeProto.AttributeType. */
const types = { float: 1, int: 2, text: 3, floats: 6, ints: 7 } as const

/** An attribute by what it is: `{ int: 1 }`, `{ ints: [2, 2] }`. */
export type Given =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly text: string }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] }

/** The name of a value in the file. */
export type ValueName = string

export class GraphWriter {
  readonly nodes: NodeProto[] = []
  readonly tensors: TensorProto[] = []
  readonly #names = new Set<string>()
  #within = ''
  #count = 0

  /** What the names of the following nodes begin with: the layer's. */
  begin(layer: string): void {
    this.#within = layer
    this.#count = 0
  }

  /** Adds an operation of one output, whose name it gives. '' is an input that is left out. */
  node(op: string, inputs: readonly ValueName[], attributes: Readonly<Record<string, Given>> = {}): ValueName {
    const name = this.#free(this.#count === 0 ? this.#within : `${this.#within}/${op}`)
    this.#count++
    this.nodes.push({
      opType: op,
      name,
      input: inputs,
      output: [name],
      attribute: Object.entries(attributes).map(([key, value]) => attributeOf(key, value)),
    })
    return name
  }

  /** Numbers of the layer's own, by their whole name in the file. */
  floats(name: string, shape: Shape, data: Float32Array): ValueName {
    return this.#tensor({ name: this.#free(name), dims: shape, dataType: numberOf('float32'), rawData: bytesOf(data) })
  }

  /** One number. */
  number(value: number): ValueName {
    return this.floats(`${this.#within}/number`, [], Float32Array.of(value))
  }

  /** Whole numbers: sizes, axes. */
  ints(list: readonly number[], shape: Shape = [list.length]): ValueName {
    const data = BigInt64Array.from(list, BigInt)
    return this.#tensor({
      name: this.#free(`${this.#within}/list`),
      dims: shape,
      dataType: numberOf('int64'),
      rawData: new Uint8Array(data.buffer),
    })
  }

  #tensor(tensor: TensorProto): ValueName {
    this.tensors.push(tensor)
    return tensor.name!
  }

  /** A name is taken once; the image and the outputs have theirs. */
  #free(wanted: string): string {
    let name = wanted
    for (let n = 2; this.#names.has(name); n++) name = `${wanted}_${n}`
    this.#names.add(name)
    return name
  }

  take(name: string): void {
    this.#names.add(name)
  }
}

/** Little-endian, as the file has it and every machine that runs this. */
const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) => new Uint8Array(buffer, byteOffset, byteLength)

function attributeOf(name: string, given: Given): Attribute {
  if ('int' in given) return { name, type: types.int, i: given.int }
  if ('float' in given) return { name, type: types.float, f: Math.fround(given.float) }
  if ('text' in given) return { name, type: types.text, s: new TextEncoder().encode(given.text) }
  if ('ints' in given) return { name, type: types.ints, ints: given.ints }
  return { name, type: types.floats, floats: given.floats.map(Math.fround) }
}
