/**
 * Figures beside, below and around each other. A layout only adds up sizes: it is a figure like those in it, so layouts nest.
 * Gaps are in CSS pixels, and everything stands on whole ones, so that pixels and hairlines stay sharp.
 */

import { OptionError } from '../errors/errors.ts'
import { choiceOption, knownOptions, realOption, wholeOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { Figure, Pen } from './pen.ts'
import { text } from './text.ts'

/** How far apart, and how lined up. */
export interface LineOptions {
  /** Between neighbours; 24 in a row, 16 in a column. */
  readonly gap?: number
  /** Across the line: 'start' (top or left) by default. */
  readonly align?: 'start' | 'center' | 'end'
}

const shift = { start: 0, center: 0.5, end: 1 }

/** Side by side. @throws OptionError where there are no figures */
export function row(figures: readonly Figure[], options?: LineOptions): Figure {
  return line('row', figures, options, 24)
}

/** One below the other. @throws OptionError where there are no figures */
export function column(figures: readonly Figure[], options?: LineOptions): Figure {
  return line('column', figures, options, 16)
}

function line(owner: 'row' | 'column', figures: readonly Figure[], options: LineOptions | undefined, usual: number): Figure {
  checkFigures(owner, figures)
  const { gap = usual, align = 'start' } = knownOptions(owner, options, ['gap', 'align'])
  realOption(owner, 'gap', gap, { min: 0 })
  choiceOption(owner, 'align', align, ['start', 'center', 'end'])
  const along = owner === 'row' ? 'width' : 'height'
  const across = owner === 'row' ? 'height' : 'width'
  return {
    measure(pen) {
      const sizes = figures.map((figure) => pen.sizeOf(figure))
      const length = sizes.reduce((sum, size) => sum + size[along], 0) + gap * (figures.length - 1)
      const breadth = Math.max(...sizes.map((size) => size[across]))
      return owner === 'row' ? { width: length, height: breadth } : { width: breadth, height: length }
    },
    draw(pen, x, y) {
      const breadth = pen.sizeOf(this)[across]
      let at = 0
      for (const figure of figures) {
        const size = pen.sizeOf(figure)
        const aside = Math.round((breadth - size[across]) * shift[align])
        figure.draw(pen, x + (owner === 'row' ? at : aside), y + (owner === 'row' ? aside : at))
        at += size[along] + gap
      }
    },
  }
}

/** How many columns, and how far apart. */
export interface GridOptions {
  readonly columns: number
  /** Between columns and rows: one number, or [between rows, between columns]; 16 by default. */
  readonly gap?: number | readonly [number, number]
}

/** Line by line in columns: each column as wide as its widest, each row as high as its highest. @throws OptionError */
export function grid(figures: readonly Figure[], options: GridOptions): Figure {
  checkFigures('grid', figures)
  const { columns, gap = 16 } = knownOptions('grid', options, ['columns', 'gap'])
  wholeOption('grid', 'columns', columns)
  const [between, beside] = typeof gap === 'number' ? [gap, gap] : gap
  realOption('grid', 'gap', between, { min: 0 })
  realOption('grid', 'gap', beside, { min: 0 })
  const tracks = (pen: Pen) => {
    const sizes = figures.map((figure) => pen.sizeOf(figure))
    const widths = Array.from({ length: Math.min(columns, figures.length) }, (_, c) =>
      Math.max(...sizes.filter((_, i) => i % columns === c).map(({ width }) => width)),
    )
    const heights = Array.from({ length: Math.ceil(figures.length / columns) }, (_, r) =>
      Math.max(...sizes.slice(r * columns, (r + 1) * columns).map(({ height }) => height)),
    )
    return { widths, heights }
  }
  const sum = (lengths: readonly number[], space: number) => lengths.reduce((total, one) => total + one + space, 0)
  return {
    measure(pen) {
      const { widths, heights } = tracks(pen)
      return { width: sum(widths, beside) - beside, height: sum(heights, between) - between }
    },
    draw(pen, x, y) {
      const { widths, heights } = tracks(pen)
      figures.forEach((figure, i) => {
        const [r, c] = [Math.floor(i / columns), i % columns]
        figure.draw(pen, x + sum(widths.slice(0, c), beside), y + sum(heights.slice(0, r), between))
      })
    },
  }
}

/** With space around it: one number, or [top, right, bottom, left]. @throws OptionError */
export function padded(figure: Figure, space: number | readonly [number, number, number, number]): Figure {
  checkFigures('padded', [figure])
  const sides = typeof space === 'number' ? [space, space, space, space] : space
  if (!Array.isArray(sides) || sides.length !== 4)
    throw wrongOption('padded', say('the space'), space, say('a number, or four of them [top, right, bottom, left]'))
  const [top, right, bottom, left] = sides.map((side) => realOption('padded', say('the space'), side, { min: 0 })) as [
    number,
    number,
    number,
    number,
  ]
  return {
    measure(pen) {
      const { width, height } = pen.sizeOf(figure)
      return { width: left + width + right, height: top + height + bottom }
    },
    draw: (pen, x, y) => figure.draw(pen, x + left, y + top),
  }
}

/** What stands below the title and below the figure. */
export interface TitledOptions {
  readonly subtitle?: string | undefined
  /** Small print below. */
  readonly caption?: string | undefined
}

/** A figure with a title above it and, perhaps, small print below. Long texts are broken at the figure's width (at least 420). */
export function titled(title: string, figure: Figure, options?: TitledOptions): Figure {
  const { subtitle, caption } = knownOptions('titled', options, ['subtitle', 'caption'])
  checkFigures('titled', [figure])
  if (typeof title !== 'string') throw wrongOption('titled', say('the title'), title, say('a string'))
  /** The parts, when the figure's width is known: texts shrink to their own lines' width again. */
  const parts = (pen: Pen): { figure: Figure; space: number }[] => {
    const width = Math.max(420, pen.sizeOf(figure).width)
    const fitted = (words: string, size: number, weight: 400 | 700, tone: 'strong' | 'soft') =>
      text(pen.lines(words, { size, weight }, width).join('\n'), { size, weight, tone })
    return [
      ...(title ? [{ figure: fitted(title, 16, 700, 'strong'), space: subtitle ? 2 : 14 }] : []),
      ...(subtitle ? [{ figure: fitted(subtitle, 13, 400, 'soft'), space: 14 }] : []),
      { figure, space: caption ? 12 : 0 },
      ...(caption ? [{ figure: fitted(caption, 12, 400, 'soft'), space: 0 }] : []),
    ]
  }
  return {
    measure(pen) {
      const all = parts(pen)
      const sizes = all.map((part) => pen.sizeOf(part.figure))
      return {
        width: Math.max(...sizes.map(({ width }) => width)),
        height: sizes.reduce((sum, { height }, i) => sum + height + all[i]!.space, 0),
      }
    },
    draw(pen, x, y) {
      let at = y
      for (const { figure: part, space } of parts(pen)) {
        part.draw(pen, x, at)
        at += pen.sizeOf(part).height + space
      }
    },
  }
}

/** @throws OptionError unless these are figures, at least one */
export function checkFigures(owner: string, figures: readonly Figure[]): void {
  if (!Array.isArray(figures) || figures.some((one) => typeof one?.draw !== 'function' || typeof one.measure !== 'function'))
    throw wrongOption(
      owner,
      say('the figures'),
      figures,
      say('figures: values with measure and draw, as text(…) and image(…) make them'),
    )
  if (figures.length === 0)
    throw new OptionError({
      code: 'empty',
      message: say('{owner} has no figures to lay out.', { owner }),
      fix: say('pass at least one, or leave it out.'),
    })
}
