/**
 * The header of an .npy file, read with distrust: 6 bytes that say what it is, the version, the length of the rest, and a
 * dictionary in Python's notation with the type of the numbers, their order and the shape.
 * Source: numpy/lib/format.py, "Format Version 1.0", "2.0" and "3.0".
 */
import { show } from '../../errors/options.ts'
import { type Sentence, say } from '../../errors/say.ts'
import type { Shape } from '../../values/shape.ts'
import { fileError } from '../fileError.ts'
import type { Dtype } from '../numbers.ts'
import { type Literal, readDictionary } from './pythonLiteral.ts'

/** \x93NUMPY */
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
/** NumPy itself writes about a hundred; version 1.0 allows no more. */
const mostHeaderBytes = 2 ** 16
/** As many as an array of NumPy 2 has at most. */
const mostDimensions = 64

/** How NumPy names the types that are read here, without their byte order. */
const dtypes: Readonly<Record<string, Dtype>> = {
  b1: 'BOOL',
  f2: 'F16',
  f4: 'F32',
  f8: 'F64',
  i1: 'I8',
  i2: 'I16',
  i4: 'I32',
  i8: 'I64',
  u1: 'U8',
  u2: 'U16',
  u4: 'U32',
  u8: 'U64',
}

export interface NpyHeader {
  readonly dtype: Dtype
  readonly bigEndian: boolean
  /** Whether the first index goes fastest. */
  readonly fortran: boolean
  readonly shape: Shape
  /** Where in the file the numbers begin. */
  readonly start: number
}

/** @throws FormatError where it is no header, or one of what is not read here */
export function readNpyHeader(bytes: Uint8Array, file: string): NpyHeader {
  const { from, end, utf8 } = placeOfDictionary(bytes, file)
  const text = decoded(bytes.subarray(from, end), utf8, file)
  const fail = (why: Sentence) =>
    fileError(file, 'bad-header', say('the header is not that of an .npy file.'), [
      why,
      say('it begins {found}', { found: show(text.slice(0, 40)) }),
    ])
  const entries = readDictionary(text, fail)
  for (const key of entries.keys())
    if (key !== 'descr' && key !== 'fortran_order' && key !== 'shape')
      throw fail(say('it has the unknown key {key}', { key: show(key) }))
  const [descr, fortran, shape] = [entries.get('descr'), entries.get('fortran_order'), entries.get('shape')]
  for (const [key, value] of Object.entries({ descr, fortran_order: fortran, shape }))
    if (value === undefined) throw fail(say('it lacks the key {key}', { key: show(key) }))
  if (typeof fortran !== 'boolean') throw fail(say('"fortran_order" is neither True nor False'))
  return { ...numbersOf(descr!, file), fortran, shape: shapeOf(shape!, file), start: end }
}

function placeOfDictionary(bytes: Uint8Array, file: string): { from: number; end: number; utf8: boolean } {
  if (bytes.length === 0) throw fileError(file, 'empty', say('the file is empty.'))
  const found = show(String.fromCharCode(...bytes.subarray(0, 6)))
  if (!magic.slice(0, bytes.length).every((byte, i) => bytes[i] === byte))
    throw fileError(file, 'not-npy', say('this is not an .npy file.'), [say('it begins {found}', { found })])
  const [major, minor] = [bytes[6], bytes[7]]
  const from = major === 1 ? 10 : 12
  if (bytes.length < from) throw cutOff(file, from, bytes.length)
  if (minor !== 0 || (major !== 1 && major !== 2 && major !== 3))
    throw fileError(
      file,
      'npy-version',
      say('version {version} of the .npy format is not known here.', { version: `${major}.${minor}` }),
      [say('known: {names}', { names: '1.0, 2.0, 3.0' })],
    )
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  if (length > mostHeaderBytes)
    throw fileError(file, 'header-too-large', say('the header is too large; this may not be an .npy file.'), [
      say('its length is given as {length} bytes; at most {most} are allowed', { length, most: mostHeaderBytes }),
    ])
  if (from + length > bytes.length) throw cutOff(file, from + length, bytes.length)
  return { from, end: from + length, utf8: major === 3 }
}

function cutOff(file: string, end: number, found: number): Error {
  return fileError(file, 'truncated', say('the file is cut off inside its header.'), [
    say('the header ends at byte {end}; the file has {found}', { end, found }),
  ])
}

function decoded(bytes: Uint8Array, utf8: boolean, file: string): string {
  try {
    return new TextDecoder(utf8 ? 'utf-8' : 'latin1', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw fileError(file, 'bad-header', say('the header is not that of an .npy file.'), [say('it is not UTF-8')])
  }
}

/** '<f4' → float32, little-endian. */
function numbersOf(descr: Literal, file: string): Pick<NpyHeader, 'dtype' | 'bigEndian'> {
  if (typeof descr !== 'string')
    throw fileError(
      file,
      'structured',
      say('the array is a table of several fields, and is not read here.'),
      undefined,
      say(
        "store each field as an array of its own: np.savez('fields.npz', **{name: table[name] for name in table.dtype.names}).",
      ),
    )
  const [, order = '', type = ''] = /^([<>|=])(\w+)$/.exec(descr) ?? []
  if (type.startsWith('O'))
    throw fileError(
      file,
      'pickled',
      say('the array holds Python objects, which only Python can read: they are code that would be run.'),
      undefined,
      say('store numbers: array.astype("float32").'),
    )
  const dtype = Object.hasOwn(dtypes, type) ? dtypes[type] : undefined
  if (!dtype)
    throw fileError(
      file,
      'bad-dtype',
      say('the array has the dtype {dtype}, which is not read here.', { dtype: show(descr) }),
      [say('known: {names}', { names: Object.keys(dtypes).join(', ') })],
      say('store numbers: array.astype("float32").'),
    )
  // '=' is the order of the machine that wrote, and '|' none: what runs Striate is little-endian.
  return { dtype, bigEndian: order === '>' }
}

function shapeOf(value: Literal, file: string): Shape {
  const items = typeof value === 'object' && value !== null && value.tuple ? value.items : undefined
  const isSize = (size: Literal): size is number => typeof size === 'number' && Number.isSafeInteger(size) && size >= 0
  if (items && items.length <= mostDimensions && items.every(isSize)) return items
  const shown = items ? `(${items.slice(0, 8).join(', ')}${items.length > 8 ? ', …' : ''})` : show(value)
  throw fileError(file, 'bad-shape', say('the array has the impossible shape {shape}.', { shape: shown }), [
    say('it must be a tuple of at most {most} sizes, none below 0', { most: mostDimensions }),
  ])
}

/** The header that NumPy would write for numbers in C order, little-endian: a multiple of 64 bytes. */
export function npyHeader(dtype: Dtype, shape: Shape): Uint8Array {
  const type = Object.keys(dtypes).find((name) => dtypes[name] === dtype)!
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const text = `{'descr': '${type.endsWith('1') ? '|' : '<'}${type}', 'fortran_order': False, 'shape': (${sizes}), }`
  const whole = Math.ceil((10 + text.length + 1) / 64) * 64
  const bytes = new Uint8Array(whole).fill(0x20)
  bytes.set([...magic, 1, 0])
  new DataView(bytes.buffer).setUint16(8, whole - 10, true)
  bytes.set(new TextEncoder().encode(text), 10)
  bytes[whole - 1] = 0x0a
  return bytes
}
