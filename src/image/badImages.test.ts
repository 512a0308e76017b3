/**
 * Bytes that are not image, or not a whole one, or one that is too large: refused before a decoder sees them, each with its
 * text.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import sharp from 'sharp'
import { makePng, noise } from '../../test/image/makePng.ts'
import { type LoadImageOptions, loadImage } from './loadImage.ts'

const [height, width] = [11, 17]
const drawn = (channels: 3 | 4 = 3) => sharp(noise(height * width * channels), { raw: { width, height, channels } })
const rejects = (bytes: Uint8Array, code: string, message: string | RegExp, options?: LoadImageOptions) =>
  assert.rejects(loadImage(bytes, options), { code, message })

describe('bytes that are no image', () => {
  const text = (words: string) => new TextEncoder().encode(words)
  const latin = (words: string) => Buffer.from(words.padEnd(16, '\0'), 'latin1')
  const save = '\n  Fix: open it in a program that shows it, and save it as PNG or JPEG.'
  const kinds: [string, Uint8Array, string?][] = [
    ['a PDF document', latin('%PDF-1.7'), save],
    ['a GIF image', latin('GIF89a'), save],
    ['a HEIC image', latin('\0\0\0\x18ftypheic'), save],
    ['a HEIC image', latin('\0\0\0\x18ftypmif1'), save],
    ['an AVIF image', latin('\0\0\0\x18ftypavif'), save],
    ['a video (MP4 or QuickTime)', latin('\0\0\0\x18ftypisom')],
    ['a TIFF image', latin('II*\0'), save],
    ['a TIFF image', latin('MM\0*'), save],
    ['a BMP image', latin('BM'), save],
    ['an SVG drawing', text('<?xml version="1.0"?>\n<!-- a --><svg xmlns="…">'), save],
    ['an SVG drawing', text('\ufeff <svg>'), save],
    ['a web page', text('\n<!DOCTYPE html><html>')],
    ['text', text('ein schöner Text')],
    ['text', text('{ "json": true }')],
    ['a Zip archive', latin('PK\x03\x04')],
    ['an IDX file (the format of MNIST)', latin('\0\0\x08\x03')],
    ['data of an unknown kind (it begins 01 02 03)', Uint8Array.of(1, 2, 3)],
  ]
  for (const [what, bytes, fix = ''] of kinds)
    test(what, () => rejects(bytes, 'foreign', `the given bytes: this is ${what}, not a PNG, JPEG or WebP image.${fix}`))
})

describe('images that are not whole', () => {
  for (const form of ['png', 'jpeg', 'webp'] as const)
    test(`${form}, cut off anywhere`, async () => {
      const whole = await drawn().withMetadata({ orientation: 6 })[form]().toBuffer()
      for (let length = 0; length < whole.length; length += length < 64 || whole.length - length < 64 ? 1 : 7)
        await assert.rejects(loadImage(whole.subarray(0, length)), (error: { code: string; message: string }) => {
          // A few bytes may not even say what they are the beginning of.
          const wanted = length === 0 ? /^empty/ : length < 12 ? /^(truncated|foreign)/ : /^truncated/
          assert.match(error.code, wanted, `${length} of ${whole.length}`)
          return true
        })
      const size = form === 'webp' ? whole.length - 1 : Math.floor(whole.length * 0.9)
      await rejects(
        whole.subarray(0, size),
        'truncated',
        `the given bytes: the ${{ png: 'PNG', jpeg: 'JPEG', webp: 'WebP' }[form]} image is cut off.\n` +
          `  17 wide × 11 high by its header; ${size} bytes, and its end is missing\n  Fix: download or save it again.`,
      )
    })

  test('a JPEG that has lost a piece inside is refused, not drawn half grey', async () => {
    const whole = await sharp(noise(90_000), { raw: { width: 200, height: 150, channels: 3 } })
      .jpeg()
      .toBuffer()
    const holed = Buffer.concat([whole.subarray(0, whole.length / 2), whole.subarray(-2)])
    await rejects(holed, 'damaged', /^the given bytes: the JPEG image is damaged: .*\n {2}Fix: download or save it again\.$/)
  })

  test('a WebP whose inside is damaged', async () => {
    const whole = await drawn().webp({ lossless: true }).toBuffer()
    whole.fill(0xff, 24, whole.length - 4)
    await rejects(whole, 'damaged', /^the given bytes: the WebP image is damaged: .*\n {2}Fix: download or save it again\.$/)
  })

  test('a few bytes that claim 900 million pixels are refused by their header', async () => {
    const message = [
      'the given bytes: the image is too large.',
      '  30000 wide × 30000 high = 900000000 pixels; the limit is 50000000',
      '  Fix: make it smaller or, if you trust the source, raise the limit with loadImage(…, { pixels }).',
    ].join('\n')
    await rejects(makePng({ width: 30_000, height: 30_000 }), 'too-many-pixels', message)
    const jpeg = await drawn().jpeg().toBuffer()
    const frame = jpeg.indexOf(Uint8Array.of(0xff, 0xc0))
    jpeg.writeUInt16BE(30_000, frame + 5)
    jpeg.writeUInt16BE(30_000, frame + 7)
    await rejects(jpeg, 'too-many-pixels', message)
    const webp = await drawn(4).webp({ lossless: true }).toBuffer()
    // VP8L: a byte, then 14 bits of width − 1 and 14 bits of height − 1.
    webp.writeUInt32LE((webp.readUInt32LE(21) & 0xf0000000) | 0x3fff | (0x3fff << 14), 21)
    await rejects(webp, 'too-many-pixels', /16384 wide × 16384 high = 268435456 pixels/)
    await rejects(await drawn().png().toBuffer(), 'too-many-pixels', /17 wide × 11 high = 187 pixels; the limit is 100\n/, {
      pixels: 100,
    })
  })
})
