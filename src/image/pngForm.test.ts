/**
 * What a PNG's chunks may not be: each rule of the format with its text. And thousands of damaged files, which all end in an
 * error of Striate's or in an image.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { chunk, makePng, noise } from '../../test/image/makePng.ts'
import { FormatError, UnsupportedError } from '../errors/errors.ts'
import { crc32 } from '../math/crc32.ts'
import { random } from '../math/random.ts'
import { decodePng } from './decodePng.ts'
import { loadImage } from './loadImage.ts'
import { pngChunks } from './pngChunks.ts'

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
const header = ({ depth = 8, colour = 0, compression = 0, filter = 0, interlacing = 0 } = {}) =>
  chunk('IHDR', Uint8Array.of(0, 0, 0, 2, 0, 0, 0, 2, depth, colour, compression, filter, interlacing))
const samples = [1, 0, 3, 1, 2, 0, 4]
const data = (colour = 0, depth = 8) => {
  const row = [0, ...new Array<number>(Math.ceil((2 * samples[colour]! * depth) / 8)).fill(0)]
  return chunk('IDAT', deflateSync(Uint8Array.from([...row, ...row])))
}
const end = chunk('IEND', new Uint8Array(0))
const text = chunk('tEXt', Buffer.from('Title\0two'))
const palette = (count: number) => chunk('PLTE', new Uint8Array(3 * count))
const clear = (count: number) => chunk('tRNS', new Uint8Array(count))
const png = (...chunks: Uint8Array[]) => new Uint8Array(Buffer.concat([signature, ...chunks]))

describe('what is refused', () => {
  const refused = (bytes: Uint8Array, why: string) =>
    assert.rejects(decodePng(bytes, 'two.png'), {
      name: 'FormatError',
      code: 'damaged',
      message: `two.png: the PNG image is damaged: ${why}.\n  Fix: download or save it again.`,
    })

  test('the signature of a file that was sent as text', async () => {
    const bytes = png(header(), data(), end)
    bytes[4] = 0x0a
    await refused(bytes, 'its first 8 bytes are not those of a PNG (they change when a file is sent as text)')
  })

  test('methods that there are not', async () => {
    await refused(png(header({ compression: 1 }), data(), end), 'its header has compression method 1; there is only 0')
    await refused(png(header({ filter: 64 }), data(), end), 'its header has filter method 64; there is only 0')
    const why = 'its header is wrong: 2×2, colour type 0, 8 bits, interlacing 2'
    await refused(png(header({ interlacing: 2 }), data(), end), why)
  })

  test('kinds of chunks', async () => {
    const why = 'it cannot be shown without the chunk CgBI, which is unknown'
    await refused(png(header(), chunk('CgBI', new Uint8Array(4)), data(), end), why)
    await refused(
      png(header(), chunk('\x9bA\x00B', new Uint8Array(0)), data(), end),
      'the name of a chunk has the bytes 9b 41 00 42; names are four letters',
    )
    assert.equal((await decodePng(png(header(), text, chunk('abCd', noise(9)), data(), text, end), '')).width, 2)
  })

  test('palettes', async () => {
    const indexed = header({ colour: 3, depth: 2 })
    const rows = data(3, 2)
    await refused(png(indexed, rows, end), 'it has no palette')
    await refused(png(indexed, rows, palette(4), end), 'it has no palette')
    await refused(png(indexed, palette(5), rows, end), 'its palette has 5 colours; 2 bits allow 4')
    await refused(png(indexed, palette(2), palette(2), rows, end), 'it has two palettes')
    const sizes = (bytes: number) => `its palette has ${bytes} bytes, not three for each of 1 to 256 colours`
    await refused(png(indexed, chunk('PLTE', new Uint8Array(5)), rows, end), sizes(5))
    await refused(png(indexed, palette(0), rows, end), sizes(0))
    await refused(png(header({ colour: 2 }), palette(257), data(2), end), sizes(771))
    await refused(png(header({ colour: 2 }), data(2), palette(4), end), 'its palette comes after the image data')
    for (const colour of [0, 4])
      await refused(png(header({ colour }), palette(4), data(colour), end), 'it is grey but has a palette')
    // With colours it is a suggestion, which is not needed.
    assert.deepEqual((await decodePng(png(header({ colour: 2 }), palette(256), data(2), end), '')).data, new Uint8Array(12))
  })

  test('what is transparent', async () => {
    const indexed = header({ colour: 3, depth: 2 })
    const rows = data(3, 2)
    await refused(png(indexed, clear(1), palette(2), rows, end), 'its transparency (tRNS) comes before its palette')
    await refused(png(indexed, palette(2), rows, clear(1), end), 'its transparency (tRNS) comes after the image data')
    await refused(png(indexed, palette(2), clear(1), clear(1), rows, end), 'it has two transparency chunks (tRNS)')
    const longer = 'its transparency (tRNS) has 3 bytes for a palette of 2'
    await refused(png(indexed, palette(2), clear(3), rows, end), longer)
    const grey = 'its transparency (tRNS) has 1 byte; 2 are needed'
    await refused(png(header(), clear(1), data(), end), grey)
    const colours = 'its transparency (tRNS) has 2 bytes; 6 are needed'
    await refused(png(header({ colour: 2 }), clear(2), data(2), end), colours)
    for (const colour of [4, 6])
      await refused(png(header({ colour }), clear(2), data(colour), end), 'it has both alpha and transparency (tRNS)')
  })

  test('data and end', async () => {
    await refused(png(header(), data(), text, data(), end), 'its data is not in one piece: tEXt lies in between')
    await refused(png(header(), end), 'it has no image data (IDAT)')
    await refused(png(header(), data()), 'it has no end (IEND)')
    await refused(png(header(), data(), chunk('IEND', noise(3))), 'its end chunk (IEND) is not empty: 3 bytes')
    await refused(png(header(), data(), end, text), `its end is followed by ${text.length} bytes`)
  })
})

test('thousands of chunks of little or no data are handed on together', async (t) => {
  const { mock } = t.mock.method(WritableStreamDefaultWriter.prototype, 'write')
  const empty = new Array<Buffer>(5000).fill(chunk('IDAT', new Uint8Array(0)))
  const single = [...deflateSync(Uint8Array.of(0, 1, 2, 0, 3, 4))].map((byte) => chunk('IDAT', Uint8Array.of(byte)))
  assert.deepEqual([...(await decodePng(png(header(), ...empty, ...single, ...empty, end), '')).data], [1, 2, 3, 4])
  assert.equal(mock.callCount(), 1)
})

test('thousands of damaged files: an error of Striate’s, or an image', async () => {
  const row = (length: number, filter: number, seed: number) => [filter, ...noise(length, seed)]
  const rows = (count: number, length: number) =>
    Uint8Array.from(Array.from({ length: count }, (_, h) => row(length, h % 5, h + 1)).flat())
  const subjects = [
    makePng({ width: 9, height: 5, depth: 1, rows: Uint8Array.from([0, 170, 0, 1, 85, 0, 2, 9, 0, 3, 5, 128, 4, 1, 0]) }),
    makePng({ width: 4, height: 5, colour: 3, palette: [...noise(12)], clear: [9, 0], rows: rows(5, 4).map((v) => v % 4) }),
    makePng({ width: 4, height: 5, colour: 2, depth: 16, clear: [0, 1, 2, 3, 4, 5], rows: rows(5, 24) }),
    makePng({ width: 5, height: 6, colour: 6, exif: [...noise(30)], rows: rows(6, 20) }),
    makePng({ width: 1, height: 2, colour: 4, interlaced: 1, rows: rows(2, 2) }),
    png(header(), text, data(), end),
  ]
  const drawn = random(7, 97)
  const ends = { image: 0, refused: 0 }
  for (let n = 0; n < 3000; n++) {
    const subject = subjects[n % subjects.length]!
    const bytes = mutant(subject, (i, below) => drawn.bits(16 * n + i) % below)
    try {
      const { shape, data } = await loadImage(bytes)
      assert.equal(data.length, shape[0] * shape[1] * shape[2])
      assert.ok(data.every((value) => value >= 0 && value <= 255))
      ends.image++
    } catch (error) {
      if (!(error instanceof FormatError || error instanceof UnsupportedError))
        assert.fail(`mutant ${n}, ${Buffer.from(bytes).toString('hex')}: ${(error as Error).stack}`)
      ends.refused++
    }
  }
  // The mutants are neither all dead nor all alive.
  assert.ok(ends.image > 100 && ends.refused > 1000, JSON.stringify(ends))
})

/** A file with one to three things wrong: bytes, lengths, whole chunks; most with checksums that fit again. */
function mutant(subject: Uint8Array, choose: (i: number, below: number) => number): Uint8Array {
  let chunks = [...pngChunks(subject)].map(({ from, to }) => Buffer.from(subject.subarray(from - 8, to + 4)))
  for (let change = 0; change <= choose(0, 3); change++) {
    const i = 4 * change + 1
    const at = choose(i, chunks.length)
    const one = chunks[at]!
    const place = choose(i + 1, one.length)
    switch (choose(i + 2, 8)) {
      case 0:
        chunks.splice(at, 1)
        break
      case 1:
        chunks.splice(choose(i + 3, chunks.length + 1), 0, one)
        break
      case 2:
        chunks = [...chunks.slice(at), ...chunks.slice(0, at)]
        break
      case 3:
        chunks[at] = Buffer.concat([one.subarray(0, place), noise(choose(i + 3, 9)), one.subarray(place)])
        break
      case 4:
        chunks[at] = one.subarray(0, place)
        break
      default:
        one[place] = choose(i + 3, 256)
    }
    if (chunks.length === 0) break
  }
  if (choose(13, 4) > 0) chunks.forEach(mend)
  return new Uint8Array(Buffer.concat([signature, ...chunks]))
}

/** Makes length and checksum fit what is there. */
function mend(one: Buffer): void {
  if (one.length < 12) return
  one.writeUInt32BE(one.length - 12, 0)
  one.writeUInt32BE(crc32(one.subarray(4, one.length - 4)), one.length - 4)
}
