/**
 * IDX, the format of the MNIST files: two zero bytes, a type byte, the number of dimensions, each size as a big-endian
 * 32-bit number, then the elements, big-endian, last dimension fastest. Reading checks every one of these; a gzip
 * around it is taken off. Source: LeCun, Cortes, Burges, The MNIST database.
 */
import { FormatError } from '../errors/errors.ts'
import { gunzip, isGzip } from '../storage/gzip.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'

/** The numbers of an IDX file: the array's type is that of the elements. */
export type IdxData = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array

/** An IDX file's sizes, and its numbers with the last dimension fastest. */
export interface IdxArray {
  readonly shape: Shape
  readonly data: IdxData
}

const types = [
  { code: 0x08, bytes: 1, make: Uint8Array, get: 'getUint8', set: 'setUint8' },
  { code: 0x09, bytes: 1, make: Int8Array, get: 'getInt8', set: 'setInt8' },
  { code: 0x0b, bytes: 2, make: Int16Array, get: 'getInt16', set: 'setInt16' },
  { code: 0x0c, bytes: 4, make: Int32Array, get: 'getInt32', set: 'setInt32' },
  { code: 0x0d, bytes: 4, make: Float32Array, get: 'getFloat32', set: 'setFloat32' },
  { code: 0x0e, bytes: 8, make: Float64Array, get: 'getFloat64', set: 'setFloat64' },
] as const
const typeCodes = '8 u8, 9 i8, 11 i16, 12 i32, 13 f32, 14 f64'

/**
 * Reads IDX, plain or gzipped; bytes are a view of what was given, wider types a copy. `name` is for messages.
 * Throws FormatError: empty, foreign, of an unknown type, cut off, with bytes left over.
 */
export async function readIdx(bytes: Uint8Array, name = 'IDX'): Promise<IdxArray> {
  return parseIdx(isGzip(bytes) ? await gunzip(bytes, name) : bytes, name)
}

/** The same for plain bytes, at once. */
export function parseIdx(bytes: Uint8Array, name = 'IDX'): IdxArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const { type, shape } = header(view, name)
  const start = 4 + 4 * shape.length
  const count = sizeOf(shape)
  const needed = start + count * type.bytes
  if (bytes.length !== needed) {
    const short = bytes.length < needed
    const difference = `${Math.abs(needed - bytes.length)} ${short ? 'too few' : 'too many'}`
    throw new FormatError({
      code: short ? 'truncated' : 'trailing-bytes',
      message: `${name}: ${short ? 'the file is cut off' : 'bytes are left over at the end'}.`,
      numbers: [`${start} + ${showShape(shape)} × ${type.bytes} = ${needed} bytes; the file has ${bytes.length}, ${difference}`],
      fix: short ? 'fetch the file again.' : undefined,
      details: { needed, length: bytes.length, shape },
    })
  }
  if (type.code === 0x08) return { shape, data: bytes.subarray(start) }
  const data = new type.make(count)
  for (let i = 0; i < count; i++) data[i] = view[type.get](start + i * type.bytes)
  return { shape, data }
}

function header(view: DataView, name: string) {
  const length = view.byteLength
  if (length === 0) throw new FormatError({ code: 'empty', message: `${name}: the file is empty.` })
  if (length < 4) throw cutHeader(name, length, 4)
  const [zero0, zero1, code, rank] = [0, 1, 2, 3].map((at) => view.getUint8(at)) as [number, number, number, number]
  const type = types.find((entry) => entry.code === code)
  if (zero0 !== 0 || zero1 !== 0 || !type || rank === 0)
    throw new FormatError({
      code: 'bad-magic',
      message: `${name}: this is not an IDX file.`,
      numbers: [
        `it begins ${[zero0, zero1, code, rank].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`,
        `an IDX file begins 00 00, a type (${typeCodes}) and the number of dimensions (MNIST: 00 00 08 03 and 00 00 08 01)`,
      ],
      fix: zero0 === 0x3c ? 'this looks like a web page: the server answered with one instead of the file.' : undefined,
      details: { magic: [zero0, zero1, code, rank] },
    })
  if (length < 4 + 4 * rank) throw cutHeader(name, length, 4 + 4 * rank)
  const shape = Array.from({ length: rank }, (_, d) => view.getUint32(4 + 4 * d))
  if (!(sizeOf(shape) * type.bytes <= Number.MAX_SAFE_INTEGER))
    throw new FormatError({
      code: 'too-large',
      message: `${name}: the sizes ${showShape(shape)} are more than any file holds.`,
      details: { shape },
    })
  return { type, shape }
}

function cutHeader(name: string, length: number, needed: number): FormatError {
  return new FormatError({
    code: 'truncated',
    message: `${name}: the file ends inside its header.`,
    numbers: [`the header takes ${needed} bytes; the file has ${length}`],
    fix: 'fetch the file again.',
    details: { needed, length },
  })
}

/** The bytes of an IDX file. Throws FormatError where shape and data do not fit or the shape is not 1 to 255 sizes. */
export function writeIdx({ shape, data }: IdxArray): Uint8Array {
  const type = types.find((entry) => data instanceof entry.make)
  if (!type) throw new FormatError({ code: 'bad-type', message: 'writeIdx: IDX cannot hold numbers of this type.' })
  const sizes = shape.every((size) => Number.isInteger(size) && size >= 0 && size < 2 ** 32)
  if (shape.length < 1 || shape.length > 255 || !sizes || sizeOf(shape) !== data.length)
    throw new FormatError({
      code: 'shape-mismatch',
      message: 'writeIdx: shape and data do not fit.',
      numbers: [`shape ${showShape(shape)} = ${sizeOf(shape)} numbers; data has ${data.length}`],
    })
  const start = 4 + 4 * shape.length
  const bytes = new Uint8Array(start + data.length * type.bytes)
  const view = new DataView(bytes.buffer)
  view.setUint8(2, type.code)
  view.setUint8(3, shape.length)
  for (const [d, size] of shape.entries()) view.setUint32(4 + 4 * d, size)
  for (let i = 0; i < data.length; i++) view[type.set](start + i * type.bytes, data[i]!)
  return bytes
}
