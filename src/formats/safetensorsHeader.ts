/**
 * The header of a safetensors file, read with distrust: the length, the JSON, each tensor's dtype, shape and place are
 * checked one by one, and so is that the places cover the rest of the file without overlap or hole, as the format
 * demands. JSON's own reader lets a key stand twice; here that is an error.
 */

import { jsonDepth } from '../errors/jsonDepth.ts'
import { show } from '../errors/options.ts'
import { asIs, say } from '../errors/say.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'
import { fileError as wrong } from './fileError.ts'
import { type Dtype, elementBytes } from './numbers.ts'
import { repeatedKey } from './repeatedKey.ts'

/** As the format's own reader has it. */
const mostHeaderBytes = 100_000_000
/** The header, a tensor in it, its shape. */
const depthOfHeader = 3

export interface HeaderEntry {
  readonly name: string
  readonly dtype: Dtype
  readonly shape: Shape
  /** Bytes, counted from `start`. */
  readonly begin: number
  readonly end: number
}

export interface Header {
  /** In the order of the JSON. */
  readonly entries: readonly HeaderEntry[]
  readonly metadata: Record<string, string>
  /** Where in the file the numbers begin. */
  readonly start: number
}

export function readHeader(bytes: Uint8Array, file: string): Header {
  const start = headerEnd(bytes, file)
  const json = parse(bytes.subarray(8, start), file)
  const metadata: Record<string, string> = Object.create(null)
  const entries: HeaderEntry[] = []
  for (const [name, value] of Object.entries(json)) {
    if (name === '__metadata__') Object.assign(metadata, metadataOf(value, file))
    else entries.push(entryOf(name, value, bytes.length - start, file))
  }
  checkCover(entries, bytes.length - start, file)
  return { entries, metadata, start }
}

/** Reads the length and checks it against the file's. */
function headerEnd(bytes: Uint8Array, file: string): number {
  if (bytes.length === 0) throw wrong(file, 'empty', say('the file is empty.'))
  if (bytes.length < 8)
    throw wrong(file, 'truncated', say('the file is cut off.'), [
      say("the header's length takes 8 bytes; the file has {found}", { found: bytes.length }),
    ])
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)
  if (length > BigInt(mostHeaderBytes))
    throw wrong(file, 'header-too-large', say('the header is too large; this may not be a safetensors file.'), [
      say('its length is given as {length} bytes; at most {most} are allowed', { length: String(length), most: mostHeaderBytes }),
    ])
  const end = 8 + Number(length)
  if (end > bytes.length)
    throw wrong(file, 'truncated', say('the file is cut off inside its header.'), [
      say('8 + {length} = {end} bytes; the file has {found}', { length: String(length), end, found: bytes.length }),
    ])
  return end
}

function parse(header: Uint8Array, file: string): Record<string, unknown> {
  // Before the JSON is read: a hundred million brackets would take all memory.
  const depth = jsonDepth(header)
  if (depth > depthOfHeader)
    throw wrong(file, 'bad-json', say('the header is not that of a safetensors file.'), [
      say('objects and lists are nested {depth} deep; a header has {most} levels', { depth, most: depthOfHeader }),
    ])
  let text: string
  let json: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(header)
    json = JSON.parse(text)
  } catch (cause) {
    throw wrong(file, 'bad-json', say('the header is not JSON.'), [asIs(cause instanceof Error ? cause.message : String(cause))])
  }
  if (header[0] !== 0x7b || !isObject(json))
    throw wrong(file, 'bad-json', say('the header is not a JSON object.'), [
      say('it begins {found}', { found: show(text.slice(0, 12)) }),
    ])
  const repeated = repeatedKey(text)
  if (repeated !== undefined)
    throw wrong(file, 'duplicate-key', say('the header has the key {key} twice.', { key: show(repeated) }))
  return json
}

function metadataOf(value: unknown, file: string): Record<string, string> {
  if (!isObject(value))
    throw wrong(file, 'bad-metadata', say('"__metadata__" must be an object of strings. Found: {found}.', { found: show(value) }))
  for (const [key, text] of Object.entries(value))
    if (typeof text !== 'string')
      throw wrong(
        file,
        'bad-metadata',
        say('the metadata {key} must be a string. Found: {found}.', { key: show(key), found: show(text) }),
      )
  return value as Record<string, string>
}

function entryOf(name: string, value: unknown, room: number, file: string): HeaderEntry {
  const tensor = show(name)
  if (!isObject(value))
    throw wrong(
      file,
      'bad-tensor',
      say('tensor {tensor} must be { dtype, shape, data_offsets }. Found: {found}.', { tensor, found: show(value) }),
    )
  const { dtype, shape, data_offsets: offsets, ...rest } = value
  const extra = Object.keys(rest)[0]
  if (extra !== undefined)
    throw wrong(file, 'bad-tensor', say('tensor {tensor} has the unknown field {field}.', { tensor, field: show(extra) }))
  if (typeof dtype !== 'string' || !Object.hasOwn(elementBytes, dtype))
    throw wrong(file, 'bad-dtype', say('tensor {tensor} has the unknown dtype {dtype}.', { tensor, dtype: show(dtype) }), [
      say('known: {names}', { names: Object.keys(elementBytes).join(', ') }),
    ])
  if (!Array.isArray(shape) || !shape.every(isSize))
    throw wrong(file, 'bad-shape', say('tensor {tensor} has the impossible shape {shape}.', { tensor, shape: show(shape) }))
  const [begin, end] = Array.isArray(offsets) && offsets.length === 2 ? (offsets as unknown[]) : []
  if (!isSize(begin) || !isSize(end) || begin > end)
    throw wrong(
      file,
      'bad-offsets',
      say('tensor {tensor} has the impossible data_offsets {offsets}.', { tensor, offsets: show(offsets) }),
      [say('they must be two whole numbers [begin, end], begin ≤ end')],
    )
  if (end > room)
    throw wrong(file, 'truncated', say('tensor {tensor} reaches beyond the end of the file.', { tensor }), [
      say('it ends at byte {end} of the data; the file has {room}', { end, room }),
    ])
  const each = elementBytes[dtype as Dtype]
  if (sizeOf(shape) * each !== end - begin)
    throw wrong(file, 'size-mismatch', say('the shape and the data_offsets of tensor {tensor} do not match.', { tensor }), [
      say('{dtype} {shape} = {wanted} bytes; data_offsets {offsets} = {found}', {
        dtype,
        shape: showShape(shape),
        wanted: sizeOf(shape) * each,
        offsets: show(offsets),
        found: end - begin,
      }),
    ])
  return { name, dtype: dtype as Dtype, shape, begin, end }
}

/** The places must follow one another from 0 to the end of the file. */
function checkCover(entries: readonly HeaderEntry[], room: number, file: string): void {
  let end = 0
  let last: string | undefined
  for (const entry of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    const tensor = show(entry.name)
    if (entry.begin < end)
      throw wrong(file, 'overlap', say('tensor {tensor} overlaps tensor {before}.', { tensor, before: last! }), [
        say('it begins at byte {begin}, tensor {before} ends at {end}', { begin: entry.begin, before: last!, end }),
      ])
    if (entry.begin > end)
      throw wrong(file, 'hole', say('bytes of the data belong to no tensor.'), [
        last === undefined
          ? say('bytes {from} to {to}, before tensor {tensor}', { from: end, to: entry.begin - 1, tensor })
          : say('bytes {from} to {to}, between tensor {before} and tensor {tensor}', {
              from: end,
              to: entry.begin - 1,
              before: last,
              tensor,
            }),
      ])
    end = entry.end
    last = tensor
  }
  if (end < room)
    throw wrong(file, 'trailing-bytes', say('bytes are left over at the end.'), [
      say('the tensors end at byte {end} of the data; the file has {room}', { end, room }),
    ])
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
