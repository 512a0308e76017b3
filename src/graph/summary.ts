/** The table of a model: what every layer outputs, holds and costs, and what one of its units sees of the image. */

import { visibleText } from '../errors/visibleText.ts'
import { pairText, wholeText } from '../text/numbers.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'
import { describeInput, type ModelInput } from './modelInput.ts'
import type { JoinedNodes } from './node.ts'
import { type ReceptiveField, receptiveFields } from './receptiveField.ts'

/** What one layer outputs, holds and costs. */
export interface SummaryRow {
  readonly name: string
  readonly kind: string
  readonly output: Shape
  readonly parameters: number
  /** Multiply-adds an image. */
  readonly macs: number
  /** Of the output of one image, in float32. */
  readonly bytes: number
  readonly receptiveField: ReceptiveField | null
}

/** The table of a model, as numbers; `toString` and `console.log` print it. */
export interface Summary {
  readonly model: string
  readonly input: Shape
  /** What it knows of its images; null where no one has said it. */
  readonly images: ModelInput | null
  readonly layers: readonly SummaryRow[]
  /** The names of the layers that are outputs, the main one first. */
  readonly outputs: readonly string[]
  /** `bytes` are those of all outputs of one image; `parameterBytes` those of the weights. */
  readonly totals: { readonly parameters: number; readonly macs: number; readonly bytes: number; readonly parameterBytes: number }
  /** The table as text. */
  toString(): string
}

export function summarize(model: JoinedNodes & { readonly input: ModelInput | undefined }): Summary {
  const fields = receptiveFields(model)
  const layers = model.nodes.map(
    (node, i): SummaryRow => ({
      name: node.name,
      kind: node.layer.kind,
      output: node.shape,
      parameters: Object.values(node.parameters).reduce((sum, { shape }) => sum + sizeOf(shape), 0),
      macs: node.macs,
      bytes: 4 * sizeOf(node.shape),
      receptiveField: fields[i] ?? null,
    }),
  )
  const total = (pick: (row: SummaryRow) => number) => layers.reduce((sum, row) => sum + pick(row), 0)
  const parameters = total((row) => row.parameters)
  const totals = { parameters, macs: total((row) => row.macs), bytes: total((row) => row.bytes), parameterBytes: 4 * parameters }
  const outputs = model.outputs.map((position) => model.nodes[position]!.name)
  const summary = { model: model.name, input: model.inputShape, images: model.input ?? null, layers, outputs, totals }
  // Not enumerable, so that the summary is its own JSON. The second is what Node's console.log asks for.
  const text = { value: () => print(summary) }
  return Object.defineProperties(summary, { toString: text, [Symbol.for('nodejs.util.inspect.custom')]: text }) as Summary
}

function print({ model, input, images, layers, outputs, totals }: Summary): string {
  const head = ['layer', 'kind', 'output', 'parameters', 'MACs', 'bytes', 'field', 'jump']
  const rows = layers.map((row) => [
    visibleText(row.name),
    visibleText(row.kind),
    showShape(row.output),
    wholeText(row.parameters),
    wholeText(row.macs),
    wholeText(row.bytes),
    row.receptiveField ? pairText(row.receptiveField.size) + (row.receptiveField.misaligned ? '*' : '') : '–',
    row.receptiveField && row.receptiveField.jump[0] > 0 ? pairText(row.receptiveField.jump) : '–',
  ])
  const sum = ['total', '', '', wholeText(totals.parameters), wholeText(totals.macs), wholeText(totals.bytes), '', '']
  const widths = head.map((_, i) => [head, ...rows, sum].reduce((width, row) => Math.max(width, row[i]!.length), 0))
  const line = (row: readonly string[]) =>
    row
      .map((text, i) => (i < 3 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!)))
      .join('  ')
      .trimEnd()
  const rule = '─'.repeat(widths.reduce((a, b) => a + b + 2, -2))
  const note = layers.some((row) => row.receptiveField?.misaligned)
    ? ['* paths of different stride or centre meet: the hull of what they see']
    : []
  const ends = outputs.length > 1 ? [`outputs: ${outputs.map(visibleText).join(', ')}`] : []
  return [
    `${visibleText(model)}   input ${showShape(input)}`,
    ...(images ? [visibleText(`images: ${describeInput(images)}`)] : []),
    rule,
    line(head),
    rule,
    ...rows.map(line),
    rule,
    line(sum),
    ...note,
    ...ends,
  ].join('\n')
}
