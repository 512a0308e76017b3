/**
 * Images in a real Chromium: the same numbers as in Node, exactly for PNG (in all forms, with alpha, profile and
 * orientation) and for lossless WebP, within a few units for JPEG; what a page itself holds; and a digit prepared there.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { digitImage, type LoadedImage, loadImage } from '../../src/image.ts'
import { type Browser, launchChromium, skipWithoutChromium } from '../browser/chromium.ts'
import { repository, type Served, serve } from '../browser/serve.ts'
import { makePng, noise } from './makePng.ts'

const [height, width] = [40, 56]
const drawn = (channels: 1 | 3 | 4 = 3) => sharp(noise(height * width * channels), { raw: { width, height, channels } })
/** A smooth image: how photographs are, and how decoders may be compared. */
const smooth = () =>
  sharp(
    Uint8Array.from(
      { length: 3 * height * width },
      (_, i) => 40 * (i % 3) + Math.floor(i / 3 / width) + (Math.floor(i / 3) % width),
    ),
    {
      raw: { width, height, channels: 3 },
    },
  )

describe('images in a page', { skip: await skipWithoutChromium() }, () => {
  let browser: Browser
  let server: Served
  let page: Awaited<ReturnType<Browser['context']['newPage']>>
  before(async () => {
    browser = await launchChromium()
    server = await serve({
      pages: { '/': '<!doctype html>', '/words': 'words' },
      roots: { '/dist/': repository('dist/') },
      isolated: true,
    })
    page = await browser.context.newPage()
    await page.goto(`${server.origin}/`)
  })
  after(async () => {
    await browser?.close()
    await server?.close()
  })

  /** What an expression in the page gives; `image` is the door, `bytes` the given ones. A failure is its code and message. */
  const inPage = async <T>(expression: string, bytes: Uint8Array = new Uint8Array(0)): Promise<T> =>
    page.evaluate<T>(`(async () => {
      const image = await import('/dist/src/image.js')
      const bytes = Uint8Array.from(atob('${Buffer.from(bytes).toString('base64')}'), (c) => c.charCodeAt(0))
      const plain = (found) => (found.data ? { ...found, data: [...found.data] } : found)
      try { return plain(await (${expression})) } catch (error) { return { code: error.code ?? error.name, message: error.message } }
    })()`)
  const load = (bytes: Uint8Array, options = '{}') => inPage<LoadedImage>(`image.loadImage(bytes, ${options})`, bytes)
  const plain = ({ shape, data, colours }: LoadedImage) => ({ shape, data: [...data], colours })
  const farthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0)

  const exact: Readonly<Record<string, () => Promise<Uint8Array>>> = {
    PNG: () => drawn().png().toBuffer(),
    'interlaced PNG with alpha': () => drawn(4).png({ progressive: true }).toBuffer(),
    'PNG of 16 bits': () => drawn().toColourspace('rgb16').png().toBuffer(),
    'PNG with a palette': () => drawn().png({ palette: true, colours: 16 }).toBuffer(),
    'PNG with a colour profile': () => drawn().withIccProfile('p3').png().toBuffer(),
    'turned PNG': () => drawn().withMetadata({ orientation: 7 }).png().toBuffer(),
    'lossless WebP': () => drawn().webp({ lossless: true }).toBuffer(),
    'turned lossless WebP': () => drawn().withMetadata({ orientation: 6 }).webp({ lossless: true }).toBuffer(),
    'lossless WebP with a colour profile': () => drawn().withIccProfile('p3').webp({ lossless: true }).toBuffer(),
  }
  for (const [name, make] of Object.entries(exact))
    test(`${name}: exactly as in Node`, async () => {
      const bytes = await make()
      assert.deepEqual(await load(bytes), plain(await loadImage(bytes)))
    })

  test('resized and grey: exactly as in Node', async () => {
    const bytes = await drawn(4).png().toBuffer()
    const options = { size: 16, fit: 'contain', background: [1, 2, 3], grey: true } as const
    assert.deepEqual(await load(bytes, JSON.stringify(options)), plain(await loadImage(bytes, options)))
  })

  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8])
    test(`JPEG of orientation ${orientation}: within a few units`, async () => {
      const bytes = await smooth().withMetadata({ orientation }).jpeg().toBuffer()
      const [there, here] = [await load(bytes), await loadImage(bytes)]
      assert.deepEqual(there.shape, here.shape)
      assert.ok(farthest(there.data, here.data) <= 4, `${farthest(there.data, here.data)}`)
    })

  test('WebP, lossy and with alpha: within a few units', async () => {
    for (const bytes of [await smooth().webp().toBuffer(), await drawn(4).webp({ lossless: true }).toBuffer()]) {
      const [there, here] = [await load(bytes), await loadImage(bytes)]
      assert.ok(farthest(there.data, here.data) <= 4, `${farthest(there.data, here.data)}`)
    }
  })

  test('what a page holds: Blob, ImageData, ImageBitmap, canvas, image element, addresses', async () => {
    const bytes = await drawn().png().toBuffer()
    const here = plain(await loadImage(bytes))
    const sources = {
      Blob: 'new Blob([bytes])',
      File: `new File([bytes], 'a.png')`,
      ImageBitmap: 'await createImageBitmap(new Blob([bytes]))',
      ImageData:
        '(() => { const c = new OffscreenCanvas(56, 40).getContext("2d"); return createImageBitmap(new Blob([bytes])).then((b) => (c.drawImage(b, 0, 0), c.getImageData(0, 0, 56, 40))) })()',
      canvas:
        '(() => { const c = document.createElement("canvas"); c.width = 56; c.height = 40; return createImageBitmap(new Blob([bytes])).then((b) => (c.getContext("2d").drawImage(b, 0, 0), c)) })()',
      'image element': 'Object.assign(new Image(), { src: URL.createObjectURL(new Blob([bytes])), width: 5 })',
      'blob: address': 'URL.createObjectURL(new Blob([bytes]))',
      'data: address': `'data:image/png;base64,${bytes.toString('base64')}'`,
    }
    for (const [name, source] of Object.entries(sources))
      assert.deepEqual(await inPage(`image.loadImage(await (async () => ${source})())`, bytes), here, name)
  })

  test('ImageData with alpha is laid on the background', async () => {
    const source = 'new ImageData(new Uint8ClampedArray([10, 20, 30, 255, 200, 100, 0, 51]), 2, 1)'
    const found = await inPage<LoadedImage>(`image.loadImage(${source}, { background: 0 })`)
    assert.deepEqual(found.data, [10, 40, 20, 20, 30, 0])
  })

  test('errors', async () => {
    const failure = async (expression: string, bytes?: Uint8Array) => {
      const { code, message } = await inPage<{ code: string; message: string }>(`image.loadImage(${expression})`, bytes)
      return [code, message]
    }
    const bomb = makePng({ width: 30_000, height: 30_000 })
    assert.equal((await failure('bytes', bomb))[0], 'too-many-pixels')
    const jpeg = await smooth().jpeg().toBuffer()
    assert.equal((await failure('bytes', jpeg.subarray(0, -9)))[0], 'truncated')
    const webp = await drawn().webp({ lossless: true }).toBuffer()
    webp.fill(0xff, 25, webp.length - 4)
    const [code, message] = await failure('bytes', webp)
    assert.equal(code, 'damaged')
    assert.match(message!, /^the given bytes: the WebP image is damaged: .+[^.]\.\n {2}Fix: download or save it again\.$/)
    assert.deepEqual(await failure('new ImageData(4, 4), { pixels: 10 }'), [
      'too-many-pixels',
      'the given image: the image is too large.\n  4 wide × 4 high = 16 pixels; the limit is 10\n  Fix: make it smaller or, if you trust the source, raise the limit with loadImage(…, { pixels }).',
    ])
    assert.deepEqual(await failure('new Image()'), ['damaged', 'the given image: the page could not load it.'])
    assert.deepEqual(await failure('Object.assign(document.createElement("canvas"), { width: 0 })'), [
      'empty',
      'the given image: it is empty (0 wide × 150 high).',
    ])
    assert.deepEqual(await failure("'file:///a.png'"), [
      'unknown-scheme',
      'loadImage does not read file: addresses. Received: "file:///a.png".\n  Fix: pass an http:, https:, data: or blob: address.',
    ])
    assert.deepEqual(await failure("'/words'"), [
      'web-page',
      '/words: the server sent text (text/html), not an image.\n  Fix: open it in a browser, and use the address of the image itself (“Copy image address”).',
    ])
    assert.deepEqual(await failure("'http://127.0.0.1:9/a.png'"), [
      'unreachable',
      'http://127.0.0.1:9/a.png cannot be reached: Failed to fetch.\n  Fix: check the address and the connection. The server must also allow this page to read the image (CORS).',
    ])
    const refuse =
      'OffscreenCanvasRenderingContext2D.prototype.getImageData = () => { throw new DOMException("tainted", "SecurityError") }'
    assert.deepEqual(await failure(`await (async () => { ${refuse}; return document.createElement('canvas') })()`), [
      'other-origin',
      'the image comes from another server, which does not allow this page to read its pixels.\n  Fix: set crossOrigin on the image element before its src, or pass the image itself (bytes or a Blob).',
    ])
    assert.deepEqual(await failure('await (async () => { self.OffscreenCanvas = undefined; return bytes })()', jpeg), [
      'no-canvas',
      'cannot read images here: there is no canvas.\n  Fix: pass the bytes of a PNG, which need no canvas, or use a newer browser.',
    ])
    await page.reload()
  })

  test('a digit, prepared to the same bytes', async () => {
    const one = new Uint8Array(120 * 110).fill(200)
    for (let h = 20; h < 90; h++) one.fill(40 + h / 2, h * 110 + 50 + (h >> 3), h * 110 + 60 + (h >> 3))
    const bytes = await sharp(one, { raw: { width: 110, height: 120, channels: 1 } })
      .png()
      .toBuffer()
    const here = digitImage(await loadImage(bytes))
    const there = await inPage('image.loadImage(bytes).then((loaded) => image.digitImage(loaded))', bytes)
    assert.deepEqual(there, { ...here, data: [...here.data] })
  })
})
