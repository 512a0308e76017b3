/**
 * safetensors: 8 bytes with the header's length (little-endian), a JSON header that gives each tensor's dtype, shape
 * and place, then the numbers, little-endian, without gaps. Bytes in, bytes out: no file is touched here. Reading
 * trusts nothing: every length, place and key is checked before it is used (`safetensorsHeader.ts`).
 * Source: huggingface/safetensors, README "Format".
 */

import { FormatError } from '../errors/errors.ts'
import { show } from '../errors/options.ts'
import { asIs, say } from '../errors/say.ts'
import { sizeOf } from '../values/shape.ts'
import { type Dtype, elementBytes, type LoadedTensor, numbersAt, type StoredTensor, storedDtype } from './numbers.ts'
import { readHeader } from './safetensorsHeader.ts'

/** What a safetensors file holds. */
export interface Safetensors {
  /** By name, in the order of the header. Has no prototype: any name is safe. */
  readonly tensors: Record<string, LoadedTensor>
  readonly metadata: Record<string, string>
}

/**
 * The bytes of a safetensors file. Tensors keep their order, but wider elements go first, so that each lies at a
 * multiple of its element's size. Throws FormatError where a shape and its data do not fit.
 */
export function writeSafetensors(
  tensors: Readonly<Record<string, StoredTensor>>,
  metadata?: Readonly<Record<string, string>>,
): Uint8Array {
  const entries = Object.entries(tensors).map(([name, tensor]) => {
    const { shape, data } = tensor
    return { name, shape, data, dtype: dtypeOf(name, tensor) }
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
    tensors[key] = { dtype, shape, data: numbersAt(bytes, start + begin, dtype, sizeOf(shape)) }
  return { tensors, metadata }
}

function dtypeOf(name: string, tensor: StoredTensor): Dtype {
  if (name !== '__metadata__') return storedDtype('writeSafetensors', name, tensor)
  throw new FormatError({
    code: 'cannot-store',
    message: say('writeSafetensors: a tensor cannot be named {name}.', { name: show(name) }),
    fix: say('rename it.'),
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
