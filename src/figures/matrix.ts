/**
 * A table of numbers with tinted cells: a confusion matrix above all. There the diagonal is a hundred times larger than the
 * rest, so it has a tint and a scale of its own, and the mistakes have theirs.
 */

import { OptionError, ShapeError } from '../errors/errors.ts'
import { choiceOption, knownOptions, realOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { numberText } from '../text/numbers.ts'
import { titled } from './layout.ts'
import { baseline, type Figure, type Font, lineHeight, type Pen } from './pen.ts'
import { contrast, mixed, type Theme } from './theme.ts'

/** The values, the names of rows and columns, and how cells are tinted. */
export interface MatrixOptions {
  readonly title?: string | undefined
  readonly subtitle?: string | undefined
  /** Line by line. */
  readonly values: readonly (readonly number[])[]
  readonly rows?: readonly string[] | undefined
  readonly columns?: readonly string[] | undefined
  /** What the rows and the columns are: 'actual', 'predicted'. */
  readonly rowLabel?: string | undefined
  readonly columnLabel?: string | undefined
  /** CSS pixels of a cell's side; it grows where a number needs it. */
  readonly cell?: number
  /** How a number is written; zeros off the diagonal are a dot by default. */
  readonly show?: (value: number, row: number, column: number) => string
  /**
   * 'offDiagonal' (usual for a square table): the diagonal and the rest each in a colour and a scale of its own. 'all': one for
   * all.
   */
  readonly tint?: 'all' | 'offDiagonal' | 'none'
}

const font: Font = { size: 12 }
const labelFont: Font = { size: 12 }

/**
 * A figure of a table.
 * @throws OptionError for an empty table, unknown options; ShapeError for lines or labels of different lengths
 */
export function matrix(options: MatrixOptions): Figure {
  const given = checked(options)
  const { values, rows = [], columns = [], rowLabel, columnLabel, cell = 34 } = given
  const [height, width] = [values.length, values[0]!.length]
  const tint = given.tint ?? (height === width && height > 1 ? 'offDiagonal' : 'all')
  const split = tint === 'offDiagonal'
  const show =
    given.show ?? ((value: number, r: number, c: number) => (value === 0 && split && r !== c ? '·' : numberText(value)))
  const most = (onDiagonal: boolean) =>
    Math.max(
      0,
      ...values.flatMap((line, r) =>
        line.filter((v, c) => Number.isFinite(v) && (!split || (r === c) === onDiagonal)).map(Math.abs),
      ),
    )
  const [mostOn, mostOff] = [most(true), most(false)]
  const words = values.map((line, r) => line.map((value, c) => show(value, r, c)))
  /** The tint of a cell; large differences are softened by a root, so that one mistake can still be seen beside fifty. */
  const tintOf = (theme: Theme, value: number, onDiagonal: boolean) => {
    const largest = split && !onDiagonal ? mostOff : mostOn
    if (tint === 'none' || !Number.isFinite(value) || value === 0 || largest === 0) return theme.background
    const part = Math.abs(value) / largest
    const colour = value < 0 || (split && !onDiagonal) ? theme.wrong : theme.accent
    return mixed(
      theme.background,
      colour,
      split && onDiagonal ? 0.12 + 0.28 * part : 0.1 + (deepest(theme, colour) - 0.1) * Math.sqrt(part),
    )
  }
  const layout = (pen: Pen) => {
    const side = Math.max(cell, ...words.flat().map((word) => Math.ceil(pen.widthOf(word, font)) + 10))
    const widest = (labels: readonly string[]) => Math.ceil(Math.max(0, ...labels.map((label) => pen.widthOf(label, labelFont))))
    // Names that are wider than a cell stand on a slant of 45°.
    const slanted = widest(columns) > side - 4
    const across = Math.ceil(widest(columns) * Math.SQRT1_2)
    const names = columns.length === 0 ? 0 : slanted ? across + 12 : lineHeight(12) + 4
    return {
      side,
      slanted,
      left: (rowLabel ? lineHeight(12) + 8 : 0) + (rows.length > 0 ? widest(rows) + 10 : 0),
      top: (columnLabel ? lineHeight(12) + 4 : 0) + names,
      right: slanted ? Math.max(0, across + 8 - Math.round(side / 2)) : 0,
    }
  }
  const figure: Figure = {
    measure(pen) {
      const { side, left, top, right } = layout(pen)
      return { width: left + width * (side + 1) - 1 + right, height: top + height * (side + 1) - 1 }
    },
    draw(pen, x, y) {
      const { theme } = pen
      const { side, left, top, slanted } = layout(pen)
      const [x0, y0, step] = [x + left, y + top, side + 1]
      const middle = Math.round((side - lineHeight(12)) / 2) + baseline(12)
      values.forEach((line, r) => {
        line.forEach((value, c) => {
          const tinted = tintOf(theme, value, r === c)
          // A cell without a tint is still a place.
          pen.fill(
            x0 + c * step,
            y0 + r * step,
            side,
            side,
            tinted === theme.background ? mixed(theme.background, theme.track, 0.6) : tinted,
          )
          const quiet = value === 0 || !Number.isFinite(value)
          pen.write(
            words[r]![c]!,
            x0 + c * step + side / 2,
            y0 + r * step + middle,
            font,
            quiet ? theme.soft : theme.strong,
            'center',
          )
        })
      })
      rows.forEach((label, r) => {
        pen.write(label, x0 - 10, y0 + r * step + middle, labelFont, theme.soft, 'right')
      })
      columns.forEach((label, c) => {
        const at = x0 + c * step + side / 2
        if (slanted) turned(pen, at + 3, y0 - 6, -Math.PI / 4, () => pen.write(label, 0, 0, labelFont, theme.soft))
        else pen.write(label, at, y0 - 4 - lineHeight(12) + baseline(12), labelFont, theme.soft, 'center')
      })
      const half = (count: number) => (count * step - 1) / 2
      if (columnLabel)
        pen.write(columnLabel, x0 + half(width), y + baseline(12), { size: 12, weight: 700 }, theme.strong, 'center')
      if (rowLabel)
        turned(pen, x + baseline(12), y0 + half(height), -Math.PI / 2, () =>
          pen.write(rowLabel, 0, 0, { size: 12, weight: 700 }, theme.strong, 'center'),
        )
    },
  }
  return given.title || given.subtitle ? titled(given.title ?? '', figure, { subtitle: given.subtitle }) : figure
}

/** How far a tint may go from the background: as far as the numbers on it can be read well (4.5 : 1). */
function deepest({ strong, background }: Theme, colour: string): number {
  const known = depths.get(background + colour)
  if (known !== undefined) return known
  let part = 0.9
  while (part > 0.1 && contrast(strong, mixed(background, colour, part)) < 4.5) part -= 0.01
  depths.set(background + colour, part)
  return part
}

/** What has been found once: there are two colours to a theme, and many cells. */
const depths = new Map<string, number>()

function turned({ context }: Pen, x: number, y: number, angle: number, draw: () => void): void {
  context.save()
  context.translate(x, y)
  context.rotate(angle)
  draw()
  context.restore()
}

function checked(options: MatrixOptions): MatrixOptions {
  const given = knownOptions('matrix', options, [
    'title',
    'subtitle',
    'values',
    'rows',
    'columns',
    'rowLabel',
    'columnLabel',
    'cell',
    'show',
    'tint',
  ])
  const { values, rows, columns } = given
  if (!Array.isArray(values) || values.some((line) => !Array.isArray(line)))
    throw wrongOption('matrix', 'values', values, say('a list of lists of numbers'))
  if (values.length === 0 || values[0].length === 0)
    throw new OptionError({
      code: 'empty',
      message: say('matrix has no values to draw.'),
      fix: say('pass at least one row with one number.'),
    })
  const lengths = values.map((line) => line.length)
  const odd = lengths.findIndex((length) => length !== lengths[0])
  if (odd >= 0)
    throw new ShapeError({
      code: 'ragged',
      message: say('matrix: the rows of values differ in length.'),
      numbers: [
        say('row 1 has {first} values, row {number} has {found}', { first: lengths[0]!, number: odd + 1, found: lengths[odd]! }),
      ],
      fix: say('give all rows the same length; NaN stands for a missing value.'),
    })
  for (const [name, labels, count] of [
    ['rows', rows, values.length],
    ['columns', columns, lengths[0]!],
  ] as const)
    if (labels !== undefined && labels.length !== count)
      throw new ShapeError({
        code: 'labels',
        message:
          name === 'rows'
            ? say('matrix: the number of row names ({named}) is not the number of rows ({count}).', {
                named: labels.length,
                count,
              })
            : say('matrix: the number of column names ({named}) is not the number of columns ({count}).', {
                named: labels.length,
                count,
              }),
        fix: say('name each of them, or leave out `{option}`.', { option: name }),
      })
  realOption('matrix', 'cell', given.cell ?? 34, { min: 8, max: 400 })
  if (given.tint !== undefined) choiceOption('matrix', 'tint', given.tint, ['all', 'offDiagonal', 'none'])
  if (given.show !== undefined && typeof given.show !== 'function')
    throw wrongOption('matrix', 'show', given.show, say('a function from a value to a string'))
  return given
}
