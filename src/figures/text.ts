/**
 * Words as a figure: one line, or a column of lines that is as wide as it is told to be. Every other figure writes through this
 * or the pen.
 */

import { choiceOption, knownOptions, realOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { baseline, type Figure, lineHeight } from './pen.ts'
import type { Theme } from './theme.ts'

/** How strongly words stand out. */
export type Tone = 'strong' | 'soft' | 'accent' | 'right' | 'wrong'

/** Size, weight, tone, and the width at which lines are broken. */
export interface TextOptions {
  /** CSS pixels; 14 by default. */
  readonly size?: number
  readonly weight?: 400 | 700
  readonly tone?: Tone
  /** The column's width in CSS pixels: longer lines are broken. Without it, lines end only at '\n'. */
  readonly width?: number
  readonly align?: 'left' | 'center' | 'right'
}

/**
 * A figure of words. Latin text is broken at spaces, Korean at any syllable; '\n' always breaks. With `width`, it is that
 * wide, however short the words.
 * @throws OptionError for words that are not text and options that are not known
 */
export function text(words: string, options?: TextOptions): Figure {
  if (typeof words !== 'string') throw wrongOption('text', say('the words'), words, say('a string'))
  const {
    size = 14,
    weight = 400,
    tone = 'strong',
    width,
    align = 'left',
  } = knownOptions('text', options, ['size', 'weight', 'tone', 'width', 'align'])
  realOption('text', 'size', size, { min: 1, max: 400 })
  if (weight !== 400 && weight !== 700) throw wrongOption('text', 'weight', weight, say('400 or 700'))
  const colour: keyof Theme = choiceOption('text', 'tone', tone, ['strong', 'soft', 'accent', 'right', 'wrong'])
  choiceOption('text', 'align', align, ['left', 'center', 'right'])
  if (width !== undefined) realOption('text', 'width', width, { min: 0, open: true })
  const font = { size, weight }
  const line = lineHeight(size)
  return {
    measure(pen) {
      const lines = pen.lines(words, font, width)
      return { width: Math.ceil(width ?? Math.max(...lines.map((one) => pen.widthOf(one, font)))), height: lines.length * line }
    },
    draw(pen, x, y) {
      const { width: room } = pen.sizeOf(this)
      const start = x + { left: 0, center: room / 2, right: room }[align]
      pen.lines(words, font, width).forEach((one, i) => {
        pen.write(one, start, y + i * line + baseline(size), font, pen.theme[colour], align)
      })
    },
  }
}
