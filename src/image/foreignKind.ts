/**
 * What bytes look like that are no PNG, JPEG or WebP image: for the error that says so. It looks at the first bytes and
 * decides nothing; what it does not know, it shows.
 */

import { type Sentence, say } from '../errors/say.ts'

/** A kind of file as people call it, and what to do with it. */
export interface ForeignKind {
  /** 'a PDF document', 'text', 'data of an unknown kind (it begins 00 01 02 03)' */
  readonly what: Sentence
  /** Whether a program that shows it can save it as an image. */
  readonly visible?: boolean
  /** Whether it is text that a server may have sent in place of an image. */
  readonly text?: boolean
}

/** [what, bytes at the start ('?' is any byte)]: what other programs show. */
const visible: readonly (readonly [Sentence, string])[] = [
  [say('a PDF document'), '%PDF'],
  [say('a GIF image'), 'GIF8'],
  [say('a HEIC image'), '????ftyphei'],
  [say('a HEIC image'), '????ftyphev'],
  [say('a HEIC image'), '????ftypmif1'],
  [say('an AVIF image'), '????ftypavi'],
  [say('a TIFF image'), 'II*\0'],
  [say('a TIFF image'), 'MM\0*'],
  [say('a BMP image'), 'BM'],
  [say('a Photoshop document'), '8BPS'],
  [say('a JPEG XL image'), '\xff\x0a'],
  [say('a JPEG XL image'), '\0\0\0\x0cJXL '],
  [say('a JPEG 2000 image'), '\0\0\0\x0cjP  '],
  [say('an icon (ICO)'), '\0\0\x01\0'],
]
/** The same of what is not an image. A film begins as a HEIC image does, and is looked for later. */
const others: readonly (readonly [Sentence, string])[] = [
  [say('a video (MP4 or QuickTime)'), '????ftyp'],
  [say('an IDX file (the format of MNIST)'), '\0\0\x08'],
  [say('a Zip archive'), 'PK\x03\x04'],
  [say('a gzip archive'), '\x1f\x8b'],
  [say('a NumPy array'), '\x93NUMPY'],
]

export function foreignKind(bytes: Uint8Array): ForeignKind {
  const head = String.fromCharCode(...bytes.subarray(0, 1024))
  const begins = ([, start]: readonly [Sentence, string]) =>
    head.length >= start.length && [...start].every((byte, i) => byte === '?' || head[i] === byte)
  const shown = visible.find(begins)
  if (shown) return { what: shown[0], visible: true }
  const other = others.find(begins)
  if (other) return { what: other[0] }
  const text = head.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (/^(<\?xml[\s\S]*|<!--[\s\S]*|<!doctype svg[\s\S]*)?<svg\b/i.test(text))
    return { what: say('an SVG drawing'), visible: true }
  if (/^(<!--[\s\S]*?-->\s*)?<(!doctype html|html|head|body|title|meta|script)\b/i.test(text))
    return { what: say('a web page'), text: true }
  if (isText(bytes.subarray(0, 1024))) return { what: say('text'), text: true }
  const first = [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  return { what: say('data of an unknown kind (it begins {bytes})', { bytes: first }) }
}

/** UTF-8 without control characters (other than tab and ends of line); the last character may be cut off. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
