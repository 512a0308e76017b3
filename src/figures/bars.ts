/**
 * Level bars for parts of one: the probabilities of an answer, accuracies of classes. Each has its name before it and its
 * number behind it.
 */

import { OptionError } from '../errors/errors.ts'
import { knownOptions, realOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { percentText } from '../text/numbers.ts'
import { titled } from './layout.ts'
import { baseline, type Figure, type Font, lineHeight, type Pen } from './pen.ts'

export interface BarsOptions {
  readonly title?: string | undefined
  readonly subtitle?: string | undefined
  readonly rows: readonly {
    readonly label: string
    /** From 0 to 1. */
    readonly value: number
    /** In the accent's colour and in bold. */
    readonly strong?: boolean | undefined
  }[]
  /** How a number is written; as a percentage by default. */
  readonly format?: (value: number) => string
  /** CSS pixels of a full bar; 200 by default. */
  readonly length?: number
}

const thickness = 12
const pitch = 24

/** 93.1%; what is not quite nothing or not quite all is not rounded to it. */
function usualText(value: number): string {
  if (value > 0 && value < 0.0005) return '< 0.1%'
  return value > 0.9995 && value < 1 ? '> 99.9%' : percentText(value)
}

/**
 * A figure of bars.
 * @throws OptionError without rows, for a value that is not from 0 to 1, unknown options
 */
export function bars(options: BarsOptions): Figure {
  const {
    title,
    subtitle,
    rows,
    format = usualText,
    length = 200,
  } = knownOptions('bars', options, ['title', 'subtitle', 'rows', 'format', 'length'])
  if (!Array.isArray(rows)) throw wrongOption('bars', 'rows', rows, say('a list of { label, value }'))
  if (rows.length === 0)
    throw new OptionError({
      code: 'empty',
      message: say('bars has no rows to draw.'),
      fix: say('pass at least one, or leave out the figure.'),
    })
  rows.forEach((one, i) => {
    knownOptions(`bars, row ${i + 1}`, one, ['label', 'value', 'strong'])
    if (typeof one.label !== 'string') throw wrongOption(`bars, row ${i + 1}`, 'label', one.label, say('a string'))
    realOption(`bars, row ${i + 1}`, 'value', one.value, { min: 0, max: 1 })
  })
  realOption('bars', 'length', length, { min: 20 })
  const fontOf = (strong = false): Font => ({ size: 13, weight: strong ? 700 : 400 })
  const widest = (pen: Pen, words: (row: (typeof rows)[number]) => string) =>
    Math.ceil(Math.max(...rows.map((row) => pen.widthOf(words(row), fontOf(row.strong)))))
  const figure: Figure = {
    measure(pen) {
      const [labels, numbers] = [widest(pen, ({ label }) => label), widest(pen, ({ value }) => format(value))]
      return { width: labels + 12 + length + 12 + numbers, height: rows.length * pitch - (pitch - lineHeight(13)) }
    },
    draw(pen, x, y) {
      const { theme } = pen
      const left = x + widest(pen, ({ label }) => label) + 12
      const right = x + pen.sizeOf(this).width
      rows.forEach(({ label, value, strong }, i) => {
        const top = y + i * pitch
        const at = top + Math.round((lineHeight(13) - thickness) / 2)
        pen.write(label, left - 12, top + baseline(13), fontOf(strong), strong ? theme.strong : theme.soft, 'right')
        pen.fill(left, at, length, thickness, theme.track)
        // However small a value is, if it is not nothing it can be seen.
        pen.fill(left, at, value > 0 ? Math.max(1, value * length) : 0, thickness, strong ? theme.accent : theme.axis)
        pen.write(format(value), right, top + baseline(13), fontOf(strong), strong ? theme.strong : theme.soft, 'right')
      })
    },
  }
  return title || subtitle ? titled(title ?? '', figure, { subtitle }) : figure
}
