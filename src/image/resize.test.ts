/** Resampling: by hand on small images, and what must not change. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { noise } from '../../test/image/makePng.ts'
import { type AnyImage, resample, resize } from './resize.ts'

const row = (...data: number[]): AnyImage => ({ shape: [1, 1, data.length], data })
const near = (found: ArrayLike<number>, wanted: number[], by = 1e-5) => {
  assert.equal(found.length, wanted.length)
  wanted.forEach((value, i) => {
    assert.ok(Math.abs(found[i]! - value) <= by, `${i}: ${found[i]} is not ${value}`)
  })
}

describe('resample', () => {
  test('halving takes a triangle four pixels wide', () => {
    // Centres 1 and 3; pixel middles 0.5, 1.5, 2.5 lie 0.5, 0.5, 1.5 away: weights 3/4, 3/4, 1/4, of 7/4.
    const { data } = resample(row(7, 14, 28, 35), [0, 0, 1, 4], [1, 2])
    near(data, [(3 * 7 + 3 * 14 + 28) / 7, (14 + 3 * 28 + 3 * 35) / 7])
  })

  test('enlarging is bilinear', () => near(resample(row(0, 10), [0, 0, 1, 2], [1, 4]).data, [0, 2.5, 7.5, 10]))

  test('the same size is the same image, and a box is a crop', () => {
    const image = { shape: [2, 5, 7], data: noise(70) }
    near(resample(image, [0, 0, 5, 7], [5, 7]).data, [...image.data])
    near(
      resample(image, [1, 2, 3, 5], [2, 3]).data,
      [0, 1].flatMap((c) => [9, 10, 11, 16, 17, 18].map((i) => image.data[35 * c + i]!)),
    )
  })

  test('a strip of millions of pixels is brought to its size the way that needs little in between', () => {
    // Across first it would be 5,000,000 rows of 4096: 80 GB.
    const strip = { shape: [1, 5_000_000, 1], data: new Uint8Array(5_000_000).fill(7) }
    near(resample(strip, [0, 0, 5_000_000, 1], [1, 4096]).data, new Array<number>(4096).fill(7))
    // The same in two steps of one direction each.
    const tall = { shape: [2, 30_000, 3], data: noise(180_000) }
    const low = resample(tall, [100, 0, 29_900, 3], [3, 3])
    near(resample(tall, [100, 0.5, 29_900, 2.5], [3, 2000]).data, [...resample(low, [0, 0.5, 3, 2.5], [3, 2000]).data])
  })

  test('a flat image stays flat, at any size and for any part', () => {
    const image = { shape: [1, 6, 9], data: new Float32Array(54).fill(41) }
    for (const size of [1, 2, 5, 13, 40] as const)
      near(resample(image, [-0.7, 0.3, 6.4, 8.9], [size, size]).data, new Array<number>(size * size).fill(41), 1e-4)
  })
})

describe('resize', () => {
  const wide = { shape: [1, 2, 4], data: [1, 2, 3, 4, 5, 6, 7, 8] }

  test("'cover' keeps the centre", () => near(resize(wide, 2).data, [2, 3, 6, 7]))

  test("'cover' keeps a share of what covers, in the middle, where it is told to", () => {
    const eight = { shape: [1, 8, 16], data: Array.from({ length: 128 }, (_, i) => i % 16) }
    near(resize(eight, 6, { crop: 0.75 }).data.slice(0, 6), [5, 6, 7, 8, 9, 10])
    near(resize(eight, 8, { crop: 1 }).data, [...resize(eight, 8).data])
    assert.throws(() => resize(eight, 6, { fit: 'fill', crop: 0.75 }), {
      message: "resize: crop must be left out unless fit is 'cover'. Received: 0.75.",
    })
    assert.throws(() => resize(eight, 6, { crop: 0 }), {
      message: 'resize: crop must be a number above 0 and at most 1. Received: 0.',
    })
  })

  test("'contain' lies on the background, one channel or several", () => {
    assert.deepEqual(resize(wide, 4, { fit: 'contain', background: 9 }), {
      shape: [1, 4, 4],
      data: Float32Array.of(9, 9, 9, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9),
    })
    const three = resize({ shape: [3, 1, 2], data: [1, 1, 2, 2, 3, 3] }, 2, { fit: 'contain', background: [7, 8, 9] })
    near(three.data, [1, 1, 7, 7, 2, 2, 8, 8, 3, 3, 9, 9])
  })

  test("'fill' stretches, to [height, width]", () => {
    const { shape, data } = resize(wide, [1, 4], { fit: 'fill' })
    assert.deepEqual(shape, [1, 1, 4])
    near(data, [3, 4, 5, 6])
  })

  test('what it refuses', () => {
    const wrong = (call: () => unknown, message: string) => assert.throws(call, { message })
    wrong(
      () => resize(wide, 0),
      'resize: size must be a whole number of at least 1, or two of them [height, width]. Received: 0.',
    )
    wrong(
      () => resize(wide, 2, { fit: 'covr' as 'cover' }),
      "resize: fit must be one of 'cover', 'contain', 'fill'. Received: \"covr\".\n  Fix: did you mean \"cover\"? Known: cover, contain, fill.",
    )
    wrong(
      () => resize(wide, 1e9),
      'resize: size makes the image too large.\n  height 1000000000 × width 1000000000 = 1000000000000000000 pixels; the limit is 50000000\n' +
        '  Fix: use a smaller size, or raise the limit with resize(…, { pixels }).',
    )
    wrong(() => resize(wide, [4, 5], { pixels: 19 }), 'resize: size makes the image too large.\n  height 4 × width 5 = 20 pixels; the limit is 19\n  Fix: use a smaller size, or raise the limit with resize(…, { pixels }).') // biome-ignore format: a line
    wrong(() => resize(wide, 2, { pixels: 0 }), 'resize: pixels must be a whole number of at least 1. Received: 0.')
    wrong(() => resize(wide, 2, { background: [1, 2] }), 'resize: background must be a number. Received: [1, 2].')
    wrong(
      () => resize({ shape: [4, 4], data: [] }, 2),
      'resize takes an image { shape: [channels, height, width], data }.\n  shape: 4×4, data: 0 numbers',
    )
    wrong(
      () => resize(undefined as unknown as AnyImage, 2),
      'resize takes an image { shape: [channels, height, width], data }.\n  received: undefined',
    )
  })
})
