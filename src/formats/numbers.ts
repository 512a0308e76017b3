/**
 * Numbers as files of tensors hold them, little-endian and without gaps: what formats of tensors share. No copy is made where
 * the bytes lie so that they can be looked at as they are.
 */

import { FormatError } from '../errors/errors.ts'
import { show } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'

/** How many bytes an element takes. */
// biome-ignore format: a table
export const elementBytes = {
  BOOL: 1, U8: 1, I8: 1,
  U16: 2, I16: 2, F16: 2, BF16: 2,
  U32: 4, I32: 4, F32: 4,
  U64: 8, I64: 8, F64: 8,
} as const
/** The types of elements, as safetensors names them. */
export type Dtype = keyof typeof elementBytes

/** The arrays that hold tensors. */
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

/** `length` numbers from byte `at` on: a view where they lie at a multiple of their size in memory, otherwise a copy. */
export function numbersAt(bytes: Uint8Array, at: number, dtype: Dtype, length: number): TensorData {
  if (dtype === 'F16' || dtype === 'BF16') {
    const halves = numbersAt(bytes, at, 'U16', length) as Uint16Array
    return Float32Array.from(halves, dtype === 'F16' ? fromHalf : fromBrainHalf)
  }
  const make = arrays.find((entry) => entry[1] === dtype)?.[0] ?? Uint8Array // BOOL
  const offset = bytes.byteOffset + at
  if (offset % make.BYTES_PER_ELEMENT === 0) return new make(bytes.buffer as ArrayBuffer, offset, length)
  // A Buffer of Node's would be cut into a view here.
  return new make(Uint8Array.prototype.slice.call(bytes, at, at + length * make.BYTES_PER_ELEMENT).buffer)
}

/** IEEE 754 binary16: exact in float32. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 0x3ff
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25)
}

/** bfloat16 is the upper half of a float32. */
export function fromBrainHalf(bits: number): number {
  scratch.setUint32(0, bits << 16)
  return scratch.getFloat32(0)
}
const scratch = new DataView(new ArrayBuffer(4))

/**
 * The dtype that a tensor is written with. `owner` writes it; `name` is the tensor's, for messages.
 * @throws FormatError where its data is no typed array, or is not as long as the shape says
 */
export function storedDtype(owner: string, name: string, { shape, data }: StoredTensor): Dtype {
  const dtype = arrays.find(([make]) => data instanceof make)?.[1]
  if (!dtype)
    throw new FormatError({
      code: 'cannot-store',
      message: say('{owner}: the data of {name} is not a typed array.', { owner, name: show(name) }),
      fix: say('data must be one of {arrays}.', { arrays: arrays.map(([make]) => make.name).join(', ') }),
    })
  if (shape.every((size) => Number.isInteger(size) && size >= 0) && sizeOf(shape) === data.length) return dtype
  throw new FormatError({
    code: 'shape-mismatch',
    message: say('{owner}: shape and data of {name} do not match.', { owner, name: show(name) }),
    numbers: [
      say('shape {shape} = {wanted} numbers; data has {found}', {
        shape: showShape(shape),
        wanted: sizeOf(shape),
        found: data.length,
      }),
    ],
  })
}
