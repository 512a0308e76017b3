/**
 * PNG files for tests, written chunk by chunk: any header, palette and rows, right or wrong. Not an encoder to be used: it
 * filters nothing by itself.
 */
import { deflateSync } from 'node:zlib'
import { crc32 } from '../../src/math/crc32.ts'

export interface PngParts {
  width: number
  height: number
  depth?: number
  colour?: number
  interlaced?: number
  /** Each row with its filter byte. */
  rows?: Uint8Array
  palette?: number[]
  clear?: number[]
  /** A whole Exif block. */
  exif?: number[]
}

export function makePng({
  width,
  height,
  depth = 8,
  colour = 0,
  interlaced = 0,
  rows,
  palette,
  clear,
  exif,
}: PngParts): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([depth, colour, 0, 0, interlaced], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...(palette ? [chunk('PLTE', Buffer.from(palette))] : []),
    ...(clear ? [chunk('tRNS', Buffer.from(clear))] : []),
    ...(exif ? [chunk('eXIf', Buffer.from(exif))] : []),
    ...(rows ? [chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))] : []),
  ])
}

export function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

/** Repeatable bytes that are not pattern. */
export function noise(count: number, seed = 1): Uint8Array {
  let state = seed
  return Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 24
  })
}
