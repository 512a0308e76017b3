/**
 * For tests of figures: a real canvas to draw on, with its pixels and a list of the words that were written, and an image's
 * pixels from the bytes of a PNG file. Not an image comparison: fonts differ from machine to machine.
 */
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { type DrawingContext, type DrawOptions, drawOn, type Figure, type Size } from '../../src/figures.ts'

export interface Drawn {
  readonly size: Size
  /** What was written, in order, with its place in CSS pixels (as the pen gave it). */
  readonly words: readonly { readonly words: string; readonly x: number; readonly y: number }[]
  /** [red, green, blue, alpha] of a device pixel. */
  pixel(x: number, y: number): number[]
  /** How many pixels have this colour. */
  count(rgb: readonly number[]): number
}

/** Draws on a white canvas, at scale 1 if nothing else is said. */
export function drawn(figure: Figure, options?: DrawOptions, width = 1000, height = 1000): Drawn {
  const context = createCanvas(width, height).getContext('2d')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  const words: { words: string; x: number; y: number }[] = []
  const write = context.fillText.bind(context)
  context.fillText = (text, x, y) => {
    words.push({ words: text, x, y })
    write(text, x, y)
  }
  const size = drawOn(context as unknown as DrawingContext, figure, options)
  return { size, words, ...reader(context.getImageData(0, 0, width, height).data, width) }
}

/** The pixels of a PNG file, as another decoder than ours sees them. */
export async function decoded(png: Uint8Array): Promise<Pick<Drawn, 'pixel' | 'count'> & Size> {
  const image = await loadImage(png)
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, image.width, image.height)
  return { width: image.width, height: image.height, ...reader(data, image.width) }
}

function reader(data: Uint8ClampedArray, width: number): Pick<Drawn, 'pixel' | 'count'> {
  return {
    pixel: (x, y) => [...data.slice(4 * (y * width + x), 4 * (y * width + x) + 4)],
    count([r, g, b]) {
      let found = 0
      for (let i = 0; i < data.length; i += 4) if (data[i] === r && data[i + 1] === g && data[i + 2] === b) found++
      return found
    },
  }
}
