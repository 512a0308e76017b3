/**
 * The frame of TensorBoard's event files (and of TFRecord): length, check of the length, bytes, check of the bytes. The
 * checks are CRC-32C, masked so that a checksum of bytes that hold checksums stays a good one. What the bytes mean is
 * `tensorboard.ts`'s affair. Source: tensorflow/core/lib/io/record_writer.h, tensorflow/core/lib/hash/crc32c.h.
 */

import { FormatError } from '../errors/errors.ts'
import { type Sentence, say } from '../errors/say.ts'

/** Bytes of a frame before and after the data: uint64 length and uint32 check; uint32 check. All little-endian. */
const [before, after] = [12, 4]

/** Castagnoli's polynomial 0x1EDC6F41, its bits in reverse, for each value of a byte. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  return crc
})

/** CRC-32C (Castagnoli; RFC 3720, appendix B.4) of some bytes, as an unsigned 32-bit number. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = table[(crc ^ byte) & 255]! ^ (crc >>> 8)
  return ~crc >>> 0
}

/** The checksum as it is stored: turned right by 15 bits, plus a constant, modulo 2³². */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes)
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}

/** One record: the data in its frame, 16 bytes longer. */
export function record(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(before + data.length + after)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, BigInt(data.length), true)
  view.setUint32(8, maskedCrc32c(bytes.subarray(0, 8)), true)
  bytes.set(data, before)
  view.setUint32(before + data.length, maskedCrc32c(data), true)
  return bytes
}

/**
 * The data of all records, as views of the bytes. `name` is for messages; records are counted from 1.
 * @throws FormatError 'truncated' or 'bad-checksum', with the record's number.
 */
export function* records(bytes: Uint8Array, name: string): Generator<Uint8Array, void, undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0, number = 1; at < bytes.length; number++) {
    const left = bytes.length - at
    if (left < before) throw truncated(name, number, at, say('its frame begins with {before} bytes', { before }), left)
    check(bytes.subarray(at, at + 8), view.getUint32(at + 8, true), name, number, 'length', at)
    const length = view.getBigUint64(at, true)
    if (length > BigInt(left - before - after))
      throw truncated(name, number, at, say('it takes {sum} bytes', { sum: `${before} + ${length} + ${after}` }), left)
    const data = bytes.subarray(at + before, at + before + Number(length))
    check(data, view.getUint32(at + before + data.length, true), name, number, 'data', at)
    yield data
    at += before + data.length + after
  }
}

function truncated(name: string, number: number, at: number, wanted: Sentence, left: number): FormatError {
  return new FormatError({
    code: 'truncated',
    message: say('{name}: record {number} is cut off.', { name, number }),
    numbers: [say('it begins at byte {at}; {wanted}, the file has {left} there', { at, wanted, left })],
    fix: say('use what comes before it (intact records: {count}); a file that is still being written may end like this.', {
      count: number - 1,
    }),
    details: { record: number, at },
  })
}

function check(part: Uint8Array, stored: number, name: string, number: number, what: 'length' | 'data', at: number): void {
  const found = maskedCrc32c(part)
  if (found === stored) return
  const hex = (value: number) => `0x${value.toString(16).padStart(8, '0')}`
  throw new FormatError({
    code: 'bad-checksum',
    message:
      what === 'length'
        ? say('{name}: record {number} is damaged, or this is not an event file: its length does not match its checksum.', {
            name,
            number,
          })
        : say('{name}: record {number} is damaged: its data does not match its checksum.', { name, number }),
    numbers: [say('at byte {at}: stored {stored}, computed {found}', { at, stored: hex(stored), found: hex(found) })],
    details: { record: number, at },
  })
}
