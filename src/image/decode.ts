/**
 * Decoding: PNG by Striate itself, JPEG and WebP by `sharp` in Node (an optional package) and by the platform in a page.
 * Before a decoder sees the bytes, it is known from their header what they are, that they are there to the end, and that the
 * image is not too large. Both ways give pixels as stored: colour profiles are not applied (as OpenCV and Pillow do not).
 */

import { FormatError, StriateError } from '../errors/errors.ts'
import { say, spoken } from '../errors/say.ts'
import { inNode } from '../storage/node.ts'
import { optionalPackage } from '../storage/optionalPackage.ts'
import { decodeInPage } from './decodeInPage.ts'
import { decodePng } from './decodePng.ts'
import { foreignKind } from './foreignKind.ts'
import { type ImageBytes, type ImageName, nameText } from './imageBytes.ts'
import { type ImageHeader, imageHeader } from './imageHeader.ts'
import type { Pixels } from './pixels.ts'
import { tooManyPixels } from './tooLarge.ts'

export interface Decoded {
  readonly pixels: Pixels
  /** The Exif orientation that is still to be applied. */
  readonly orientation: number
}

/** What is said in the header, before anything is decoded. Throws FormatError as `decode`, but for 'damaged'. */
export function checkedHeader(source: ImageBytes, limit: number): ImageHeader {
  const { name, bytes } = source
  const header = imageHeader(bytes)
  if (!header) throw foreign(source)
  const { width, height, complete } = header
  if (width * height > limit) throw tooManyPixels(name, height, width, limit)
  if (!complete) throw truncated(name, header, bytes.length)
  return header
}

/** Throws FormatError 'empty', 'foreign', 'web-page', 'truncated', 'too-many-pixels' or 'damaged'. */
export async function decode(source: ImageBytes, limit: number, background: readonly number[]): Promise<Decoded> {
  const { name, bytes } = source
  const header = checkedHeader(source, limit)
  const { format } = header
  const orientation = header.orientation.value
  if (format === 'PNG') return { pixels: await decodePng(bytes, name), orientation }
  try {
    const pixels = inNode() ? await decodeBySharp(bytes, limit) : await decodeInPage(upright(bytes, header), background)
    return { pixels, orientation }
  } catch (cause) {
    if (cause instanceof StriateError) throw cause
    throw damaged(name, format, cause)
  }
}

/** What is used of sharp. */
interface Sharp {
  toColourspace(space: 'srgb'): Sharp
  raw(options: { depth: 'uchar' }): Sharp
  toBuffer(options: { resolveWithObject: true }): Promise<{ data: Uint8Array; info: Omit<Pixels, 'data'> }>
}
type SharpOptions = { failOn: 'truncated' | 'warning'; limitInputPixels: number; ignoreIcc: boolean }

/**
 * As strict as libvips can be ('warning'): lost pieces are an error, not a grey area. Only bytes too many before a marker
 * pass: some cameras write them, and no pixel is lost.
 */
async function decodeBySharp(bytes: Uint8Array, limit: number): Promise<Pixels> {
  type Module = { default: (bytes: Uint8Array, options: SharpOptions) => Sharp }
  const { default: sharp } = await optionalPackage<Module>('sharp', say('reading JPEG and WebP images'))
  const read = async (failOn: SharpOptions['failOn']) => {
    const options = { failOn, limitInputPixels: limit, ignoreIcc: true }
    const { data, info } = await sharp(bytes, options)
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    return { width: info.width, height: info.height, channels: info.channels, data }
  }
  return read('warning').catch((error: Error) => {
    if (/extraneous bytes before marker/.test(error.message)) return read('truncated')
    throw error
  })
}

/** The same bytes with the orientation set to 1: browsers differ in whether they turn an image, and when. */
function upright(bytes: Uint8Array, { orientation }: ImageHeader): Uint8Array {
  if (orientation.at === undefined || orientation.value === 1) return bytes
  const copy = bytes.slice()
  copy[orientation.at] = 1
  return copy
}

function foreign({ name, bytes, type }: ImageBytes): FormatError {
  if (bytes.length === 0)
    return new FormatError({
      code: 'empty',
      message: say('{name}: there is no data (0 bytes).', { name }),
      details: { name: nameText(name) },
    })
  const { what, text, visible } = foreignKind(bytes)
  if (text && type !== undefined)
    return new FormatError({
      code: 'web-page',
      message: say('{name}: the server sent {what} ({type}), not an image.', { name, what, type }),
      fix: say('open it in a browser, and use the address of the image itself (“Copy image address”).'),
      details: { name: nameText(name), what: spoken(what), type },
    })
  return new FormatError({
    code: 'foreign',
    message: say('{name}: this is {what}, not a PNG, JPEG or WebP image.', { name, what }),
    fix: visible ? say('open it in a program that shows it, and save it as PNG or JPEG.') : undefined,
    details: { name: nameText(name), what: spoken(what) },
  })
}

function truncated(name: ImageName, { format, width, height }: ImageHeader, length: number): FormatError {
  return new FormatError({
    code: 'truncated',
    message: say('{name}: the {format} image is cut off.', { name, format }),
    numbers: [
      width > 0 && height > 0
        ? say('{width} wide × {height} high by its header; {length} bytes, and its end is missing', { width, height, length })
        : say('{length} bytes, and its end is missing', { length }),
    ],
    fix: say('download or save it again.'),
    details: { name: nameText(name), format, length },
  })
}

function damaged(name: ImageName, format: string, cause: unknown): FormatError {
  // A browser's message is a sentence with its full stop, sharp's has none.
  const why = (cause as Error).message.trim().replace(/\.$/, '')
  return new FormatError(
    {
      code: 'damaged',
      message: say('{name}: the {format} image is damaged: {why}.', { name, format, why }),
      fix: say('download or save it again.'),
      details: { name: nameText(name), format },
    },
    { cause },
  )
}
