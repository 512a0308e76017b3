/**
 * safetensors: 8 bytes with the header's length (little-endian), a JSON header that gives each tensor's dtype, shape
 * and place, then the numbers, little-endian, without gaps. Bytes in, bytes out: no file is touched here. Reading
 * trusts nothing: every length, place and key is checked before it is used (`safetensorsHeader.ts`).
 * Source: huggingface/safetensors, README "Format".
 */

import { FormatError } from '../errors/errors.ts'
import { show } from '../errors/options.ts'
import { asIs, say } from '../errors/say.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'
import { fromBrainHalf, fromHalf } from './halves.ts'
import { type Dtype, elementBytes, readHeader } from './safetensorsHeader.ts'

/** The arrays that safetensors can hold. */
export type TensorData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array

/** A tensor as it is written: the array's type is its dtype. */
export interface StoredTensor {
  readonly shape: Shape
  readonly data: TensorData
}

/** A tensor as it was read. F16 and BF16 come as Float32Array, BOOL as Uint8Array. */
export interface LoadedTensor extends StoredTensor {
  readonly dtype: Dtype
}

/** What a safetensors file holds. */
export interface Safetensors {
  /** By name, in the order of the header. Has no prototype: any name is safe. */
  readonly tensors: Record<string, LoadedTensor>
  readonly metadata: Record<string, string>
}

const arrays = [
  [Float32Array, 'F32'],
  [Float64Array, 'F64'],
  [BigInt64Array, 'I64'],
  [BigUint64Array, 'U64'],
  [Int32Array, 'I32'],
  [Uint32Array, 'U32'],
  [Int16Array, 'I16'],
  [Uint16Array, 'U16'],
  [Int8Array, 'I8'],
  [Uint8Array, 'U8'],
] as const

/**
 * The bytes of a safetensors file. Tensors keep their order, but wider elements go first, so that each lies at a
 * multiple of its element's size. Throws FormatError where a shape and its data do not fit.
 */
export function writeSafetensors(
  tensors: Readonly<Record<string, StoredTensor>>,
  metadata?: Readonly<Record<string, string>>,
): Uint8Array {
  const entries = Object.entries(tensors).map(([name, { shape, data }]) => {
    return { name, shape, data, dtype: dtypeOf(name, shape, data) }
  })
  entries.sort((a, b) => elementBytes[b.dtype] - elementBytes[a.dtype])
  const fields: string[] = []
  if (metadata) fields.push(`"__metadata__":${JSON.stringify(checkedMetadata(metadata))}`)
  let end = 0
  for (const { name, shape, data, dtype } of entries) {
    const begin = end
    end += data.byteLength
    fields.push(`${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`)
  }
  const json = new TextEncoder().encode(`{${fields.join(',')}}`)
  const headerLength = Math.ceil(json.length / 8) * 8
  const bytes = new Uint8Array(8 + headerLength + end)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true)
  bytes.fill(0x20, 8, 8 + headerLength)
  bytes.set(json, 8)
  let at = 8 + headerLength
  for (const { data } of entries) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += data.byteLength
  }
  return bytes
}

/**
 * What a safetensors file holds. Where a tensor lies at a multiple of its element's size in memory its data is a view
 * of `bytes`, otherwise a copy. `name` is for messages. Throws FormatError: truncated, trailing bytes, a header that
 * is too large or is not the JSON it should be, places that overlap, leave holes or do not fit the shape.
 */
export function readSafetensors(bytes: Uint8Array, name = 'safetensors'): Safetensors {
  const { entries, metadata, start } = readHeader(bytes, name)
  const tensors: Record<string, LoadedTensor> = Object.create(null)
  for (const { name: key, dtype, shape, begin } of entries)
    tensors[key] = { dtype, shape, data: numbers(bytes, start + begin, dtype, sizeOf(shape)) }
  return { tensors, metadata }
}

function numbers(bytes: Uint8Array, at: number, dtype: Dtype, length: number): TensorData {
  if (dtype === 'F16' || dtype === 'BF16') {
    const halves = numbers(bytes, at, 'U16', length) as Uint16Array
    return Float32Array.from(halves, dtype === 'F16' ? fromHalf : fromBrainHalf)
  }
  const make = arrays.find((entry) => entry[1] === dtype)?.[0] ?? Uint8Array // BOOL
  const offset = bytes.byteOffset + at
  if (offset % make.BYTES_PER_ELEMENT === 0) return new make(bytes.buffer as ArrayBuffer, offset, length)
  return new make(bytes.slice(at, at + length * make.BYTES_PER_ELEMENT).buffer)
}

function dtypeOf(name: string, shape: Shape, data: TensorData): Dtype {
  const dtype = arrays.find(([make]) => data instanceof make)?.[1]
  if (name === '__metadata__' || !dtype)
    throw new FormatError({
      code: 'cannot-store',
      message: dtype
        ? say('writeSafetensors: a tensor cannot be named {name}.', { name: show(name) })
        : say('writeSafetensors: the data of {name} is not a typed array.', { name: show(name) }),
      fix: dtype
        ? say('rename it.')
        : say('data must be one of {arrays}.', { arrays: arrays.map(([make]) => make.name).join(', ') }),
    })
  if (shape.every((size) => Number.isInteger(size) && size >= 0) && sizeOf(shape) === data.length) return dtype
  throw new FormatError({
    code: 'shape-mismatch',
    message: say('writeSafetensors: shape and data of {name} do not match.', { name: show(name) }),
    numbers: [
      say('shape {shape} = {wanted} numbers; data has {found}', {
        shape: showShape(shape),
        wanted: sizeOf(shape),
        found: data.length,
      }),
    ],
  })
}

function checkedMetadata(metadata: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const [key, value] of Object.entries(metadata))
    if (typeof value !== 'string')
      throw new FormatError({
        code: 'bad-metadata',
        message: say('writeSafetensors: the metadata {key} must be a string. Received: {value}.', {
          key: show(key),
          value: show(value),
        }),
        fix: asIs('JSON.stringify(…)'),
      })
  return metadata
}
