/**
 * The pen: a Canvas context together with a look, a family of fonts and the few strokes that all figures share: a line of text,
 * wrapped lines, a hairline, a raster of pixels. A figure is a plain value that can measure and draw itself with one. All
 * lengths are in CSS pixels; heights of text follow from its size alone, never from a font's own metrics, so that lines up stay
 * lined up.
 */

import { UnsupportedError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { visibleText } from '../errors/visibleText.ts'
import type { Theme } from './theme.ts'

// Whoever compiles without the DOM's types (a program for Node alone) gets these names empty, and no error.
declare global {
  interface CanvasRenderingContext2D {}
  interface OffscreenCanvasRenderingContext2D {}
  interface OffscreenCanvas {}
}

/** A page's canvas, a worker's, or that of `@napi-rs/canvas`, which has the same methods. */
export type DrawingContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** In CSS pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** What can be drawn: leaves, layouts and composites alike. `draw` puts its upper left corner at (x, y). */
export interface Figure {
  measure(pen: Pen): Size
  draw(pen: Pen, x: number, y: number): void
}

/** A size and a weight; the family is the pen’s. */
export interface Font {
  /** The size in CSS pixels. */
  readonly size: number
  readonly weight?: 400 | 700
}

/** Another canvas for pixels on their way; the host's own kind. */
export type CanvasMaker = (width: number, height: number) => { getContext(kind: '2d'): unknown }

export interface PenParts {
  readonly context: DrawingContext
  readonly theme: Theme
  /** CSS font families, as in `font`. */
  readonly family: string
  /** Device pixels to a CSS pixel. */
  readonly scale: number
  readonly makeCanvas?: CanvasMaker | undefined
}

/** The height of a line of text. */
export function lineHeight(size: number): number {
  return Math.round(size * 1.4)
}

/** From the top of a line to its baseline: capitals and digits (0.73 of the size) stand in the middle of the line. */
export function baseline(size: number): number {
  return Math.round((lineHeight(size) + 0.73 * size) / 2)
}

/** What figures draw with: a context, a theme, a family of fonts. */
export class Pen {
  readonly context: DrawingContext
  readonly theme: Theme
  readonly scale: number
  readonly #family: string
  readonly #makeCanvas: CanvasMaker | undefined
  readonly #sizes = new WeakMap<Figure, Size>()

  constructor({ context, theme, family, scale, makeCanvas }: PenParts) {
    this.context = context
    this.theme = theme
    this.scale = scale
    this.#family = family
    this.#makeCanvas = makeCanvas
  }

  /** A figure's size, measured once. */
  sizeOf(figure: Figure): Size {
    let size = this.#sizes.get(figure)
    if (!size) {
      size = figure.measure(this)
      this.#sizes.set(figure, size)
    }
    return size
  }

  /** The width of a line of text. */
  widthOf(words: string, font: Font): number {
    this.#use(font)
    return this.context.measureText(visibleText(words)).width
  }

  /** A line of text with its baseline at y; x is its left end, its middle or its right end. */
  write(words: string, x: number, y: number, font: Font, colour: string, align: 'left' | 'center' | 'right' = 'left'): void {
    this.#use(font)
    this.context.textAlign = align
    this.context.textBaseline = 'alphabetic'
    this.context.fillStyle = colour
    // A name may hold what turns the direction of the letters round.
    this.context.fillText(visibleText(words), x, y)
  }

  /** The words cut at the end, with "…", where they are wider than `width`. */
  shortened(words: string, font: Font, width: number): string {
    if (this.widthOf(words, font) <= width) return words
    const letters = [...words]
    while (letters.length > 1 && this.widthOf(`${letters.join('').trimEnd()}…`, font) > width) letters.pop()
    return `${letters.join('').trimEnd()}…`
  }

  /**
   * The lines of a text in a column: broken at '\n', at spaces, and between any two syllables of Korean (Chinese and Japanese
   * characters too), but not before closing punctuation. A word that is wider than the column is broken inside.
   */
  lines(words: string, font: Font, width = Infinity): string[] {
    const fits = (line: string) => this.widthOf(line.trimEnd(), font) <= width
    return words.split('\n').flatMap((paragraph) => {
      if (fits(paragraph)) return [paragraph.trimEnd()]
      const lines: string[] = []
      let line = ''
      for (const piece of pieces(paragraph)) {
        if (line !== '' && !fits(line + piece)) {
          lines.push(line.trimEnd())
          line = piece.trimStart()
        } else line += piece
        while (!fits(line) && [...line].length > 1) {
          let count = [...line].length - 1
          while (count > 1 && !fits([...line].slice(0, count).join(''))) count--
          lines.push([...line].slice(0, count).join(''))
          line = [...line].slice(count).join('')
        }
      }
      return [...lines, line.trimEnd()]
    })
  }

  /** A hairline or a thicker line through points; one device pixel stays sharp where it is level or upright. */
  stroke(points: readonly (readonly [number, number])[], colour: string, width = 1, dash: readonly number[] = []): void {
    const { context } = this
    context.strokeStyle = colour
    context.lineWidth = width
    context.lineJoin = 'round'
    context.lineCap = width > 1 && dash.length === 0 ? 'round' : 'butt'
    context.setLineDash([...dash])
    context.beginPath()
    // The first lineTo of a path only moves there.
    for (const [x, y] of points) context.lineTo(x, y)
    context.stroke()
    context.setLineDash([])
  }

  fill(x: number, y: number, width: number, height: number, colour: string): void {
    this.context.fillStyle = colour
    this.context.fillRect(x, y, width, height)
  }

  dot(x: number, y: number, radius: number, colour: string): void {
    this.context.fillStyle = colour
    this.context.beginPath()
    this.context.arc(x, y, radius, 0, 2 * Math.PI)
    this.context.fill()
  }

  /** RGBA bytes, [rows, columns, 4], stretched over a rectangle; crisp (each pixel a rectangle) or smooth. */
  raster(
    pixels: Uint8ClampedArray<ArrayBuffer>,
    columns: number,
    rows: number,
    place: { x: number; y: number; width: number; height: number },
    smooth: boolean,
  ): void {
    const canvas = (this.#makeCanvas ?? pageCanvas)(columns, rows)
    const small = canvas.getContext('2d') as DrawingContext
    const image = small.createImageData(columns, rows)
    image.data.set(pixels)
    small.putImageData(image, 0, 0)
    this.context.imageSmoothingEnabled = smooth
    this.context.imageSmoothingQuality = 'high'
    this.context.drawImage(canvas as unknown as CanvasImageSource, place.x, place.y, place.width, place.height)
  }

  #use({ size, weight = 400 }: Font): void {
    const font = `${weight} ${size}px ${this.#family}`
    // Setting a font is not free, even the same.
    if (this.context.font !== font) this.context.font = font
  }
}

/** A canvas of the page or the worker. @throws UnsupportedError where there is neither */
export function pageCanvas(width: number, height: number): OffscreenCanvas {
  if (typeof OffscreenCanvas === 'undefined')
    throw new UnsupportedError({
      code: 'no-canvas',
      message: say('there is no canvas here: this is neither a page nor Node with @napi-rs/canvas loaded.'),
      fix: say('in Node, await loadFonts() once before drawOn, or use renderPng.'),
    })
  return new OffscreenCanvas(width, height)
}

/** Where a line may be broken: each piece with the spaces that follow it. */
function pieces(paragraph: string): string[] {
  const syllable = '[\\u1100-\\u11ff\\u3040-\\u30ff\\u3130-\\u318f\\u4e00-\\u9fff\\uac00-\\ud7a3]'
  const closing = '[.,:;!?)\\]}’”…%·]*'
  return paragraph.match(new RegExp(`${syllable}${closing}\\s*|(?:(?!${syllable})\\S)+\\s*|\\s+`, 'gu')) ?? []
}
