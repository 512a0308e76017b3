/**
 * A small table of numbers as a figure: pixels, weights, sums, with a window marked in it and paddings in a softer tone. It is
 * what textbooks draw of a convolution. Images with too many pixels to read as numbers are figures/image.ts.
 */

import { column, row } from '../figures/layout.ts'
import type { Figure } from '../figures/pen.ts'
import { text } from '../figures/text.ts'
import { mixed } from '../figures/theme.ts'
import { numberText } from '../text/numbers.ts'

/** What `numberGrid` can be told. */
export interface NumberGridOptions {
  /** Line by line; undefined leaves a cell empty. */
  readonly values: readonly (readonly (number | undefined)[])[]
  /** CSS pixels of a cell's side; 30 by default. */
  readonly cell?: number
  /** Marked cells, [top, left, bottom, right], edges in cells: filled, with a line around them. */
  readonly box?: readonly [number, number, number, number] | undefined
  /** Written in the accent's colour and bold. */
  readonly strong?: (row: number, column: number) => boolean
  /** Written softly, on the empty ground: padding. */
  readonly soft?: (row: number, column: number) => boolean
  /** How a number is written. */
  readonly show?: (value: number) => string
}

/** A figure of numbers in cells. */
export function numberGrid({ values, cell = 30, box, strong, soft, show = numberText }: NumberGridOptions): Figure {
  const [rows, columns] = [values.length, values[0]?.length ?? 0]
  const size = cell >= 28 ? 13 : 11
  return {
    measure: () => ({ width: columns * cell + 2, height: rows * cell + 2 }),
    draw(pen, x, y) {
      const { theme } = pen
      const [left, top] = [x + 1, y + 1]
      const inBox = (r: number, c: number) => box !== undefined && r >= box[0] && c >= box[1] && r < box[2] && c < box[3]
      const marked = mixed(theme.background, theme.accent, 0.18)
      for (const [r, line] of values.entries())
        for (const [c, value] of line.entries()) {
          const ground = inBox(r, c) ? marked : soft?.(r, c) ? theme.track : theme.background
          pen.fill(left + c * cell, top + r * cell, cell, cell, ground)
          if (value === undefined) continue
          const loud = strong?.(r, c) ?? false
          const colour = loud ? theme.accent : soft?.(r, c) && !inBox(r, c) ? theme.soft : theme.strong
          const middle = top + (r + 0.5) * cell + 0.36 * size
          pen.write(show(value), left + (c + 0.5) * cell, middle, { size, weight: loud ? 700 : 400 }, colour, 'center')
        }
      for (let r = 0; r <= rows; r++)
        pen.stroke(
          [
            [left, top + r * cell],
            [left + columns * cell, top + r * cell],
          ],
          theme.axis,
          1,
        )
      for (let c = 0; c <= columns; c++)
        pen.stroke(
          [
            [left + c * cell, top],
            [left + c * cell, top + rows * cell],
          ],
          theme.axis,
          1,
        )
      if (!box) return
      const [t, l, b, r] = box
      const corners = [
        [t, l],
        [t, r],
        [b, r],
        [b, l],
        [t, l],
      ].map(([v, h]) => [left + h! * cell, top + v! * cell] as const)
      pen.stroke(corners, theme.accent, 2)
    },
  }
}

/** A figure with a few words above it. */
export function under(words: string, figure: Figure): Figure {
  return column([text(words, { size: 12, weight: 700 }), figure], { gap: 5 })
}

/** Figures in a row with signs between them, on one middle line. */
export function joined(...parts: readonly (Figure | string)[]): Figure {
  return row(
    parts.map((part) => (typeof part === 'string' ? text(part, { size: 18, tone: 'soft' }) : part)),
    { gap: 12, align: 'center' },
  )
}

/** Numbers in lines of so many, for `numberGrid`. */
export function lines(data: ArrayLike<number>, columns: number, from = 0, count = data.length - from): number[][] {
  return Array.from({ length: Math.ceil(count / columns) }, (_, r) =>
    Array.from({ length: Math.min(columns, count - r * columns) }, (_, c) => data[from + r * columns + c]!),
  )
}
