/**
 * PNG, decoded by Striate itself: every colour type and depth, interlaced or not. So a PNG gives the same pixels in Node and
 * in a page, to the bit, also where it is transparent (a canvas multiplies alpha in and loses bits), and needs no package.
 * Unpacking is the platform's own (DecompressionStream). Colour profiles and gamma are not applied; of 16 bits the upper 8
 * are kept. Source: the PNG Specification, W3C, third edition.
 */
import { FormatError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { mostUnpacked, unpacked } from '../storage/unpacked.ts'
import type { ImageName } from './imageBytes.ts'
import type { Pixels } from './pixels.ts'
import { pngChunks } from './pngChunks.ts'
import { damaged, pngForm, samplesOf } from './pngForm.ts'
import { passesOf, rowReader } from './pngRows.ts'

/**
 * The pixels of a PNG whose bytes are there to the end. Of an animation it is the still image.
 * @throws FormatError 'damaged' where chunks, checksums, header, palette or data are not as the format has them.
 */
export async function decodePng(bytes: Uint8Array, name: ImageName): Promise<Pixels> {
  const form = pngForm(bytes, name)
  const { width, height, colour, clear, packed } = form
  const passes = passesOf(form)
  const needed = passes.reduce((sum, pass) => sum + pass.height * (pass.bytes + 1), 0)
  // Before so much is allocated.
  if (needed > mostUnpacked * packed)
    throw damaged(
      name,
      say('{width}×{height} pixels cannot come from {packed} bytes of compressed data', { width, height, packed }),
    )
  const channels = ((colour === 3 ? 3 : samplesOf[colour]!) + (clear ? 1 : 0)) as Pixels['channels']
  const pixels = { width, height, channels, data: new Uint8Array(width * height * channels) }
  const rows = rowReader(form, passes, pixels, name)
  try {
    for await (const piece of unpacked(dataOf(bytes), 'deflate')) if (rows.take(piece)) return pixels
  } catch (cause) {
    if (cause instanceof FormatError) throw cause
    throw damaged(name, say('its compressed data is damaged'), cause)
  }
  throw damaged(name, say('its data ends after {done} of {total} rows', { done: rows.done(), total: rows.total }))
}

function* dataOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (const { name, from, to } of pngChunks(bytes)) if (name === 'IDAT') yield bytes.subarray(from, to)
}
