/** Images drawn by plain code: strokes on paper of any colour, with the light, the shadows and the noise of a camera. */
import type { Strokes } from './glyphs.ts'

export type Colour = readonly [red: number, green: number, blue: number]

/** Repeatable numbers 0 … 1, others for each key. */
export function numbers(...key: readonly number[]): () => number {
  let state = 1
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  for (const one of key) state = (next() ^ Math.imul(one + 1, 0x85ebca6b)) >>> 0
  return () => next() / 2 ** 32
}

/** An image being drawn: red, green, blue and opacity (1: opaque) of each pixel, as real numbers. */
export class Drawing {
  readonly height: number
  readonly width: number
  readonly colours: Float32Array
  readonly opacity: Float32Array

  constructor(height: number, width: number, paper: Colour | undefined) {
    this.height = height
    this.width = width
    this.colours = Float32Array.from({ length: 3 * height * width }, (_, i) => paper?.[i % 3] ?? 0)
    this.opacity = new Float32Array(height * width).fill(paper ? 1 : 0)
  }

  /**
   * Strokes with a round pen of so many pixels: the glyphs' box (10 × 14) put at [left, top], `scale` pixels a unit. `texture` is
   * asked for each pixel how much of the ink stays there.
   */
  write(
    strokes: Strokes,
    [left, top]: readonly [number, number],
    scale: number,
    pen: number,
    ink: Colour,
    texture = () => 1,
  ): void {
    const cover = new Float32Array(this.height * this.width)
    for (const stroke of strokes)
      for (let i = 0; i < Math.max(1, stroke.length - 1); i++) {
        const [a, b] = [stroke[i]!, stroke[i + 1] ?? stroke[i]!]
        this.#line(cover, [left + a[0] * scale, top + a[1] * scale], [left + b[0] * scale, top + b[1] * scale], pen / 2)
      }
    for (let i = 0; i < cover.length; i++) if (cover[i]! > 0) this.blend(i, ink, Math.min(1, cover[i]!) * texture())
  }

  #line(cover: Float32Array, [ax, ay]: readonly [number, number], [bx, by]: readonly [number, number], radius: number): void {
    const [dx, dy] = [bx - ax, by - ay]
    const square = dx * dx + dy * dy
    const [from, to] = [
      Math.max(0, Math.floor(Math.min(ay, by) - radius - 1)),
      Math.min(this.height - 1, Math.ceil(Math.max(ay, by) + radius + 1)),
    ]
    const [first, last] = [
      Math.max(0, Math.floor(Math.min(ax, bx) - radius - 1)),
      Math.min(this.width - 1, Math.ceil(Math.max(ax, bx) + radius + 1)),
    ]
    for (let y = from; y <= to; y++)
      for (let x = first; x <= last; x++) {
        const along = square > 0 ? Math.max(0, Math.min(1, ((x + 0.5 - ax) * dx + (y + 0.5 - ay) * dy) / square)) : 0
        const off = Math.hypot(x + 0.5 - ax - along * dx, y + 0.5 - ay - along * dy)
        const i = y * this.width + x
        cover[i] = Math.max(cover[i]!, Math.max(0, Math.min(1, radius - off + 0.5)))
      }
  }

  /** Lays a colour on one pixel. */
  blend(i: number, colour: Colour, share: number): void {
    const under = this.opacity[i]!
    const all = share + under * (1 - share)
    if (all === 0) return
    for (let c = 0; c < 3; c++)
      this.colours[3 * i + c] = (colour[c]! * share + this.colours[3 * i + c]! * under * (1 - share)) / all
    this.opacity[i] = all
  }

  /** A colour wherever `where` says so (0 … 1). */
  fill(colour: Colour, where: (y: number, x: number) => number): void {
    for (let i = 0; i < this.opacity.length; i++) this.blend(i, colour, where(Math.floor(i / this.width), i % this.width))
  }

  /** The light on each pixel: what is there is multiplied by it. */
  light(factor: (y: number, x: number) => number): void {
    for (let i = 0; i < this.opacity.length; i++) {
      const one = factor(Math.floor(i / this.width), i % this.width)
      for (let c = 0; c < 3; c++) this.colours[3 * i + c]! *= one
    }
  }

  /** Noise of so many grey levels (a standard deviation), the same in all colours. */
  noise(size: number, random: () => number): void {
    for (let i = 0; i < this.opacity.length; i++) {
      const one = size * 2 * (random() + random() + random() - 1.5)
      for (let c = 0; c < 3; c++) this.colours[3 * i + c]! += one
    }
  }

  /** As `loadImage` gives it; of opaque images. */
  image(): { readonly shape: readonly number[]; readonly data: Float32Array } {
    const [size, bytes] = [this.opacity.length, this.bytes()]
    const data = Float32Array.from({ length: 3 * size }, (_, i) => bytes[4 * (i % size) + Math.floor(i / size)]!)
    return { shape: [3, this.height, this.width], data }
  }

  /** Bytes, red green blue and opacity of each pixel in turn. */
  bytes(): Uint8Array {
    const byte = (value: number) => Math.max(0, Math.min(255, Math.round(value)))
    return Uint8Array.from({ length: 4 * this.opacity.length }, (_, i) =>
      i % 4 === 3 ? byte(255 * this.opacity[i >> 2]!) : byte(this.colours[3 * (i >> 2) + (i % 4)]!),
    )
  }
}
