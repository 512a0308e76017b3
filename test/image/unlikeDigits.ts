/**
 * Images of 28 × 28 that are not digits, and that a network of digits should not answer: noise, patterns, garments drawn by
 * rule, letters by hand and in fonts. As MNIST stores its own: 0 is background, 255 full ink.
 */
import { digitImage } from '../../src/image.ts'
import { Drawing, numbers } from './drawing.ts'
import { handwritten, letterStrokes, letters, likeDigits } from './glyphs.ts'

type Random = () => number
/** An image from its row, its column, and both in −1 … 1. */
type Paint = (y: number, x: number, v: number, u: number) => number

const side = 28

function painted(paint: Paint): Uint8Array {
  return Uint8Array.from({ length: side * side }, (_, i) => {
    const [y, x] = [Math.floor(i / side), i % side]
    return Math.max(0, Math.min(255, Math.round(paint(y, x, (2 * y) / 27 - 1, (2 * x) / 27 - 1))))
  })
}

const bell = (random: Random) => Math.SQRT2 * (random() + random() + random() + random() + random() + random() - 3)

/** Noise and patterns, each from random numbers. */
export const patterns: Readonly<Record<string, (random: Random) => Uint8Array>> = {
  'uniform noise': (random) => painted(() => 255 * random()),
  'gaussian noise': (random) => painted(() => 128 + 64 * bell(random)),
  'sparse noise': (random) => {
    const share = 0.02 + 0.4 * random()
    return painted(() => (random() < share ? 255 * random() : 0))
  },
  blobs: (random) => {
    const grid = Array.from({ length: 25 }, () => 408 * random() - 50)
    return painted((y, x) => {
      const [a, b] = [Math.min(3, Math.floor((4 * y) / 27)), Math.min(3, Math.floor((4 * x) / 27))]
      const [p, q] = [(4 * y) / 27 - a, (4 * x) / 27 - b]
      const row = (r: number) => grid[5 * r + b]! * (1 - q) + grid[5 * r + b + 1]! * q
      return row(a) * (1 - p) + row(a + 1) * p
    })
  },
  stripes: (random) => {
    const [pace, angle, phase] = [0.3 + 2 * random(), 3.2 * random(), 6 * random()]
    return painted((y, x) => 127 + 127 * Math.sin(pace * (y * Math.cos(angle) + x * Math.sin(angle)) + phase))
  },
}

/** Garments' outlines, in −1 … 1 across and down. */
const garments: readonly ((v: number, u: number) => boolean)[] = [
  (v, u) => Math.abs(v) < 0.8 && (Math.abs(u) < 0.5 || (Math.abs(u) < 0.95 && v < -0.3)),
  (v, u) => Math.abs(u) < 0.45 && Math.abs(v) < 0.95 && !(v > -0.3 && Math.abs(u) < 0.08 + 0.05 * v),
  (v, u) => Math.abs(v) < 0.95 && Math.abs(u) < 0.25 + 0.3 * Math.max(0, v + 0.2),
  (v, u) => Math.abs(v) < 0.8 && (Math.abs(u) < 0.5 || (Math.abs(u) < 0.85 && v < 0.7)),
  (v, u) => (v > 0.1 + 0.15 * u && v < 0.55 && Math.abs(u) < 0.95) || (u < -0.3 && u > -0.95 && v > -0.3 && v < 0.5),
  (v, u) => (Math.abs(u) < 0.8 && v > -0.2 && v < 0.8) || (v < -0.1 && Math.abs(Math.hypot(2 * u, (v + 0.2) / 0.55) - 1) < 0.2),
  (v, u) => (u > -0.7 && u < 0 && v > -0.9 && v < 0.8) || (v > 0.3 && v < 0.8 && u > -0.7 && u < 0.85),
]

/** A shirt, trousers, a dress, a pullover, a shoe, a bag or a boot, in a cloth: shapes by rule, not photographs. */
export function garment(random: Random): Uint8Array {
  const outline = garments[Math.floor(garments.length * random())]!
  const [grey, weave, tall, wide] = [90 + 150 * random(), 20 * random(), 0.75 + 0.3 * random(), 0.75 + 0.3 * random()]
  const [flip, stripes, pace, across] = [random() < 0.5 ? -1 : 1, random() < 0.4 ? 60 : 0, 0.5 + 2 * random(), random() < 0.5]
  return painted((y, x, v, u) =>
    outline(v / tall, (flip * u) / wide) ? grey + weave * bell(random) + stripes * Math.sin(pace * (across ? x : y)) : 0,
  )
}

/** Letters by hand that look like no digit, or (`alike`) like one; `hands` of each. */
export function writtenLetters(hands: number, alike: boolean): Uint8Array[] {
  return letters
    .filter((letter) => letter in likeDigits === alike)
    .flatMap((letter) =>
      Array.from({ length: hands }, (_, hand) => {
        const random = numbers(hand, letter.charCodeAt(0), 3)
        const drawing = new Drawing(220, 200, [250, 250, 250])
        drawing.write(handwritten(letterStrokes(letter), random), [50, 40], 10, 6 + 8 * random(), [20, 20, 20])
        return digitImage(drawing.image()).data
      }),
    )
}
