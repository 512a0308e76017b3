/**
 * The header of an IDX file (two zero bytes, a type, the number of dimensions, their sizes), checked; and what is said of a
 * file that is shorter or longer than it announces. The numbers after it are `idx.ts`'s.
 */

import { FormatError } from '../errors/errors.ts'
import type { Named } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'

/** What an IDX file's numbers can be, by the code in its header. */
export const idxTypes = [
  { code: 0x08, bytes: 1, make: Uint8Array, get: 'getUint8', set: 'setUint8' },
  { code: 0x09, bytes: 1, make: Int8Array, get: 'getInt8', set: 'setInt8' },
  { code: 0x0b, bytes: 2, make: Int16Array, get: 'getInt16', set: 'setInt16' },
  { code: 0x0c, bytes: 4, make: Int32Array, get: 'getInt32', set: 'setInt32' },
  { code: 0x0d, bytes: 4, make: Float32Array, get: 'getFloat32', set: 'setFloat32' },
  { code: 0x0e, bytes: 8, make: Float64Array, get: 'getFloat64', set: 'setFloat64' },
] as const
const typeCodes = '8 u8, 9 i8, 11 i16, 12 i32, 13 f32, 14 f64'

export type IdxType = (typeof idxTypes)[number]

export interface IdxHeader {
  readonly type: IdxType
  readonly shape: Shape
  /** Where the numbers begin. */
  readonly start: number
  /** The bytes of the whole file. */
  readonly needed: number
}

/** How many bytes the header takes, as far as these say it. */
export function headerBytes(bytes: Uint8Array): number {
  return bytes.length < 4 ? 4 : 4 + 4 * bytes[3]!
}

export function readHeader(bytes: Uint8Array, name: Named): IdxHeader {
  const { length } = bytes
  if (length === 0) throw new FormatError({ code: 'empty', message: say('{name}: the file is empty.', { name }) })
  if (length < 4) throw cutHeader(name, length, 4)
  const view = new DataView(bytes.buffer, bytes.byteOffset, length)
  const [zero0, zero1, code, rank] = [0, 1, 2, 3].map((at) => view.getUint8(at)) as [number, number, number, number]
  const type = idxTypes.find((entry) => entry.code === code)
  if (zero0 !== 0 || zero1 !== 0 || !type || rank === 0)
    throw new FormatError({
      code: 'bad-magic',
      message: say('{name}: this is not an IDX file.', { name }),
      numbers: [
        say('it begins {found}', {
          found: [zero0, zero1, code, rank].map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
        }),
        say('an IDX file begins 00 00, a type ({typeCodes}) and the number of dimensions (MNIST: 00 00 08 03 and 00 00 08 01)', {
          typeCodes,
        }),
      ],
      fix: zero0 === 0x3c ? say('check the address: the server answered with a web page instead of the file.') : undefined,
      details: { magic: [zero0, zero1, code, rank] },
    })
  const start = headerBytes(bytes)
  if (length < start) throw cutHeader(name, length, start)
  const shape = Array.from({ length: rank }, (_, d) => view.getUint32(4 + 4 * d))
  const needed = start + sizeOf(shape) * type.bytes
  if (!(needed <= Number.MAX_SAFE_INTEGER))
    throw new FormatError({
      code: 'too-large',
      message: say('{name}: no file can hold the sizes {shape}.', { name, shape: showShape(shape) }),
      details: { shape },
    })
  return { type, shape, start, needed }
}

function cutHeader(name: Named, length: number, needed: number): FormatError {
  return new FormatError({
    code: 'truncated',
    message: say('{name}: the file ends inside its header.', { name }),
    numbers: [say('the header takes {needed} bytes; the file has {length}', { needed, length })],
    fix: say('fetch the file again.'),
    details: { needed, length },
  })
}

export function cutOff(name: Named, { type, shape, start, needed }: IdxHeader, length: number): FormatError {
  return new FormatError({
    code: 'truncated',
    message: say('{name}: the file is cut off.', { name }),
    numbers: [
      say('{start} + {shape} × {bytes} = {needed} bytes; the file has {length}, {missing} too few', {
        start,
        shape: showShape(shape),
        bytes: type.bytes,
        needed,
        length,
        missing: needed - length,
      }),
    ],
    fix: say('fetch the file again.'),
    details: { needed, length, shape },
  })
}

/** `length` is the file's, where it is known. */
export function leftOver(name: Named, { type, shape, start, needed }: IdxHeader, length?: number): FormatError {
  const sum = `${start} + ${showShape(shape)} × ${type.bytes} = ${needed}`
  return new FormatError({
    code: 'trailing-bytes',
    message: say('{name}: bytes are left over at the end.', { name }),
    numbers: [
      length === undefined
        ? say('{sum} bytes; the file goes on beyond them', { sum })
        : say('{sum} bytes; the file has {length}, {extra} too many', { sum, length, extra: length - needed }),
    ],
    details: { needed, shape },
  })
}
