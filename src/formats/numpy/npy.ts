/**
 * NumPy's .npy files: one array each, a header and its numbers. Bytes in, bytes out. Nothing in them is ever run: arrays of
 * Python objects are refused.
 */
import { FormatError } from '../../errors/errors.ts'
import { show } from '../../errors/options.ts'
import { say } from '../../errors/say.ts'
import { type Shape, showShape, sizeOf } from '../../values/shape.ts'
import { fileError } from '../fileError.ts'
import { elementBytes, type LoadedTensor, numbersAt, type StoredTensor, storedDtype, type TensorData } from '../numbers.ts'
import { npyHeader, readNpyHeader } from './npyHeader.ts'

/**
 * The array in an .npy file, versions 1.0 to 3.0, of NumPy's types f2, f4, f8, i1 to i8, u1 to u8 and b1, in either byte order;
 * f2 comes as Float32Array, b1 as Uint8Array. Where the numbers lie as they are read (C order, little-endian) its data is a view
 * of `bytes` or a plain copy; an array in Fortran's order is brought into C order. `name` is for messages.
 * @throws FormatError where it is damaged: foreign, truncated, with bytes left over, a header that is none; and where it holds
 * what is not read here: Python objects, tables of fields, texts, complex numbers.
 * Source: numpy/lib/format.py.
 * @example
 * ```ts
 * const { shape, data } = readNpy(writeNpy({ shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }))
 * console.log(shape, data) // [ 2, 2 ] Float32Array(4) [ 1, 2, 3, 4 ]
 * ```
 */
export function readNpy(bytes: Uint8Array, name = 'npy'): LoadedTensor {
  const { dtype, bigEndian, fortran, shape, start } = readNpyHeader(bytes, name)
  // A product beyond all numbers, times 0, would be none.
  const length = shape.includes(0) ? 0 : sizeOf(shape)
  const [wanted, found] = [length * elementBytes[dtype], bytes.length - start]
  if (wanted > found)
    throw fileError(name, 'truncated', say('the file is cut off.'), [
      say('shape {shape} = {wanted} bytes; the file has {found} after its header', { shape: showShape(shape), wanted, found }),
    ])
  if (wanted < found)
    throw fileError(name, 'trailing-bytes', say('bytes are left over at the end.'), [
      say('shape {shape} = {wanted} bytes; the file has {found} after its header', { shape: showShape(shape), wanted, found }),
    ])
  const width = elementBytes[dtype]
  const data =
    bigEndian && width > 1
      ? numbersAt(turned(bytes.subarray(start), width), 0, dtype, length)
      : numbersAt(bytes, start, dtype, length)
  return { dtype, shape, data: fortran ? inCOrder(data, shape) : data }
}

/**
 * The bytes of an .npy file (version 1.0, little-endian, C order) that `np.load` opens. The array's type is the dtype.
 * @throws FormatError where shape and data do not fit, or there are more than 32 axes.
 * @example
 * ```ts
 * const bytes = writeNpy({ shape: [3], data: Int32Array.of(1, 2, 3) })
 * console.log(bytes.length) // 140
 * ```
 */
export function writeNpy(tensor: StoredTensor): Uint8Array {
  return npyBytes('writeNpy', 'the array', tensor)
}

/** `owner` writes it; `name` is the array's, for messages. */
export function npyBytes(owner: string, name: string, tensor: StoredTensor): Uint8Array {
  const { shape, data } = tensor
  const dtype = storedDtype(owner, name, tensor)
  if (shape.length > mostWritten)
    throw new FormatError({
      code: 'too-many-axes',
      message: say('{owner}: {name} has {count} axes; NumPy reads at most {most}.', {
        owner,
        name: show(name),
        count: shape.length,
        most: mostWritten,
      }),
    })
  const header = npyHeader(dtype, shape)
  const bytes = new Uint8Array(header.length + data.byteLength)
  bytes.set(header)
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), header.length)
  return bytes
}

/** NumPy 1 reads no more; NumPy 2 reads 64. */
const mostWritten = 32

/** A copy in which the bytes of each number stand the other way round. */
function turned(bytes: Uint8Array, width: number): Uint8Array {
  const copy = new Uint8Array(bytes.length)
  for (let at = 0; at < bytes.length; at += width) for (let i = 0; i < width; i++) copy[at + i] = bytes[at + width - 1 - i]!
  return copy
}

/** Numbers whose first index goes fastest, so that the last one does. */
function inCOrder(data: TensorData, shape: Shape): TensorData {
  if (shape.filter((size) => size !== 1).length < 2 || data.length === 0) return data
  const strides = shape.map((_, axis) => sizeOf(shape.slice(0, axis)))
  const copy = data.slice()
  const index = shape.map(() => 0)
  let from = 0
  for (let to = 0; to < data.length; to++) {
    copy[to] = data[from]!
    // The next place in C order; where an axis is at its end, it begins again and the one before it moves on.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!
      if (++index[axis]! < shape[axis]!) break
      from -= shape[axis]! * strides[axis]!
      index[axis] = 0
    }
  }
  return copy
}
