/** The encoder: read back by another decoder, with few colours and many, opaque and not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decoded } from '../../test/figures/canvas.ts'
import { encodePng } from './png.ts'

/** Pixels of a picture with this many colours; width 13 leaves bits over at the end of a line. */
function picture(colours: number, alpha: (i: number) => number, [width, height] = [13, 30]) {
  const pixels = new Uint8ClampedArray(4 * width * height)
  for (let i = 0; i < width * height; i++) {
    const c = i % colours
    pixels.set([c & 255, (c * 7) & 255, c >> 8, alpha(c)], 4 * i)
  }
  return { pixels, width: width, height: height }
}

/** From the header: [bit depth, kind of colour]. */
const kind = (png: Uint8Array) => [png[24], png[25]]

for (const [colours, expected] of [
  [1, [1, 3]],
  [2, [1, 3]],
  [3, [2, 3]],
  [16, [4, 3]],
  [17, [8, 3]],
  [256, [8, 3]],
  [257, [8, 2]],
] as const)
  test(`${colours} colours come back as they were, in ${expected[0]} bits, kind ${expected[1]}`, async () => {
    const { pixels, width, height } = picture(colours, () => 255)
    const png = await encodePng(pixels, width, height)
    assert.deepEqual(kind(png), expected)
    const back = await decoded(png)
    assert.deepEqual([back.width, back.height], [width, height])
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        assert.deepEqual(back.pixel(x, y), [...pixels.slice(4 * (y * width + x), 4 * (y * width + x) + 4)], `${x}, ${y}`)
  })

test('few colours on request: no channel is off by more than a merge allows, and the file is a palette', async () => {
  const [width, height] = [64, 32]
  const pixels = new Uint8ClampedArray(4 * width * height)
  for (let i = 0; i < width * height; i++) pixels.set([i % 64, 100 + (Math.floor(i / 64) % 8), 200, 255], 4 * i)
  const exact = await encodePng(pixels, width, height)
  const few = await encodePng(pixels, width, height, true)
  assert.deepEqual(
    [kind(exact), kind(few)],
    [
      [8, 2],
      [8, 3],
    ],
  )
  const back = await decoded(few)
  for (let i = 0; i < width * height; i++) {
    const off = back.pixel(i % 64, Math.floor(i / 64)).map((v, k) => Math.abs(v - pixels[4 * i + k]!))
    assert.ok(Math.max(...off) <= 1, `${i}: ${off}`)
  }
  // Where few colours do not do, none is lost.
  const wild = picture(65_536, (i) => 255 - (i >> 15), [256, 256])
  assert.deepEqual(kind(await encodePng(wild.pixels, wild.width, wild.height, true)), [8, 6])
})

test('transparency is kept, in a palette and without', async () => {
  for (const [colours, expected] of [
    [4, [2, 3]],
    [300, [8, 6]],
  ] as const) {
    const { pixels, width, height } = picture(colours, (c) => (c % 2 === 0 ? 255 : 0))
    const png = await encodePng(pixels, width, height)
    assert.deepEqual(kind(png), expected)
    const back = await decoded(png)
    assert.deepEqual([back.pixel(0, 0)[3], back.pixel(1, 0)[3]], [255, 0])
  }
})

test('rows that repeat cost next to nothing, also in full colour', async () => {
  const width = 300
  const noise = Uint8ClampedArray.from({ length: 4 * width }, (_, i) => (i % 4 === 3 ? 255 : (i * i * 31 + i * 17) % 251))
  const pixels = new Uint8ClampedArray(4 * width * 400)
  for (let y = 0; y < 400; y++) pixels.set(noise, 4 * width * y)
  const { length } = await encodePng(pixels, width, 400)
  assert.ok(length < 4000, `${length} bytes`)
})
