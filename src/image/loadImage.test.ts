/**
 * Images in, from files and bytes: the same pixels as sharp for every form and orientation, and every error with its
 * text. Images that are none or not whole are in `badImages.test.ts`, downloads in `download.test.ts`, pages in
 * `test/image/page.test.ts`.
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import sharp, { type Sharp } from 'sharp'
import { makePng, noise } from '../../test/image/makePng.ts'
import { type ImageSource, type LoadImageOptions, loadImage } from './loadImage.ts'

const [height, width] = [11, 17]
const drawn = (channels: 3 | 4 = 3) => sharp(noise(height * width * channels), { raw: { width, height, channels } })
/** As planes, what sharp makes of it. */
async function bySharp(image: Sharp): Promise<{ shape: number[]; data: Float32Array }> {
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  const size = info.width * info.height
  const planes = Float32Array.from({ length: 3 * size }, (_, i) => data[(i % size) * info.channels + Math.floor(i / size)]!)
  return { shape: [3, info.height, info.width], data: planes }
}
const rejects = (source: unknown, code: string, message: string | RegExp, options?: LoadImageOptions) =>
  assert.rejects(loadImage(source as ImageSource, options), { code, message })

describe('every form becomes red, green, blue', () => {
  const forms: Readonly<Record<string, () => Sharp>> = {
    PNG: () => drawn().png(),
    'PNG with a palette': () => drawn().png({ palette: true, colours: 16 }),
    'PNG of 16 bits': () => drawn().toColourspace('rgb16').png(),
    'grey PNG of 16 bits': () => drawn().toColourspace('grey16').png(),
    JPEG: () => drawn().jpeg(),
    'progressive JPEG': () => drawn().jpeg({ progressive: true }),
    'grey JPEG': () => drawn().toColourspace('b-w').jpeg(),
    'CMYK JPEG': () => drawn().toColourspace('cmyk').jpeg(),
    WebP: () => drawn().webp(),
    'lossless WebP': () => drawn().webp({ lossless: true }),
  }
  for (const [name, form] of Object.entries(forms))
    test(name, async () => {
      const bytes = await form().toBuffer()
      const { colours, ...image } = await loadImage(bytes)
      assert.equal(colours, 'rgb')
      assert.deepEqual(image, await bySharp(sharp(bytes, { ignoreIcc: true })))
    })

  test('an animation gives its first image', async () => {
    const frames = sharp(noise(height * width * 6), { raw: { width, height: 2 * height, channels: 3, pageHeight: height } })
    const webp = await frames.webp({ lossless: true, loop: 0 }).toBuffer()
    assert.equal((await sharp(webp).metadata()).pages, 2)
    assert.deepEqual((await loadImage(webp)).data, (await bySharp(drawn())).data)
  })

  test('numbers are as stored, whatever the colour profile', async () => {
    const stored = await drawn().png().toBuffer()
    for (const form of ['png', 'webp'] as const) {
      const bytes = await sharp(stored).withIccProfile('p3', { attach: true })[form]({ lossless: true }).toBuffer()
      assert.ok((await sharp(bytes).metadata()).icc)
      assert.deepEqual((await loadImage(bytes)).data, (await bySharp(sharp(bytes, { ignoreIcc: true }))).data)
    }
  })
})

describe('orientation', () => {
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8])
    for (const form of ['png', 'jpeg', 'webp'] as const)
      test(`${form} ${orientation}`, async () => {
        const bytes = await drawn().withMetadata({ orientation })[form]().toBuffer()
        assert.equal((await sharp(bytes).metadata()).orientation, orientation)
        const { colours: _, ...image } = await loadImage(bytes)
        assert.deepEqual(image, await bySharp(sharp(bytes, { ignoreIcc: true }).autoOrient()))
      })

  test('Exif data that cannot be read turns nothing', async () => {
    const rows = Uint8Array.of(0, 1, 2)
    const motorola = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]
    const shape = async (exif: number[]) => (await loadImage(makePng({ width: 2, height: 1, rows, exif }))).shape
    assert.deepEqual(await shape(motorola), [3, 2, 1])
    const changed = (...changes: [number, number][]) => motorola.map((byte, i) => changes.find(([at]) => at === i)?.[1] ?? byte)
    for (const exif of [
      [],
      motorola.slice(0, 20),
      changed([0, 1]),
      changed([3, 1]),
      changed([7, 250]),
      changed([19, 9]),
      changed([11, 0]),
    ])
      assert.deepEqual(await shape(exif), [3, 1, 2], `${exif}`)
  })
})

describe('options', () => {
  const four = makePng({ width: 2, height: 1, colour: 6, rows: Uint8Array.of(0, 10, 20, 30, 255, 200, 100, 0, 51) })

  test('alpha is laid on the background: white, a grey, or a colour', async () => {
    const planes = async (background?: number | [number, number, number]) => [...(await loadImage(four, { background })).data]
    // The second pixel: one fifth of it, four fifths of the background.
    assert.deepEqual(await planes(), [10, 244, 20, 224, 30, 204])
    assert.deepEqual(await planes(0), [10, 40, 20, 20, 30, 0])
    assert.deepEqual(await planes([100, 0, 50]), [10, 120, 20, 20, 30, 40])
  })

  test('grey is luma, not rounded', async () => {
    const { shape, data, colours } = await loadImage(four, { grey: true, background: 0 })
    assert.deepEqual([shape, colours], [[1, 1, 2], 'grey'])
    assert.deepEqual(data, Float32Array.of(0.299 * 10 + 0.587 * 20 + 0.114 * 30, 0.299 * 40 + 0.587 * 20))
  })

  test('size and fit', async () => {
    const png = makePng({ width: 4, height: 2, rows: Uint8Array.of(0, 1, 2, 3, 4, 0, 5, 6, 7, 8) })
    const sized = async (options: LoadImageOptions) => {
      const { shape, data } = await loadImage(png, { grey: true, ...options })
      return [shape.slice(1), [...data].map(Math.round)]
    }
    assert.deepEqual(await sized({ size: 2 }), [
      [2, 2],
      [2, 3, 6, 7],
    ])
    assert.deepEqual(await sized({ size: [1, 4], fit: 'fill' }), [
      [1, 4],
      [3, 4, 5, 6],
    ])
    assert.deepEqual(await sized({ size: [4, 4], fit: 'contain', background: 9 }), [
      [4, 4],
      [9, 9, 9, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9],
    ])
  })

  test('what it refuses', async () => {
    await rejects(four, 'unknown-option', /^loadImage has no option "gray"\.\n {2}Fix: did you mean "grey"\?/, {
      gray: true,
    } as object)
    await rejects(four, 'wrong-option', 'loadImage: grey must be true or false. Received: 1.', { grey: 1 as unknown as boolean })
    await rejects(four, 'wrong-option', 'loadImage: size must be a whole number of at least 1, or two of them [height, width]. Received: [1, 0].', { size: [1, 0] }) // biome-ignore format: a line
    await rejects(
      four,
      'too-many-pixels',
      'loadImage: size makes the image too large.\n  height 1000000000 × width 1000000000 = 1000000000000000000 pixels; the limit is 50000000\n' +
        '  Fix: use a smaller size, or raise the limit with loadImage(…, { pixels }).',
      { size: 1e9 },
    )
    for (const fit of ['cover', 'contain', 'fill'] as const)
      await rejects(four, 'too-many-pixels', /height 2 × width 3 = 6 pixels; the limit is 5\n/, { size: [2, 3], fit, pixels: 5 })
    assert.deepEqual((await loadImage(four, { size: [2, 3], pixels: 6 })).shape, [3, 2, 3])
    await rejects(four, 'wrong-option', "loadImage: background must be a whole number from 0 to 255, three of them [red, green, blue], or 'contrast'. Received: 256.", { background: 256 }) // biome-ignore format: a line
    await rejects(four, 'wrong-option', 'loadImage: pixels must be a whole number of at least 1. Received: 0.', { pixels: 0 })
    await rejects(four, 'wrong-option', 'loadImage: bytes must be a whole number of at least 1. Received: -1.', { bytes: -1 })
    await rejects(four, 'wrong-option', /^loadImage: timeout must be a number above 0/, { timeout: 0 })
    await rejects(four, 'wrong-option', /^loadImage: fit must be one of 'cover', 'contain', 'fill'/, { fit: 'stretch' as 'fill' })
  })
})

describe('sources', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'striate-image-'))
  })
  after(() => rm(folder, { recursive: true }))
  const small = makePng({ width: 2, height: 1, rows: Uint8Array.of(0, 5, 6) })
  const planes = [5, 6, 5, 6, 5, 6]
  const wrote = async (name: string, bytes: Uint8Array | string) => {
    await writeFile(join(folder, name), bytes)
    return join(folder, name)
  }

  test('a path, a file: address, bytes, a buffer, a Blob, a data: address', async () => {
    const path = await wrote('a small:one.png', small)
    const buffer = new Uint8Array(small).buffer
    const data = `data:image/png;base64,${Buffer.from(small).toString('base64')}`
    const all: ImageSource[] = [
      path,
      pathToFileURL(path),
      pathToFileURL(path).href,
      small,
      buffer,
      new Blob([buffer]),
      data,
      new URL(data),
    ]
    for (const source of all) assert.deepEqual([...(await loadImage(source)).data], planes, String(source))
  })

  test('files that are none, or that nothing is in', async () => {
    const gone = join(folder, 'gone.png')
    const message = `there is no file ${gone}.\n  Fix: a relative path starts at the working folder, ${process.cwd()}.`
    await rejects(gone, 'missing-file', message)
    await rejects(pathToFileURL(gone), 'missing-file', message)
    await rejects(folder, 'not-a-file', `${folder}: this is a folder, not an image.\n  Fix: pass the path of an image in it.`)
    if (process.platform !== 'win32') await rejects('/dev/null', 'not-a-file', '/dev/null: this is not a regular file.')
    const path = await wrote('inside.png', small)
    await rejects(join(path, 'x'), 'file-refused', /^cannot read .*inside\.png.x: .*ENOTDIR/)
    const empty = await wrote('empty.png', '')
    await rejects(empty, 'empty', `${empty}: there is no data (0 bytes).`)
  })

  test('too many bytes, seen before they are read', async () => {
    const large = await wrote('large.png', new Uint8Array(2000))
    const rest =
      '  2000 bytes; the limit is 1000 bytes\n  Fix: if you trust the source, raise the limit with loadImage(…, { bytes }).'
    const limit = { bytes: 1000 }
    await rejects(large, 'too-large', `${large}: the file is too large to read as an image.\n${rest}`, limit)
    await rejects(
      new Uint8Array(2000),
      'too-large',
      `the given bytes: the file is too large to read as an image.\n${rest}`,
      limit,
    )
    await rejects(
      new Blob([new Uint8Array(2000)]),
      'too-large',
      `the given Blob: the file is too large to read as an image.\n${rest}`,
      limit,
    )
    await rejects(new File([new Uint8Array(2000)], 'a.png'), 'too-large', /^a\.png: /, limit)
    const data = `data:,${'x'.repeat(2000)}`
    await rejects(data, 'too-large', `the data: address: the file is too large to read as an image.\n${rest}`, limit)
    await rejects(`data:,${'x'.repeat(9000)}`, 'too-large', /9006 characters; the limit is 1000 bytes/, limit)
  })

  test('what is no source', async () => {
    const takes = 'loadImage takes a path, an address, bytes or a Blob; in a page also what a canvas can draw. Received: '
    await rejects('', 'not-a-source', `${takes}"".`)
    await rejects(undefined, 'not-a-source', `${takes}undefined.`)
    await rejects(7, 'not-a-source', `${takes}7.`)
    await rejects({ width: 2, height: 2 }, 'not-a-source', `${takes}{ width, height }.`)
    const fix = '\n  Fix: pass a path, or an address that begins with http:, https:, data: or file:.'
    await rejects('ftp://a/b.png', 'unknown-scheme', `loadImage does not read ftp: addresses. Received: "ftp://a/b.png".${fix}`)
    await rejects('data:nonsense', 'wrong-address', 'the data: address cannot be read. Received: "data:nonsense".\n  Fix: write data:image/png;base64, and then the bytes in base64.') // biome-ignore format: a line
    await rejects(
      'file://elsewhere/a.png',
      'wrong-address',
      /^loadImage: "file:\/\/elsewhere\/a\.png" is not the address of a file: /,
    )
  })
})
