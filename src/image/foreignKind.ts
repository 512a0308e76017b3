/**
 * What bytes look like that are no PNG, JPEG or WebP picture: for the error that says so. It looks at the first bytes and
 * decides nothing; what it does not know, it shows.
 */

/** A kind of file as people call it, and what to do with it. */
export interface ForeignKind {
  /** 'a PDF document', 'text', 'bytes of an unknown kind (they begin 00 01 02 03)' */
  readonly what: string
  /** Whether it is text that a server may have sent in place of a picture. */
  readonly text?: boolean
}

/** [what, bytes at the start ('?' is any byte)] */
const starts: readonly (readonly [string, string])[] = [
  ['a PDF document', '%PDF'],
  ['a GIF picture', 'GIF8'],
  ['a HEIC picture', '????ftyphei'],
  ['a HEIC picture', '????ftyphev'],
  ['a HEIC picture', '????ftypmif1'],
  ['an AVIF picture', '????ftypavi'],
  ['a film (MP4 or QuickTime)', '????ftyp'],
  ['a TIFF picture', 'II*\0'],
  ['a TIFF picture', 'MM\0*'],
  ['a BMP picture', 'BM'],
  ['a Photoshop document', '8BPS'],
  ['a JPEG XL picture', '\xff\x0a'],
  ['a JPEG XL picture', '\0\0\0\x0cJXL '],
  ['a JPEG 2000 picture', '\0\0\0\x0cjP  '],
  ['an icon (ICO)', '\0\0\x01\0'],
  ['an IDX file (as MNIST is stored in)', '\0\0\x08'],
  ['a Zip archive', 'PK\x03\x04'],
  ['a gzip archive', '\x1f\x8b'],
  ['a NumPy array', '\x93NUMPY'],
]

export function foreignKind(bytes: Uint8Array): ForeignKind {
  const head = String.fromCharCode(...bytes.subarray(0, 1024))
  for (const [what, start] of starts)
    if (head.length >= start.length && [...start].every((byte, i) => byte === '?' || head[i] === byte)) return { what }
  const text = head.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (/^(<\?xml[\s\S]*|<!--[\s\S]*|<!doctype svg[\s\S]*)?<svg\b/i.test(text)) return { what: 'an SVG drawing' }
  if (/^(<!--[\s\S]*?-->\s*)?<(!doctype html|html|head|body|title|meta|script)\b/i.test(text))
    return { what: 'a web page', text: true }
  if (isText(bytes.subarray(0, 1024))) return { what: 'text', text: true }
  const shown = [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  return { what: `bytes of an unknown kind (they begin ${shown})` }
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
