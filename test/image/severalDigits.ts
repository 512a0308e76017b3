/** Images of several digits: numbers in one to three rows, in one hand, on paper that is not evenly lit. */
import { type Colour, Drawing, numbers } from './drawing.ts'
import { digitStrokes, handwritten } from './glyphs.ts'

/** A drawn image of several digits, and what is written, row by row. */
export interface SeveralDigits {
  readonly drawing: Drawing
  readonly rows: readonly (readonly number[])[]
  /** Where the middle of each digit's strokes lies, in the order of reading: [down, across]. */
  readonly middles: readonly (readonly [number, number])[]
}

/** As the seed has it: rows, digits in a row, their size, their distance, the pen, the light, dark on light or not. */
export function severalDigits(seed: number): SeveralDigits {
  const random = numbers(seed, 77)
  const rows = Array.from({ length: 1 + Math.floor(3 * random()) }, () =>
    Array.from({ length: 2 + Math.floor(4 * random()) }, () => Math.floor(10 * random())),
  )
  const dark = random() < 0.75
  const tall = 60 + 60 * random()
  const pen = tall * (0.05 + 0.06 * random())
  const apart = 0.32 + 0.4 * random()
  const widest = Math.max(...rows.map((row) => row.length))
  const [height, width] = [Math.round(tall * (1.5 * rows.length + 0.8)), Math.round(tall * (widest * (0.75 + apart) + 0.9))]
  const [paper, ink]: readonly [Colour, Colour] = dark ? [[235, 233, 226], [30, 35, 60]] : [[40, 50, 45], [225, 228, 220]] // biome-ignore format: a line
  const drawing = new Drawing(height, width, paper)
  const middles: (readonly [number, number])[] = []
  rows.forEach((row, r) => {
    let left = tall * (0.3 + 0.3 * random())
    for (const digit of row) {
      const size = tall * (0.85 + 0.3 * random())
      const top = tall * (0.4 + 1.5 * r) + tall - size + 0.12 * tall * (2 * random() - 1)
      const strokes = handwritten(digitStrokes(digit, Math.floor(4 * random())), random)
      drawing.write(strokes, [left, top], size / 14, pen, ink)
      const middle = (k: 0 | 1) => {
        const places = strokes.flat().map((point) => point[k])
        return ((Math.min(...places) + Math.max(...places)) / 2) * (size / 14)
      }
      middles.push([top + middle(1), left + middle(0)])
      left += size * 0.71 + apart * tall * (0.8 + 0.4 * random())
    }
  })
  const slope = 0.4 * random()
  drawing.light((y, x) => 1 - (slope * (x / width + y / height)) / 2)
  drawing.noise(4, random)
  return { drawing, rows, middles }
}
