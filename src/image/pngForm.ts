/**
 * What the chunks of a PNG say, and whether they stand as the format has it: a sound header, known kinds, a palette that fits,
 * the image's data in one piece, an end and nothing after it. A decoder that lets such things pass shows another image than
 * the next one does. Pixels are `decodePng.ts`'s; chunks that only say more (text, times, colour profiles) are not looked at.
 * Source: the PNG Specification, W3C, third edition, sections 5.6 and 11.
 */

import { FormatError } from '../errors/errors.ts'
import { type Sentence, say } from '../errors/say.ts'
import { type ImageName, nameText } from './imageBytes.ts'
import { isSound, type PngChunk, pngChunks } from './pngChunks.ts'

/** Samples a pixel by colour type: grey, –, RGB, palette, grey + alpha, –, RGB + alpha. */
export const samplesOf = [1, 0, 3, 1, 2, 0, 4]
const depthsOf = [[1, 2, 4, 8, 16], [], [8, 16], [1, 2, 4, 8], [8, 16], [], [8, 16]]
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

export interface PngForm {
  readonly width: number
  readonly height: number
  /** Bits a sample. */
  readonly depth: number
  /** The colour type: an index of `samplesOf`. */
  readonly colour: number
  readonly interlaced: boolean
  /** Three bytes a colour, where pixels are numbers of colours. */
  readonly palette: Uint8Array | undefined
  /** The tRNS chunk: alphas of the palette, or the one colour that is transparent. */
  readonly clear: Uint8Array | undefined
  /** How many bytes of packed data there are. */
  readonly packed: number
}

/** @throws FormatError 'damaged' with what is wrong. */
export function pngForm(bytes: Uint8Array, name: ImageName): PngForm {
  const wrong = (why: Sentence) => damaged(name, why)
  if (signature.some((byte, i) => bytes[i] !== byte))
    throw wrong(say('its first 8 bytes are not those of a PNG (they change when a file is sent as text)'))
  const dataOf = ({ from, to }: PngChunk) => bytes.subarray(from, to)
  let header: ReturnType<typeof headerOf> | undefined
  let [palette, clear]: [Uint8Array | undefined, Uint8Array | undefined] = [undefined, undefined]
  let [before, packed, pieces, end] = ['', 0, 0, 0]
  for (const chunk of pngChunks(bytes)) {
    const { name: kind, from, to } = chunk
    checkName(bytes, chunk, wrong)
    if (/^[A-Z]/.test(kind) || kind === 'tRNS') {
      if (!isSound(bytes, chunk)) throw wrong(say('the checksum of {chunk} is wrong', { chunk: kind }))
    }
    if (!header && (kind !== 'IHDR' || to - from !== 13)) break
    if (!header) header = headerOf(dataOf(chunk), wrong)
    else if (kind === 'IHDR') throw wrong(say('it has two headers'))
    else if (kind === 'PLTE') {
      if (palette) throw wrong(say('it has two palettes'))
      if (pieces > 0) throw wrong(say('its palette comes after the image data'))
      palette = checkedPalette(dataOf(chunk), header, wrong)
    } else if (kind === 'tRNS') {
      if (clear) throw wrong(say('it has two transparency chunks (tRNS)'))
      if (pieces > 0) throw wrong(say('its transparency (tRNS) comes after the image data'))
      clear = checkedClear(dataOf(chunk), header, palette, wrong)
    } else if (kind === 'IDAT') {
      if (pieces > 0 && before !== 'IDAT')
        throw wrong(say('its data is not in one piece: {chunk} lies in between', { chunk: before }))
      if (header.colour === 3 && !palette) throw wrong(say('it has no palette'))
      packed += to - from
      pieces++
    } else if (kind === 'IEND') {
      if (to !== from) throw wrong(say('its end chunk (IEND) is not empty: {length} bytes', { length: to - from }))
      end = to + 4
    } else if (/^[A-Z]/.test(kind))
      throw wrong(say('it cannot be shown without the chunk {chunk}, which is unknown', { chunk: kind }))
    before = kind
  }
  if (!header) throw wrong(say('it does not begin with a header of 13 bytes'))
  if (pieces === 0) throw wrong(say('it has no image data (IDAT)'))
  if (end === 0) throw wrong(say('it has no end (IEND)'))
  if (end < bytes.length) throw wrong(say('its end is followed by {length} bytes', { length: bytes.length - end }))
  return { ...header, palette: header.colour === 3 ? palette : undefined, clear, packed }
}

type Wrong = (why: Sentence) => FormatError

function checkName(bytes: Uint8Array, { name, from }: PngChunk, wrong: Wrong): void {
  if (/^[A-Za-z]{4}$/.test(name)) return
  const shown = [...bytes.subarray(from - 4, from)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  throw wrong(say('the name of a chunk has the bytes {bytes}; names are four letters', { bytes: shown }))
}

function headerOf(header: Uint8Array, wrong: Wrong) {
  const view = new DataView(header.buffer, header.byteOffset, 13)
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  const [depth, colour, compression, filter, interlacing] = header.subarray(8) as unknown as [
    number,
    number,
    number,
    number,
    number,
  ]
  if (!depthsOf[colour]?.includes(depth) || interlacing > 1 || width === 0 || height === 0)
    throw wrong(
      say('its header is wrong: {width}×{height}, colour type {colour}, {depth} bits, interlacing {interlacing}', {
        width,
        height,
        colour,
        depth,
        interlacing,
      }),
    )
  if (compression > 0) throw wrong(say('its header has compression method {method}; there is only 0', { method: compression }))
  if (filter > 0) throw wrong(say('its header has filter method {method}; there is only 0', { method: filter }))
  return { width, height, depth, colour, interlaced: interlacing === 1 }
}

function checkedPalette(palette: Uint8Array, { colour, depth }: Pick<PngForm, 'colour' | 'depth'>, wrong: Wrong): Uint8Array {
  if (colour === 0 || colour === 4) throw wrong(say('it is grey but has a palette'))
  const count = palette.length / 3
  if (!Number.isInteger(count) || count === 0 || count > 256)
    throw wrong(say('its palette has {length} bytes, not three for each of 1 to 256 colours', { length: palette.length }))
  if (colour === 3 && count > 2 ** depth)
    throw wrong(say('its palette has {count} colours; {depth} bits allow {most}', { count, depth, most: 2 ** depth }))
  return palette
}

function checkedClear(
  clear: Uint8Array,
  { colour }: Pick<PngForm, 'colour'>,
  palette: Uint8Array | undefined,
  wrong: Wrong,
): Uint8Array {
  if (colour > 3) throw wrong(say('it has both alpha and transparency (tRNS)'))
  if (colour === 3 && !palette) throw wrong(say('its transparency (tRNS) comes before its palette'))
  const most = palette && colour === 3 ? palette.length / 3 : 2 * samplesOf[colour]!
  if (colour === 3 ? clear.length >= 1 && clear.length <= most : clear.length === most) return clear
  throw wrong(
    colour === 3
      ? say('its transparency (tRNS) has {length} bytes for a palette of {count}', { length: clear.length, count: most })
      : say('its transparency (tRNS) has {length} bytes; {wanted} are needed', { length: clear.length, wanted: most }),
  )
}

export function damaged(name: ImageName, why: Sentence, cause?: unknown): FormatError {
  return new FormatError(
    {
      code: 'damaged',
      message: say('{name}: the {format} image is damaged: {why}.', { name, format: 'PNG', why }),
      fix: say('download or save it again.'),
      details: { name: nameText(name), format: 'PNG' },
    },
    { cause },
  )
}
