/**
 * What an image's bytes say before they are decoded: the format, the size, how the camera was held, and whether the file
 * is there to its end. An image that would be too large is refused by this, before a decoder sees it; and one that is cut
 * off is found out here, because decoders differ in what they let pass (pages draw the missing part grey).
 */
import { exifOrientation, type Orientation } from './exif.ts'
import { pngChunks } from './pngChunks.ts'

export interface ImageHeader {
  readonly format: 'PNG' | 'JPEG' | 'WebP'
  /** As stored, before the orientation; 0 where the bytes end before they say it. */
  readonly width: number
  readonly height: number
  readonly orientation: Orientation
  /** Whether the bytes go on to the format's own end mark. */
  readonly complete: boolean
}

/** The header of a PNG, JPEG or WebP image; undefined for anything else. Never throws. */
export function imageHeader(bytes: Uint8Array): ImageHeader | undefined {
  if (startsWith(bytes, 0, '\x89PNG')) return pngHeader(bytes)
  if (startsWith(bytes, 0, '\xff\xd8\xff')) return jpegHeader(bytes)
  if (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP')) return webpHeader(bytes)
  return undefined
}

function pngHeader(bytes: Uint8Array): ImageHeader {
  let [width, height, orientation, complete]: [number, number, Orientation, boolean] = [0, 0, { value: 1 }, false]
  for (const { name, from, to } of pngChunks(bytes)) {
    // The first says it: the decoder refuses an image with a second one.
    if (name === 'IHDR' && width === 0 && to - from >= 8) [width, height] = [big32(bytes, from), big32(bytes, from + 4)]
    if (name === 'eXIf') orientation = exifOrientation(bytes, from, to)
    if (name === 'IEND') complete = true
  }
  return { format: 'PNG', width, height, orientation, complete }
}

/** Segments are FF, a marker and (most of them) a length; after a scan's own header come its bits, to the next marker. */
function jpegHeader(bytes: Uint8Array): ImageHeader {
  let [width, height, orientation, complete]: [number, number, Orientation, boolean] = [0, 0, { value: 1 }, false]
  let at = 2
  while (at + 1 < bytes.length) {
    const marker = bytes[at + 1]!
    // Inside a scan: FF 00 is a byte FF, FF D0 … D7 are its restart marks; FF FF is filling.
    if (bytes[at] !== 0xff || marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01) {
      at = next(bytes, at)
      continue
    }
    if (marker === 0xd9) {
      complete = true
      break
    }
    const from = at + 4
    const to = at + 2 + big16(bytes, at + 2)
    if (from > bytes.length || to > bytes.length) break
    // SOF0 … SOF15 say the size; C4, C8 and CC are other things.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc && width === 0)
      [height, width] = [big16(bytes, from + 1), big16(bytes, from + 3)]
    if (marker === 0xe1 && startsWith(bytes, from, 'Exif\0\0') && !orientation.at) orientation = exifOrientation(bytes, from, to)
    at = Math.max(to, at + 2)
  }
  return { format: 'JPEG', width, height, orientation, complete }
}

function next(bytes: Uint8Array, at: number): number {
  const found = bytes.indexOf(0xff, at + 1)
  return found < 0 ? bytes.length : found
}

function webpHeader(bytes: Uint8Array): ImageHeader {
  let [width, height, orientation]: [number, number, Orientation] = [0, 0, { value: 1 }]
  const end = 8 + little(bytes, 4, 4)
  for (let at = 12; at + 8 <= Math.min(end, bytes.length); ) {
    const from = at + 8
    const size = little(bytes, at + 4, 4)
    if (startsWith(bytes, at, 'VP8X') && width === 0)
      [width, height] = [little(bytes, from + 4, 3) + 1, little(bytes, from + 7, 3) + 1]
    // Without VP8X the one image says its size: 14 bits each.
    if (startsWith(bytes, at, 'VP8 ') && width === 0)
      [width, height] = [little(bytes, from + 6, 2) & 0x3fff, little(bytes, from + 8, 2) & 0x3fff]
    if (startsWith(bytes, at, 'VP8L') && width === 0) {
      const bits = little(bytes, from + 1, 4)
      ;[width, height] = [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1]
    }
    if (startsWith(bytes, at, 'EXIF')) orientation = exifOrientation(bytes, from, Math.min(from + size, bytes.length))
    at = from + size + (size & 1)
  }
  return { format: 'WebP', width, height, orientation, complete: end <= bytes.length && end > 20 }
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false
  return true
}

function big16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}

function big32(bytes: Uint8Array, at: number): number {
  return big16(bytes, at) * 2 ** 16 + big16(bytes, at + 2)
}

function little(bytes: Uint8Array, at: number, count: number): number {
  let sum = 0
  for (let i = count - 1; i >= 0; i--) sum = sum * 256 + (bytes[at + i] ?? 0)
  return sum
}
