/** PNG: the same pixels as libpng (by sharp) for every form, small forms counted by hand, and what is damaged. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { chunk, makePng, noise } from '../../test/image/makePng.ts'
import { FormatError } from '../errors/errors.ts'
import { crc32 } from '../math/crc32.ts'
import { decodePng } from './decodePng.ts'
import { loadImage } from './loadImage.ts'

const [height, width] = [23, 37]

function drawn(channels: 1 | 2 | 3 | 4) {
  return sharp(noise(width * height * channels), { raw: { width, height, channels } })
}

/** What sharp reads, without turning anything into RGB. */
async function bySharp(png: Uint8Array): Promise<Uint8Array> {
  return sharp(png).raw().toBuffer()
}

describe('PNG as libpng reads it', () => {
  for (const channels of [1, 2, 3, 4] as const)
    for (const progressive of [false, true])
      test(`${channels} channels${progressive ? ', interlaced' : ''}`, async () => {
        const png = await drawn(channels)
          .toColourspace(channels < 3 ? 'b-w' : 'srgb')
          .png({ progressive, adaptiveFiltering: true })
          .toBuffer()
        const pixels = await decodePng(png, 'test')
        assert.deepEqual([pixels.width, pixels.height, pixels.channels], [width, height, channels])
        assert.deepEqual(pixels.data, noise(width * height * channels))
      })

  for (const colours of [2, 4, 16, 256])
    test(`a palette of ${colours}`, async () => {
      const png = await drawn(3).png({ palette: true, colours, dither: 0 }).toBuffer()
      const pixels = await decodePng(png, 'test')
      assert.deepEqual(pixels.data, new Uint8Array(await bySharp(png)))
    })

  for (const interlaced of [0, 1])
    test(`all filters on 16-bit colours${interlaced ? ', interlaced, 5 × 3 (passes without pixels)' : ''}`, async () => {
      const [w, h] = interlaced ? [5, 3] : [9, 10]
      // biome-ignore format: Adam7's passes of 5 × 3 pixels, a row of a table
      const passes = interlaced ? [[1, 1], [1, 1], [0, 0], [1, 1], [3, 1], [2, 2], [5, 1]] : [[w, h]]
      const rows = passes.flatMap(([across, down], p) =>
        across === 0 ? [] : Array.from({ length: down! }, (_, row) => [(row + p) % 5, ...noise(across! * 6, row + p + 1)]).flat(),
      )
      const png = makePng({ width: w, height: h, depth: 16, colour: 2, interlaced, rows: Uint8Array.from(rows) })
      assert.deepEqual((await decodePng(png, 'test')).data, new Uint8Array(await bySharp(png)))
    })
})

describe('small PNGs, counted by hand', () => {
  const read = async (parts: Parameters<typeof makePng>[0]) => [...(await decodePng(makePng(parts), 'test')).data]

  test('1, 2 and 4 bits are spread over 0 … 255', async () => {
    assert.deepEqual(await read({ width: 3, height: 1, depth: 1, rows: Uint8Array.of(0, 0b10100000) }), [255, 0, 255])
    assert.deepEqual(await read({ width: 4, height: 1, depth: 2, rows: Uint8Array.of(0, 0b00011011) }), [0, 85, 170, 255])
    assert.deepEqual(await read({ width: 2, height: 1, depth: 4, rows: Uint8Array.of(0, 0x1f) }), [17, 255])
  })

  test('of 16 bits the upper byte is kept', async () =>
    assert.deepEqual(
      await read({ width: 2, height: 1, depth: 16, rows: Uint8Array.of(0, 0x12, 0xff, 0xfe, 0x00) }),
      [0x12, 0xfe],
    ))

  test('one colour can be transparent, and palette entries', async () => {
    assert.deepEqual(await read({ width: 2, height: 1, clear: [0, 7], rows: Uint8Array.of(0, 7, 8) }), [7, 0, 8, 255])
    const rgb = { width: 2, height: 1, colour: 2, clear: [0, 1, 0, 2, 0, 3], rows: Uint8Array.of(0, 1, 2, 3, 1, 2, 4) }
    assert.deepEqual(await read(rgb), [1, 2, 3, 0, 1, 2, 4, 255])
    const indexed = { width: 3, height: 1, colour: 3, palette: [1, 2, 3, 4, 5, 6], clear: [9], rows: Uint8Array.of(0, 0, 1, 0) }
    assert.deepEqual(await read(indexed), [1, 2, 3, 9, 4, 5, 6, 255, 1, 2, 3, 9])
    // Of 16 bits all count, not only the upper byte that is kept; and a colour that no sample can have is nowhere.
    const deep = { width: 2, height: 1, depth: 16, clear: [1, 2], rows: Uint8Array.of(0, 1, 2, 1, 3) }
    assert.deepEqual(await read(deep), [1, 0, 1, 255])
    assert.deepEqual(
      await read({ width: 2, height: 1, depth: 1, clear: [0, 1], rows: Uint8Array.of(0, 0b01000000) }),
      [0, 255, 255, 0],
    )
    assert.deepEqual(await read({ width: 1, height: 1, clear: [1, 7], rows: Uint8Array.of(0, 7) }), [7, 255])
  })

  test('data in many chunks, and more of it than the image needs', async () => {
    const packed = deflateSync(Uint8Array.of(0, 1, 2, 0, 3, 4, 99, 99))
    const plain = makePng({ width: 2, height: 2 })
    const pieces = [...packed].map((byte) => chunk('IDAT', Uint8Array.of(byte)))
    const png = Buffer.concat([plain, ...pieces, chunk('IEND', new Uint8Array(0))])
    assert.deepEqual([...(await decodePng(png, 'test')).data], [1, 2, 3, 4])
  })
})

test('CRC-32 of "123456789" is the published check value', () => {
  assert.equal(crc32(new TextEncoder().encode('123456789')), 0xcbf43926)
})

describe('damaged PNGs', () => {
  const good = { width: 2, height: 2, rows: Uint8Array.of(0, 1, 2, 0, 3, 4) }
  const broken = makePng(good)
  broken[broken.length - 20]! ^= 1
  const end = chunk('IEND', new Uint8Array(0))
  const unpackable = Buffer.concat([makePng({ width: 2, height: 2 }), chunk('IDAT', noise(20)), end])
  const indexed = { width: 3, height: 1, colour: 3, palette: [1, 2, 3, 4, 5, 6], rows: Uint8Array.of(0, 0, 1, 5) }
  const large = Buffer.concat([makePng({ width: 7000, height: 7000 }), chunk('IDAT', deflateSync(new Uint8Array(7001))), end])
  const cases: [string, Uint8Array, string][] = [
    ['a changed byte', broken, 'the checksum of IDAT is wrong'],
    ['a wrong filter', makePng({ ...good, rows: Uint8Array.of(0, 1, 2, 7, 3, 4) }), 'row 1 has filter 7; there are 0 to 4'],
    ['too few rows', makePng({ ...good, rows: Uint8Array.of(0, 1, 2, 0) }), 'its data ends after 1 of 2 rows'],
    ['no palette', makePng({ ...good, colour: 3 }), 'it has no palette'],
    [
      'a depth that there is not',
      makePng({ ...good, depth: 3 }),
      'its header is wrong: 2×2, colour type 0, 3 bits, interlacing 0',
    ],
    ['no width', makePng({ ...good, width: 0 }), 'its header is wrong: 0×2, colour type 0, 8 bits, interlacing 0'],
    ['data that is not packed', unpackable, 'its compressed data is damaged'],
    ['a colour that the palette does not have', makePng(indexed), 'row 0 has colour 5; its palette has 2, from 0 on'],
    ['a few bytes for many pixels', large, '7000×7000 pixels cannot come from 30 bytes of compressed data'],
    [
      'no header',
      Buffer.concat([makePng(good).subarray(0, 8), chunk('IEND', new Uint8Array(0))]),
      'it does not begin with a header of 13 bytes',
    ],
  ]
  for (const [what, png, why] of cases)
    test(what, () =>
      assert.rejects(decodePng(png, 'two.png'), (error: FormatError) => {
        assert.ok(error instanceof FormatError)
        assert.equal(error.code, 'damaged')
        assert.equal(error.message, `two.png: the PNG image is damaged: ${why}.\n  Fix: download or save it again.`)
        return true
      }),
    )
})

test('a second header, which would get past the limit of pixels, is refused', async () => {
  const header = (width: number, height: number) => {
    const data = Buffer.alloc(13)
    data.writeUInt32BE(width, 0)
    data.writeUInt32BE(height, 4)
    data[8] = 1
    return chunk('IHDR', data)
  }
  const rest = [chunk('IDAT', deflateSync(Buffer.alloc(4))), chunk('IEND', Buffer.alloc(0))]
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  const large = Buffer.concat([signature, header(12_000, 12_000), header(1, 1), ...rest])
  await assert.rejects(loadImage(large), { code: 'too-many-pixels' })
  const small = Buffer.concat([signature, header(1, 1), header(12_000, 12_000), ...rest])
  await assert.rejects(loadImage(small), (error: Error) => /it has two headers/.test(error.message))
})
