/**
 * The key to a colour map: a strip of its colours with ticks at round numbers. For `signed`, zero is always among them, and
 * marked.
 */
import { choiceOption, knownOptions, realOption } from '../errors/options.ts'
import { tickText } from '../text/numbers.ts'
import { type ColourMap, mapOption, writeColour } from './colourMap.ts'
import { baseline, type Figure, lineHeight, type Pen } from './pen.ts'
import { ticks } from './ticks.ts'
import { balanced, type Range, rangeOption } from './values.ts'

/** What the bar is the key to, and how it lies. */
export interface ColourBarOptions {
  readonly map: ColourMap
  /** The values of its ends. For `signed` it is made symmetric. */
  readonly range: Range
  /** CSS pixels. */
  readonly length: number
  readonly direction?: 'vertical' | 'horizontal'
  /** How a tick's number is written. */
  readonly format?: (value: number) => string
}

const thickness = 10
const font = { size: 11 }

/**
 * A colour map with its numbers, low at the left or the bottom. Vertical unless said otherwise.
 * @throws OptionError
 */
export function colourBar(options: ColourBarOptions): Figure {
  return barOf(options, (part, pixels, at) => writeColour(mapOption('colourBar', options.map), part, pixels, at))
}

/** The same with colours of your own: `paint` writes those of `part` (0 at the low end, 1 at the high one) into pixels. */
export function barOf(options: ColourBarOptions, paint: (part: number, pixels: Uint8ClampedArray, at: number) => void): Figure {
  const given = knownOptions('colourBar', options, ['map', 'range', 'length', 'direction', 'format'])
  const map = mapOption('colourBar', given.map)
  const range = balanced(rangeOption('colourBar', given.range), map)
  const length = Math.round(realOption('colourBar', 'length', given.length, { min: 8 }))
  const horizontal =
    choiceOption('colourBar', 'direction', given.direction ?? 'vertical', ['vertical', 'horizontal']) === 'horizontal'
  const [low, high] = range
  const marks = ticks(low, high, {
    write: given.format ?? tickText,
    // A digit is about 6.5 pixels wide; neighbours keep a little more than one apart.
    fits: (labels, apart) => apart * length >= (horizontal ? 6.5 * Math.max(...labels.map((label) => label.length)) + 10 : 22),
  }).map(({ value, label }) => ({ value, label, place: Math.round(((value - low) / (high - low)) * length) }))
  const widths = (pen: Pen) => marks.map(({ label }) => pen.widthOf(label, font))
  const line = lineHeight(font.size)
  return {
    measure(pen) {
      if (horizontal) return { width: length + 2, height: thickness + 8 + line }
      return { width: thickness + 10 + Math.ceil(Math.max(0, ...widths(pen))), height: length + line }
    },
    draw(pen, x, y) {
      const { theme } = pen
      const [left, top] = [x + 1, y + (horizontal ? 1 : Math.round(line / 2))]
      const [width, height] = horizontal ? [length, thickness] : [thickness, length]
      const pixels = new Uint8ClampedArray(4 * length).fill(255)
      for (let i = 0; i < length; i++) paint((horizontal ? i + 0.5 : length - i - 0.5) / length, pixels, 4 * i)
      // A hairline around it: its light end must not run into the page.
      pen.fill(left - 1, top - 1, width + 2, height + 2, theme.line)
      pen.raster(pixels, horizontal ? length : 1, horizontal ? 1 : length, { x: left, y: top, width, height }, false)
      const halves = widths(pen).map((one) => one / 2)
      marks.forEach(({ value, place, label }, i) => {
        const zero = map === 'signed' && value === 0
        const [mark, colour] = zero ? [5, theme.strong] : [3, theme.axis]
        const tone = zero ? theme.strong : theme.soft
        if (horizontal) {
          pen.fill(left + place - 0.5, top + thickness, 1, mark, colour)
          // The outermost labels stay within the strip's ends.
          const middle = Math.max(halves[i]!, Math.min(place, length - halves[i]!))
          pen.write(label, left + middle, top + thickness + 6 + baseline(font.size), font, tone, 'center')
        } else {
          const level = top + length - place
          pen.fill(left + thickness, level - 0.5, mark, 1, colour)
          pen.write(label, left + thickness + 8, level - Math.round(line / 2) + baseline(font.size), font, tone)
        }
      })
    },
  }
}
