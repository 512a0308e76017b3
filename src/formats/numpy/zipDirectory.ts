/**
 * The directory at the end of a Zip file, read with distrust: which files are in it, and where. Every place is checked against
 * the file's end and the others, so that no two files share bytes and none is given twice. Zip64 is read, as NumPy writes it.
 * Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 to 4.3.16, 4.5.3.
 */
import { show } from '../../errors/options.ts'
import { type Sentence, say } from '../../errors/say.ts'
import { fileError } from '../fileError.ts'

export interface ZipEntry {
  /** Only a name: whatever slashes and dots it has, no path is made of it. */
  readonly name: string
  readonly deflated: boolean
  readonly crc: number
  /** Bytes when it is unpacked, as the directory says. */
  readonly size: number
  /** Where its packed bytes lie. */
  readonly begin: number
  readonly end: number
}

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 }
/** Bytes of the fixed parts. */
const sizes = { local: 30, central: 46, end: 22, end64: 56, locator64: 20 }
/** A remark at the end may be as long. */
const mostRemark = 0xffff
/** Where these stand, the true number is in the fields of Zip64. */
const [full16, full32] = [0xffff, 0xffffffff]

/** @throws FormatError */
export function zipDirectory(bytes: Uint8Array, file: string): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const { count, begin, end } = placeOfDirectory(view, file)
  const entries: ZipEntry[] = []
  const names = new Set<string>()
  const starts: { at: number; end: number; name: string }[] = []
  let at = begin
  for (let number = 1; number <= count; number++) {
    if (at + sizes.central > end || view.getUint32(at, true) !== signatures.central)
      throw damaged(file, say('its directory ends within file {number} of {count}', { number, count }))
    const [nameLength, extraLength, remark] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ]
    const next = at + sizes.central + nameLength + extraLength + remark
    if (next > end) throw damaged(file, say('its directory ends within file {number} of {count}', { number, count }))
    const nameBytes = bytes.subarray(at + sizes.central, at + sizes.central + nameLength)
    const name = nameOf(nameBytes, file)
    if (names.has(name)) throw fileError(file, 'duplicate-key', say('the file {name} is in it twice.', { name: show(name) }))
    names.add(name)
    const { start, ...entry } = entryAt(view, at, nameBytes, begin, name, file)
    entries.push({ name, ...entry })
    starts.push({ at: start, end: entry.end, name })
    at = next
  }
  if (at !== end) throw damaged(file, say('its directory is longer than its {count} files', { count }))
  refuseShared(starts, file)
  return entries
}

function placeOfDirectory(view: DataView, file: string): { count: number; begin: number; end: number } {
  const length = view.byteLength
  let at = length - sizes.end
  const isEnd = () => view.getUint32(at, true) === signatures.end && at + sizes.end + view.getUint16(at + 20, true) === length
  while (at >= 0 && at >= length - sizes.end - mostRemark && !isEnd()) at--
  if (at < 0 || at < length - sizes.end - mostRemark)
    throw fileError(file, 'not-zip', say('this is not a whole Zip file: its directory is missing at the end.'), [
      say('it has {found} bytes', { found: length }),
    ])
  const [disk, firstDisk, here, total] = [4, 6, 8, 10].map((offset) => view.getUint16(at + offset, true)) as [
    number,
    number,
    number,
    number,
  ]
  let [count, size, begin, end] = [total, view.getUint32(at + 12, true), view.getUint32(at + 16, true), at]
  const locator = at - sizes.locator64
  if (count === full16 || size === full32 || begin === full32) {
    if (locator >= 0 && view.getUint32(locator, true) === signatures.locator64) {
      end = whole(view, locator + 8, file)
      if (end + sizes.end64 > locator || view.getUint32(end, true) !== signatures.end64)
        throw damaged(file, say('its Zip64 record does not lie where it is said to'))
      count = whole(view, end + 32, file)
      size = whole(view, end + 40, file)
      begin = whole(view, end + 48, file)
    }
  } else if (disk !== 0 || firstDisk !== 0 || here !== total)
    throw damaged(file, say('it is a part of an archive in several files'))
  if (begin + size !== end)
    throw damaged(
      file,
      say('its directory is said to be at bytes {begin} to {to}, but ends at {end}', { begin, to: begin + size, end }),
    )
  return { count, begin, end }
}

/** What the directory says at `at`, checked against the file's own header. */
function entryAt(view: DataView, at: number, nameBytes: Uint8Array, most: number, name: string, file: string) {
  const shown = show(name)
  const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)]
  if (flags & 1) throw fileError(file, 'encrypted', say('the file {name} is encrypted.', { name: shown }))
  if (method !== 0 && method !== 8)
    throw fileError(
      file,
      'zip-method',
      say('the file {name} is packed by method {method}; stored (0) and deflated (8) are read here.', { name: shown, method }),
      undefined,
      say('write it with np.savez or np.savez_compressed.'),
    )
  const { packed, size, start } = placeOf(view, at, file)
  if (start + sizes.local > most || view.getUint32(start, true) !== signatures.local)
    throw damaged(file, say('the file {name} does not lie where the directory says', { name: shown }))
  const [nameLength, extraLength] = [view.getUint16(start + 26, true), view.getUint16(start + 28, true)]
  const begin = start + sizes.local + nameLength + extraLength
  const sameName =
    nameLength === nameBytes.length && nameBytes.every((byte, i) => view.getUint8(start + sizes.local + i) === byte)
  if (begin + packed > most || !sameName)
    throw damaged(file, say('the file {name} does not lie where the directory says', { name: shown }))
  if (method === 0 && packed !== size)
    throw damaged(
      file,
      say('the file {name} is stored, but its sizes differ: {packed} and {size}', { name: shown, packed, size }),
    )
  return { deflated: method === 8, crc: view.getUint32(at + 16, true), size, begin, end: begin + packed, start }
}

/** Sizes and place; those that do not fit into 32 bits stand in the extra field 1, in this order. */
function placeOf(view: DataView, at: number, file: string): { packed: number; size: number; start: number } {
  const plain = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)]
  let field = at + sizes.central + view.getUint16(at + 28, true)
  const end = field + view.getUint16(at + 30, true)
  const isField64 = () => view.getUint16(field, true) === 1
  while (field + 4 <= end && !isField64()) field += 4 + view.getUint16(field + 2, true)
  let from = field + 4
  const fieldEnd = field + 4 <= end ? Math.min(end, from + view.getUint16(field + 2, true)) : 0
  const [size, packed, start] = plain.map((number) => {
    if (number !== full32 || fieldEnd === 0) return number
    if (from + 8 > fieldEnd) throw damaged(file, say('a field of Zip64 is too short'))
    from += 8
    return whole(view, from - 8, file)
  }) as [number, number, number]
  return { packed, size, start }
}

function whole(view: DataView, at: number, file: string): number {
  const number = view.getBigUint64(at, true)
  if (number > BigInt(Number.MAX_SAFE_INTEGER))
    throw damaged(file, say('a number of Zip64 is beyond any file: {number}', { number: String(number) }))
  return Number(number)
}

function nameOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw damaged(file, say('the name of a file is not UTF-8'))
  }
}

/** Files that share bytes: a small archive could unpack to far more than it has. */
function refuseShared(places: { at: number; end: number; name: string }[], file: string): void {
  places.sort((a, b) => a.at - b.at)
  for (const [i, { at, name }] of places.entries()) {
    const before = places[i - 1]
    if (before && at < before.end)
      throw damaged(file, say('the files {before} and {name} overlap', { before: show(before.name), name: show(name) }))
  }
}

function damaged(file: string, why: Sentence): Error {
  return fileError(file, 'bad-zip', say('the Zip file is damaged.'), [why])
}
