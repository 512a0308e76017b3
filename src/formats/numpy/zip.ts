/**
 * The files in a Zip file, unpacked one by one with their checksums; and a Zip file of files. How many bytes a file has when it
 * is unpacked is known before, and nothing is unpacked beyond that.
 */
import { Inflate, zipSync } from 'fflate/browser'
import { StriateError } from '../../errors/errors.ts'
import { show } from '../../errors/options.ts'
import { asIs, type Sentence, say } from '../../errors/say.ts'
import { crc32 } from '../../math/crc32.ts'
import { fileError } from '../fileError.ts'
import { type ZipEntry, zipDirectory } from './zipDirectory.ts'

export interface UnpackedFile {
  readonly name: string
  /** Unpacks it; where it is not packed, a view. @throws FormatError */
  bytes(): Uint8Array
}

/** Two bits of deflate give 258 bytes at most. */
const mostRatio = 1032
/** So much is unpacked at a time: 16 MiB at most come out of it. */
const chunk = 2 ** 14

/** The files, in the order of the directory. @throws FormatError, also where all packed files have more than `mostBytes` */
export function* unpackedFiles(bytes: Uint8Array, file: string, mostBytes: number): Generator<UnpackedFile, void, undefined> {
  const entries = zipDirectory(bytes, file)
  const total = entries.reduce((sum, { deflated, size }) => sum + (deflated ? size : 0), 0)
  if (total > mostBytes)
    throw fileError(
      file,
      'unpacks-too-large',
      say('the file would unpack to more than is allowed.'),
      [say('{total} bytes; at most {most}, and the file has {found}', { total, most: mostBytes, found: bytes.length })],
      say('if you trust it, allow more: readNpz(bytes, name, { mostBytes }).'),
    )
  for (const entry of entries) yield { name: entry.name, bytes: () => unpacked(bytes, entry, file) }
}

function unpacked(bytes: Uint8Array, { name, deflated, crc, size, begin, end }: ZipEntry, file: string): Uint8Array {
  const packed = bytes.subarray(begin, end)
  const whole = deflated ? inflated(packed, size, name, file) : packed
  const found = crc32(whole)
  if (found === crc) return whole
  const hex = (value: number) => `0x${value.toString(16).padStart(8, '0')}`
  throw fileError(
    file,
    'bad-checksum',
    say('the file {name} in it is damaged: its data does not match its checksum.', { name: show(name) }),
    [say('stored {stored}, computed {found}', { stored: hex(crc), found: hex(found) })],
  )
}

function inflated(packed: Uint8Array, size: number, name: string, file: string): Uint8Array {
  const wrongSize = (why: Sentence) =>
    fileError(
      file,
      'size-mismatch',
      say('the file {name} in it does not unpack to the size that is given.', { name: show(name) }),
      [why],
    )
  const given = { size, packed: packed.length }
  // Before the memory is taken: what so few bytes cannot make.
  if (size > packed.length * mostRatio)
    throw wrongSize(
      say('{size} bytes are given; {packed} packed bytes make at most {most}', { ...given, most: packed.length * mostRatio }),
    )
  const whole = new Uint8Array(size)
  let length = 0
  const inflate = new Inflate((part) => {
    if (length + part.length > size) throw wrongSize(say('{size} bytes are given; {packed} packed bytes make more', given))
    whole.set(part, length)
    length += part.length
  })
  try {
    for (let at = 0; at === 0 || at < packed.length; at += chunk)
      inflate.push(packed.subarray(at, at + chunk), at + chunk >= packed.length)
  } catch (cause) {
    if (cause instanceof StriateError) throw cause
    throw fileError(file, 'bad-deflate', say('the file {name} in it cannot be unpacked.', { name: show(name) }), [
      asIs(cause instanceof Error ? cause.message : String(cause)),
    ])
  }
  if (length === size) return whole
  throw wrongSize(say('{size} bytes are given; {packed} packed bytes make {found}', { ...given, found: length }))
}

/** A Zip file of these files, in their order. */
export function zipFile(files: ReadonlyMap<string, Uint8Array>, compressed: boolean): Uint8Array {
  // The first day that Zip knows: the same files give the same bytes.
  return zipSync(Object.fromEntries(files), { level: compressed ? 6 : 0, mtime: new Date(1980, 0, 1) })
}
