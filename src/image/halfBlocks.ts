/**
 * An image as text for a terminal: two pixels a character, the upper one in the colour of "▀" and the lower one behind it.
 * Without colours, black and white are dithered to "▀", "▄", "█" and the space. It only makes lines; it neither writes them
 * nor asks what the terminal can do.
 */
import { choiceOption, knownOptions, wholeOption } from '../errors/options.ts'
import { luma } from './loadImage.ts'
import { type AnyImage, checkImage, resample } from './resize.ts'

/** How wide, and with which colours. */
export interface HalfBlocksOptions {
  /** The widest it may be, in characters. An image with fewer pixels in a row is not enlarged. Default 40. */
  columns?: number | undefined
  /**
   * 16 million colours, the 256 of xterm, or none (light pixels are drawn: for light on a dark terminal). Default 'truecolour'.
   */
  colour?: 'truecolour' | '256' | 'none' | undefined
}

const reset = '\x1b[0m'

/**
 * Lines of text, from top to bottom, each ⌈height / 2⌉ of them as wide as the image. `image` is [1 or 3, height, width],
 * with values 0 … 255; further channels are not shown. With colours each line ends with a reset.
 * @throws OptionError, ShapeError.
 */
export function halfBlocks(image: AnyImage, options?: HalfBlocksOptions): string[] {
  const owner = 'halfBlocks'
  const { columns = 40, colour = 'truecolour' } = knownOptions(owner, options, ['columns', 'colour'])
  wholeOption(owner, 'columns', columns)
  choiceOption(owner, 'colour', colour, ['truecolour', '256', 'none'])
  const [channels, height, width] = checkImage(owner, image)
  const across = Math.min(columns, width)
  const down = Math.max(1, Math.round((height * across) / width))
  const { data } = across === width ? image : resample(image, [0, 0, height, width], [down, across])
  const size = across * down
  if (colour === 'none')
    return dithered(luma(channels < 3 ? Array.from(data).slice(0, size) : data, channels < 3 ? 1 : 3), down, across)

  const level = (c: number, at: number) => Math.round(Math.min(255, Math.max(0, data[(channels < 3 ? 0 : c) * size + at]!)))
  const code = (at: number) => {
    const [r, g, b] = [level(0, at), level(1, at), level(2, at)]
    return colour === '256' ? `5;${nearest256(r, g, b)}` : `2;${r};${g};${b}`
  }
  return Array.from({ length: Math.ceil(down / 2) }, (_, line) => {
    let [text, before] = ['', '']
    for (let w = 0; w < across; w++) {
      const upper = 2 * line * across + w
      const lower = upper + across
      const now = lower < size ? `\x1b[38;${code(upper)};48;${code(lower)}m` : `\x1b[38;${code(upper)}m`
      text += now === before ? '▀' : `${now}▀`
      before = now
    }
    return text + reset
  })
}

/** Black and white, the error of each pixel handed on to its neighbours (Floyd and Steinberg 1976). */
function dithered(grey: Float32Array, height: number, width: number): string[] {
  const lit = new Uint8Array(height * width)
  for (let i = 0; i < lit.length; i++) {
    lit[i] = grey[i]! >= 128 ? 1 : 0
    const error = grey[i]! - 255 * lit[i]!
    const w = i % width
    const pass = (at: number, share: number) => {
      if (at < grey.length) grey[at]! += (error * share) / 16
    }
    if (w < width - 1) pass(i + 1, 7)
    if (w > 0) pass(i + width - 1, 3)
    pass(i + width, 5)
    if (w < width - 1) pass(i + width + 1, 1)
  }
  return Array.from({ length: Math.ceil(height / 2) }, (_, line) =>
    Array.from({ length: width }, (_, w) => {
      const upper = 2 * line * width + w
      return ' ▀▄█'[lit[upper]! + 2 * (lit[upper + width] ?? 0)]
    }).join(''),
  )
}

const steps = [0, 95, 135, 175, 215, 255]

/** The nearest of xterm's 6 × 6 × 6 colours (from 16) and 24 greys (from 232), by the sum of squares. */
function nearest256(r: number, g: number, b: number): number {
  const step = (value: number) =>
    steps.reduce((best, of, s) => (Math.abs(of - value) < Math.abs(steps[best]! - value) ? s : best), 0)
  const [i, j, k] = [step(r), step(g), step(b)]
  const grey = Math.min(23, Math.max(0, Math.round(((r + g + b) / 3 - 8) / 10)))
  const far = (x: number, y: number, z: number) => (x - r) * (x - r) + (y - g) * (y - g) + (z - b) * (z - b)
  const level = 8 + 10 * grey
  return far(level, level, level) < far(steps[i]!, steps[j]!, steps[k]!) ? 232 + grey : 16 + 36 * i + 6 * j + k
}
