/**
 * A table that fits its terminal: columns that matter least are left out where room is short, then long texts are cut;
 * numbers never are.
 */
import type { Paint } from './paint.ts'
import { cut, padEnd, padStart, textWidth } from './width.ts'

export interface Column {
  readonly head: string
  /** Numbers stand at the right. */
  readonly right?: boolean
  /** Where room is short, the column with the highest number goes first; a column without one stays. */
  readonly spare?: number
}

export interface TableOptions {
  readonly width: number
  readonly paint: Paint
  /** Below a rule: totals. */
  readonly foot?: readonly string[]
}

const gap = '  '

/** The lines of a table: head, rule, rows, and rule and foot where there is one. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], options: TableOptions): string[] {
  const { width, paint, foot } = options
  const layout = fitColumns(columns, foot ? [...rows, foot] : rows, width)
  const rule = paint.dim('─'.repeat(layout.total))
  return [
    paint.dim(
      lineOf(
        columns,
        columns.map(({ head }) => head),
        layout,
      ),
    ),
    rule,
    ...rows.map((row) => lineOf(columns, row, layout)),
    ...(foot ? [rule, paint.bold(lineOf(columns, foot, layout))] : []),
  ]
}

export interface Layout {
  /** Indices of the columns that are shown. */
  readonly shown: readonly number[]
  readonly widths: readonly number[]
  readonly total: number
}

/** Which columns are shown, and how wide each is. */
export function fitColumns(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): Layout {
  const widths = columns.map(({ head }, i) => Math.max(textWidth(head), ...rows.map((row) => textWidth(row[i] ?? ''))))
  let shown = columns.map((_, i) => i)
  const total = () => shown.reduce((sum, i) => sum + widths[i]! + gap.length, -gap.length)
  while (total() > width) {
    const spare = shown.reduce((most, i) => ((columns[i]!.spare ?? 0) > (columns[most]?.spare ?? 0) ? i : most), -1)
    if (spare < 0) break
    shown = shown.filter((i) => i !== spare)
  }
  for (const i of shown) if (!columns[i]!.right && total() > width) widths[i] = Math.max(4, widths[i]! - (total() - width))
  return { shown, widths, total: total() }
}

/** One line of a table. */
export function lineOf(columns: readonly Column[], cells: readonly string[], { shown, widths }: Layout): string {
  return shown
    .map((i) => {
      const text = cells[i] ?? ''
      return columns[i]!.right
        ? padStart(text, widths[i]!)
        : padEnd(textWidth(text) > widths[i]! ? cut(text, widths[i]!) : text, widths[i]!)
    })
    .join(gap)
    .trimEnd()
}
