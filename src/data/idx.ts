/**
 * IDX, the format of the MNIST files: two zero bytes, a type byte, the number of dimensions, each size as a big-endian
 * 32-bit number, then the elements, big-endian, last dimension fastest. Reading checks every one of these; a gzip
 * around it is taken off. Source: LeCun, Cortes, Burges, The MNIST database.
 */

import { FormatError } from '../errors/errors.ts'
import { type Named, wholeOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { gunzipped, isGzip } from '../storage/gzip.ts'
import { mostUnpacked } from '../storage/unpacked.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'
import { cutOff, headerBytes, type IdxHeader, type IdxType, idxTypes, leftOver, readHeader } from './idxHeader.ts'

/** The numbers of an IDX file: the array's type is that of the elements. */
export type IdxData = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array

/** An IDX file's sizes, and its numbers with the last dimension fastest. */
export interface IdxArray {
  readonly shape: Shape
  readonly data: IdxData
}

/** The most bytes that a gzipped file may unpack to: EMNIST's largest takes half of it. */
const mostBytes = 2 ** 30

/**
 * Reads IDX, plain or gzipped; bytes are a view of what was given, wider types a copy. `name` is for messages. Of a gzipped
 * file the header is read first: one that announces more than `limit` bytes (1 GiB, if nothing is said) is refused before
 * anything is allocated, and unpacking stops at what it announces.
 * Throws FormatError: empty, foreign, of an unknown type, cut off, with bytes left over, too large.
 */
export async function readIdx(bytes: Uint8Array, name: Named = 'IDX', limit = mostBytes): Promise<IdxArray> {
  wholeOption('readIdx', 'limit', limit, { max: Number.MAX_SAFE_INTEGER })
  return isGzip(bytes) ? readPacked(bytes, name, limit) : parseIdx(bytes, name)
}

/** The same for plain bytes, at once. */
export function parseIdx(bytes: Uint8Array, name: Named = 'IDX'): IdxArray {
  const header = readHeader(bytes, name)
  const { type, shape, start, needed } = header
  if (bytes.length < needed) throw cutOff(name, header, bytes.length)
  if (bytes.length > needed) throw leftOver(name, header, bytes.length)
  if (type.code === 0x08) return { shape, data: bytes.subarray(start) }
  const data = new type.make(sizeOf(shape))
  readNumbers(new DataView(bytes.buffer, bytes.byteOffset + start), type, data)
  return { shape, data }
}

/** Unpacks straight into the array that is given back, so that the numbers lie in memory once. */
async function readPacked(packed: Uint8Array, name: Named, limit: number): Promise<IdxArray> {
  let head = new Uint8Array(0)
  let place: ReturnType<typeof placeFor> | undefined
  let filled = 0
  for await (const chunk of gunzipped(packed, name)) {
    let piece = chunk
    if (!place) {
      head = joined(head, chunk)
      if (head.length < headerBytes(head)) continue
      place = placeFor(readHeader(head, name), packed.length, name, limit)
      piece = head.subarray(place.header.start)
    }
    if (filled + piece.length > place.bytes.length) throw leftOver(name, place.header)
    place.bytes.set(piece, filled)
    filled += piece.length
  }
  // Without a whole header this says what is missing.
  const { header, data, bytes } = place ?? placeFor(readHeader(head, name), packed.length, name, limit)
  if (filled < bytes.length) throw cutOff(name, header, header.start + filled)
  // Each number is read from the very bytes that it is then written to.
  if (header.type.bytes > 1) readNumbers(new DataView(data.buffer), header.type, data)
  return { shape: header.shape, data }
}

/** Room for the numbers that a header announces, if they can come of so many packed bytes and are within the limit. */
function placeFor(header: IdxHeader, packed: number, name: Named, limit: number) {
  const { type, shape, start, needed } = header
  const sum = `${start} + ${showShape(shape)} × ${type.bytes} = ${needed}`
  if (needed > limit)
    throw new FormatError({
      code: 'too-large',
      message: say('{name}: the file is too large to unpack.', { name }),
      numbers: [say('its header announces {sum} bytes; the limit is {limit}', { sum, limit })],
      fix: say('if you trust the source, unpack the file first (gunzip), or raise the limit: readIdx(bytes, name, limit).'),
      details: { needed, limit, shape },
    })
  if (needed > mostUnpacked * packed)
    throw new FormatError({
      code: 'truncated',
      message: say('{name}: the file is cut off, or its header is damaged.', { name }),
      numbers: [
        say('its header announces {sum} bytes; {packed} packed bytes hold {most} at most', {
          sum,
          packed,
          most: mostUnpacked * packed,
        }),
      ],
      fix: say('fetch the file again.'),
      details: { needed, packed, shape },
    })
  const data = new type.make(sizeOf(shape))
  return { header, data, bytes: new Uint8Array(data.buffer) }
}

/** Big-endian numbers, from the view's beginning on. */
function readNumbers(view: DataView, type: IdxType, data: IdxData): void {
  for (let i = 0; i < data.length; i++) data[i] = view[type.get](i * type.bytes)
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** The bytes of an IDX file. Throws FormatError where shape and data do not fit or the shape is not 1 to 255 sizes. */
export function writeIdx({ shape, data }: IdxArray): Uint8Array {
  const type = idxTypes.find((entry) => data instanceof entry.make)
  if (!type) throw new FormatError({ code: 'bad-type', message: say('writeIdx: IDX cannot hold numbers of this type.') })
  const sizes = shape.every((size) => Number.isInteger(size) && size >= 0 && size < 2 ** 32)
  if (shape.length < 1 || shape.length > 255 || !sizes || sizeOf(shape) !== data.length)
    throw new FormatError({
      code: 'shape-mismatch',
      message: say('writeIdx: shape and data do not match.'),
      numbers: [
        say('shape {shape} = {wanted} numbers; data has {found}', {
          shape: showShape(shape),
          wanted: sizeOf(shape),
          found: data.length,
        }),
      ],
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
