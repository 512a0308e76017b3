/** The key to a colour map: a strip of its colours with ticks at round numbers. For `signed`, zero is always among them, and marked. */
import { choiceOption, knownOptions, realOption } from '../tensor/options.ts'
import { type ColourMap, mapOption, writeColour } from './colourMap.ts'
import { ticks, tickText } from './numbers.ts'
import { baseline, type Figure, lineHeight, type Pen } from './pen.ts'
import { balanced, type Range, rangeOption } from './values.ts'

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
  const given = knownOptions('colourBar', options, ['map', 'range', 'length', 'direction', 'format'])
  const map = mapOption('colourBar', given.map)
  const range = balanced(rangeOption('colourBar', given.range), map)
  const length = Math.round(realOption('colourBar', 'length', given.length, { min: 8 }))
  const horizontal =
    choiceOption('colourBar', 'direction', given.direction ?? 'vertical', ['vertical', 'horizontal']) === 'horizontal'
  const [low, high] = range
  const { at, step } = ticks(low, high, Math.max(2, Math.floor(length / (horizontal ? 56 : 40))))
  const marks = at.map((value) => ({
    value,
    place: Math.round(((value - low) / (high - low)) * length),
    label: given.format ? given.format(value) : tickText(value, step),
  }))
  const widths = (pen: Pen) => marks.map(({ label }) => pen.widthOf(label, font))
  /** How far labels stand out over the left and the right end. */
  const over = (pen: Pen): [number, number] => {
    const all = widths(pen)
    const out = (far: (place: number, half: number) => number) =>
      Math.ceil(Math.max(0, ...marks.map(({ place }, i) => far(place, all[i]! / 2))))
    return [out((place, half) => half - place), out((place, half) => place + half - length)]
  }
  return {
    measure(pen) {
      if (!horizontal)
        return { width: thickness + 8 + Math.ceil(Math.max(0, ...widths(pen))), height: length + lineHeight(font.size) }
      const [left, right] = over(pen)
      return { width: left + length + right, height: thickness + 6 + lineHeight(font.size) }
    },
    draw(pen, x, y) {
      const pixels = new Uint8ClampedArray(4 * length).fill(255)
      for (let i = 0; i < length; i++) writeColour(map, (horizontal ? i + 0.5 : length - i - 0.5) / length, pixels, 4 * i)
      const { theme } = pen
      if (horizontal) {
        const left = x + over(pen)[0]
        pen.raster(pixels, length, 1, { x: left, y, width: length, height: thickness }, false)
        marks.forEach(({ value, place, label }) => {
          const zero = map === 'signed' && value === 0
          pen.fill(left + place - 0.5, y + thickness, 1, zero ? 5 : 3, zero ? theme.strong : theme.axis)
          pen.write(
            label,
            left + place,
            y + thickness + 5 + baseline(font.size),
            font,
            zero ? theme.strong : theme.soft,
            'center',
          )
        })
      } else {
        const top = y + Math.round(lineHeight(font.size) / 2)
        pen.raster(pixels, 1, length, { x, y: top, width: thickness, height: length }, false)
        marks.forEach(({ value, place, label }) => {
          const zero = map === 'signed' && value === 0
          const at = top + length - place
          pen.fill(x + thickness, at - 0.5, zero ? 5 : 3, 1, zero ? theme.strong : theme.axis)
          pen.write(
            label,
            x + thickness + 8,
            at - Math.round(lineHeight(font.size) / 2) + baseline(font.size),
            font,
            zero ? theme.strong : theme.soft,
          )
        })
      }
    },
  }
}
