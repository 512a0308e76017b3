/** The element types of ONNX, and the numbers of a tensor of each. Source: onnx/onnx.proto3, TensorProto.DataType. */
import { BinaryReader } from '@bufbuild/protobuf/wire'
import { FormatError } from '../../errors/errors.ts'
import { show } from '../../errors/options.ts'
import { type Sentence, say } from '../../errors/say.ts'
import { fromBrainHalf, fromHalf } from '../numbers.ts'
import type { TensorProto } from './proto/messages.ts'

/** By their number. */
export const elementTypes = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
  16: 'bfloat16',
} as const
export type ElementType = (typeof elementTypes)[keyof typeof elementTypes]

/** The number of a type. */
export const numberOf = (type: ElementType): number => Number(Object.entries(elementTypes).find(([, name]) => name === type)![0])

/** @throws FormatError for a type that has no numbers, or that no one uses for weights */
export function elementTypeOf(number: number | undefined, what: Sentence): Exclude<ElementType, 'string'> {
  const type = elementTypes[number as keyof typeof elementTypes]
  if (type !== undefined && type !== 'string') return type
  throw new FormatError({
    code: 'onnx-element-type',
    message: say('{what} has elements of type {type}, which cannot be read.', { what, type: type ?? show(number) }),
    fix: say('convert it to float32.'),
  })
}

const bytesEach = { 1: 1, 2: 2, 4: 4, 8: 8 } as const
/** Bytes of an element. */
export const elementBytes: Readonly<Record<Exclude<ElementType, 'string'>, keyof typeof bytesEach>> = {
  bool: 1,
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  float16: 2,
  bfloat16: 2,
  uint32: 4,
  int32: 4,
  float32: 4,
  uint64: 8,
  int64: 8,
  float64: 8,
}

/** Whether a type has fractions. */
export const isFloat = (type: ElementType): boolean =>
  type === 'float32' || type === 'float16' || type === 'float64' || type === 'bfloat16'

/**
 * The numbers in bytes, little-endian: a Float32Array of fractions (a view where the bytes allow it), a Float64Array of whole
 * numbers. Those beyond 2⁵³ are rounded.
 */
export function numbersIn(bytes: Uint8Array, type: Exclude<ElementType, 'string'>): Float32Array | Float64Array {
  const count = bytes.length / elementBytes[type]
  if (type === 'float32') {
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
    return new Float32Array(aligned.buffer, aligned.byteOffset, count)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const made = isFloat(type) ? new Float32Array(count) : new Float64Array(count)
  const read = readers[type]
  for (let i = 0; i < count; i++) made[i] = read(view, i)
  return made
}

const readers: Readonly<Record<Exclude<ElementType, 'string'>, (view: DataView, i: number) => number>> = {
  bool: (view, i) => view.getUint8(i),
  uint8: (view, i) => view.getUint8(i),
  int8: (view, i) => view.getInt8(i),
  uint16: (view, i) => view.getUint16(2 * i, true),
  int16: (view, i) => view.getInt16(2 * i, true),
  float16: (view, i) => fromHalf(view.getUint16(2 * i, true)),
  bfloat16: (view, i) => fromBrainHalf(view.getUint16(2 * i, true)),
  uint32: (view, i) => view.getUint32(4 * i, true),
  int32: (view, i) => view.getInt32(4 * i, true),
  float32: (view, i) => view.getFloat32(4 * i, true),
  uint64: (view, i) => Number(view.getBigUint64(8 * i, true)),
  int64: (view, i) => Number(view.getBigInt64(8 * i, true)),
  float64: (view, i) => view.getFloat64(8 * i, true),
}

/** The numbers that stand in a tensor's typed fields, where it has no bytes. Halves stand there as whole numbers. */
export function numbersInFields(tensor: TensorProto, type: Exclude<ElementType, 'string'>): Float32Array | Float64Array {
  if (type === 'float32') return numbersIn(joined(tensor.floatData ?? []), 'float32')
  if (type === 'float64') return numbersIn(joined(tensor.doubleData ?? []), 'float64')
  const field =
    type === 'int64' ? tensor.int64Data : type === 'uint64' || type === 'uint32' ? tensor.uint64Data : tensor.int32Data
  const found: number[] = []
  for (const bytes of field ?? []) {
    const reader = new BinaryReader(bytes)
    while (reader.pos < reader.len) found.push(Number(type === 'uint64' ? reader.uint64() : reader.int64()))
  }
  if (type === 'float16') return Float32Array.from(found, fromHalf)
  if (type === 'bfloat16') return Float32Array.from(found, fromBrainHalf)
  return Float64Array.from(found)
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]!
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
