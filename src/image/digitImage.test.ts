/**
 * Digits prepared from synthetic photographs lie as MNIST's own do: size, place, polarity and grey levels, in uneven light,
 * with noise, specks, shadows and a border of table. That a network reads them as well, `test/image/measureDigits.ts` measures.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mnist } from '../data/mnist.ts'
import { FormatError } from '../errors/errors.ts'
import { digitImage } from './digitImage.ts'
import { type AnyImage, resize } from './resize.ts'

const digits = await mnist.test({ limit: 50 })

/** Repeatable numbers 0 … 1. */
function numbers(seed: number): () => number {
  let state = seed
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
}

interface Scene {
  scale: number
  dark?: boolean
  /** How much the light falls off from corner to corner. */
  slope?: number
  noise?: number
  shadow?: boolean
  table?: boolean
  specks?: number
}

/** A digit as a photograph [1, H, W] that is larger than it, at a place that the seed draws. */
function photograph(digit: Uint8Array | Float32Array, seed: number, scene: Scene): AnyImage {
  const { scale, dark = true, slope = 0, noise = 0, shadow = false, table = false, specks = 0 } = scene
  const random = numbers(seed)
  const size = Math.round(28 * scale)
  const large = resize({ shape: [1, 28, 28], data: digit }, size).data
  const [height, width] = [Math.round(size * (1.2 + random())), Math.round(size * (1.2 + random()))]
  const [top, left] = [Math.round(random() * (height - size) * 0.8 + 0.1 * (height - size)), Math.round(0.5 * (width - size))]
  const [paper, ink] = dark ? [210, 60] : [40, 220]
  const data = new Float32Array(height * width)
  for (let h = 0; h < height; h++)
    for (let w = 0; w < width; w++) {
      const inside = h >= top && h < top + size && w >= left && w < left + size
      const drawn = inside ? large[(h - top) * size + w - left]! / 255 : 0
      let value = (paper + drawn * (ink - paper)) * (1 - slope * ((h / height + w / width) / 2))
      if (shadow && w + 0.3 * h > 0.6 * width) value *= 0.65
      if (table && w < 0.04 * width) value = dark ? 50 : 230
      // The sum of three is near enough to a bell.
      value += noise * 2 * (random() + random() + random() - 1.5)
      data[h * width + w] = Math.round(Math.min(255, Math.max(0, value)))
    }
  for (let s = 0; s < specks; s++) data[Math.floor(random() * data.length)] = ink
  return { shape: [1, height, width], data }
}

/** Correlation of two images of 28 × 28, with `b` moved. */
function correlation(a: ArrayLike<number>, b: ArrayLike<number>, down = 0, across = 0): number {
  const at = (i: number) => {
    const [h, w] = [Math.floor(i / 28) - down, (i % 28) - across]
    return h >= 0 && h < 28 && w >= 0 && w < 28 ? b[h * 28 + w]! : 0
  }
  let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0]
  for (let i = 0; i < 784; i++) {
    x += a[i]!
    y += at(i)
    xx += a[i]! * a[i]!
    yy += at(i) * at(i)
    xy += a[i]! * at(i)
  }
  return (784 * xy - x * y) / Math.sqrt((784 * xx - x * x) * (784 * yy - y * y))
}

/** Up to one pixel's move: where the centre of mass lies between two pixels, rounding may go either way. */
function likeness(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let best = -1
  for (const down of [-1, 0, 1]) for (const across of [-1, 0, 1]) best = Math.max(best, correlation(a, b, down, across))
  return best
}

function centreOfMass(data: ArrayLike<number>): [number, number] {
  let [mass, down, across] = [0, 0, 0]
  for (let i = 0; i < 784; i++) {
    mass += data[i]!
    down += data[i]! * Math.floor(i / 28)
    across += data[i]! * (i % 28)
  }
  return [down / mass, across / mass]
}

describe('50 digits of MNIST, photographed', () => {
  const scenes: [string, Scene, least: number, mean: number][] = [
    ['as they are', { scale: 1, dark: false }, 0.9, 0.97],
    ['dark on light, six times as large', { scale: 6 }, 0.85, 0.95],
    ['light on dark, in light from a side', { scale: 4, dark: false, slope: 0.5 }, 0.85, 0.95],
    ['with noise and specks', { scale: 5, slope: 0.4, noise: 12, specks: 30 }, 0.85, 0.93],
    ['half in the shadow', { scale: 5, shadow: true, noise: 3 }, 0.7, 0.92],
    ['with a strip of the table', { scale: 5, table: true, slope: 0.3, noise: 3 }, 0.85, 0.95],
  ]
  for (const [name, scene, least, mean] of scenes)
    test(name, () => {
      let sum = 0
      for (let n = 0; n < digits.length; n++) {
        const prepared = digitImage(photograph(digits.raw(n), n + 1, scene))
        const alike = likeness(prepared.data, digits.raw(n))
        sum += alike / digits.length
        assert.ok(alike >= least, `digit ${n}: correlation ${alike.toFixed(3)}`)
        assert.equal(prepared.inverted, scene.dark ?? true, `digit ${n}: polarity`)
        const [down, across] = centreOfMass(prepared.data)
        assert.ok(Math.abs(down - 14) < 1 && Math.abs(across - 14) < 1, `digit ${n}: centre of mass ${down}, ${across}`)
      }
      assert.ok(sum >= mean, `mean correlation ${sum.toFixed(3)}`)
    })
})

describe('one digit', () => {
  const strip = (height: number, width: number, box: readonly number[], paper = 200, ink = 20, channels = 1) => {
    const data = new Uint8Array(channels * height * width).fill(paper)
    for (let c = 0; c < channels; c++)
      for (let h = box[0]!; h < box[2]!; h++)
        data.fill(ink, (c * height + h) * width + box[1]!, (c * height + h) * width + box[3]!)
    return { shape: [channels, height, width], data }
  }

  test('a bar becomes 20 pixels high, in the middle, as white as can be; the box is where it was', () => {
    const { data, shape, box, inverted, contrast, stroke } = digitImage(strip(90, 80, [20, 30, 60, 36]))
    assert.deepEqual(shape, [1, 28, 28])
    assert.ok(inverted)
    assert.deepEqual(box, [20, 30, 60, 36])
    assert.ok(Math.abs(contrast - 180) < 0.01, `${contrast}`)
    assert.ok(Math.abs(stroke - 3) < 0.9, `${stroke}`)
    const rows = Array.from({ length: 28 }, (_, h) => Math.max(...data.subarray(28 * h, 28 * h + 28)))
    // Its ends are grey: there the filter reads paper too.
    assert.deepEqual(rows, [...new Array(5).fill(0), 223, ...new Array(18).fill(255), 223, ...new Array(3).fill(0)])
  })

  test('colours count by their luma, and give the same as grey', () => {
    const one = digitImage(strip(90, 80, [20, 30, 60, 36]))
    assert.deepEqual(digitImage(strip(90, 80, [20, 30, 60, 36], 200, 20, 3)), one)
  })

  test('an image of thousands of pixels gives its box in its own pixels', () => {
    const { box } = digitImage(strip(3000, 2000, [600, 900, 1800, 1050]))
    ;[600, 900, 1800, 1050].forEach((edge, e) => {
      assert.ok(Math.abs(box[e]! - edge) < 9, `${box}`)
    })
  })

  test('two strokes stay together; a speck far off goes', () => {
    const image = strip(90, 100, [30, 40, 60, 46])
    const { data } = strip(90, 100, [30, 52, 60, 58])
    data.forEach((value, i) => {
      if (value === 20) image.data[i] = 20
    })
    image.data.fill(20, 8595, 8597)
    assert.deepEqual(digitImage(image).box, [30, 40, 60, 58])
  })

  test('a hair line gets the width of a pen', () => {
    const fine = digitImage(strip(300, 200, [50, 100, 250, 103]))
    assert.ok(fine.stroke < 0.5, `${fine.stroke}`)
    const across = [...fine.data.subarray(14 * 28, 15 * 28)].reduce((sum, value) => sum + value / 255, 0)
    assert.ok(across > 1.4 && across < 2.6, `${across}`)
  })

  test('nothing written: the contrast is said', () => {
    const random = numbers(9)
    const blank = { shape: [1, 64, 64], data: Float32Array.from({ length: 4096 }, () => 180) }
    assert.throws(
      () => digitImage(blank),
      (error: FormatError) => {
        assert.ok(error instanceof FormatError)
        assert.equal(error.code, 'no-ink')
        assert.equal(
          error.message,
          [
            'digitImage: there is no writing in this image.',
            '  the darkest or lightest parts differ from the paper by 0.0 of 255 grey levels; its noise is 0.0',
            '  needed: 12 levels, and 4 times the noise',
            '  Fix: write with a thick dark pen on light paper in even light, and let the digit fill most of the image. For an image that is not handwriting: asIs: true of imageFor, or --as-is.',
          ].join('\n'),
        )
        return true
      },
    )
    for (const noise of [4, 30, 90]) {
      const data = Float32Array.from({ length: 4096 }, () => 120 + noise * (random() + random() + random() - 1.5))
      assert.throws(() => digitImage({ shape: [1, 64, 64], data }), { code: 'no-ink' }, `noise ${noise}`)
    }
    // Light from a side is not ink either.
    const slope = Float32Array.from({ length: 4096 }, (_, i) => 100 + 2 * (i % 64))
    assert.throws(() => digitImage({ shape: [1, 64, 64], data: slope }), { code: 'no-ink' })
    assert.throws(() => digitImage({ shape: [1, 1, 1], data: [7] }), { code: 'no-ink' })
  })

  test('what is no image', () => {
    assert.throws(() => digitImage({ shape: [28, 28], data: new Uint8Array(784) }), {
      code: 'not-an-image',
      message: 'digitImage takes an image { shape: [channels, height, width], data }.\n  shape: 28×28, data: 784 numbers',
    })
    assert.throws(() => digitImage({ shape: [2, 1, 1], data: [1, 2] }), {
      code: 'wrong-channels',
      message: 'digitImage takes images with 1 channel (grey) or 3 (red, green, blue). Received: 2.',
    })
  })
})
