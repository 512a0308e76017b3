/** `striate summary`: the table of a model's layers, in the width of the terminal; with --json the same for programs. */
import { folderStorage } from '../../data.ts'
import { graphSvg, pairText, wholeText } from '../../figures.ts'
import { type OnnxOperation, onnxOperations } from '../../formats.ts'
import type { Model, SummaryRow } from '../../index.ts'
import { visibleText } from '../../plumbing.ts'
import type { Answer } from '../answer.ts'
import { modelOf } from '../modelOf.ts'
import type { Screen } from '../screen.ts'
import { type Column, table } from '../table.ts'
import { flow } from '../trainView.ts'
import { UsageError } from '../usageError.ts'

export const summary: Answer = async (screen, [word], options) => {
  const operations = await operationsIn(word as string)
  try {
    const { model } = await modelOf(word as string, screen.words)
    screen.event({ ...model.summary(), ...(operations && { operations }) })
    for (const line of summaryLines(model.summary(), screen)) screen.print(line)
    for (const line of operationLines(operations, screen)) screen.print(line)
    if (options.graph !== undefined) await writeGraph(screen, model, options.graph as string)
    return 0
  } catch (error) {
    // What cannot be translated is at least named, all of it.
    if (operations?.some(({ known }) => !known)) {
      screen.event({ event: 'operations', operations })
      for (const line of operationLines(operations, screen)) screen.print(line)
      screen.print()
    }
    throw error
  }
}

/** The graph as a picture. A file that is there is replaced if it was such a picture, too. */
async function writeGraph(screen: Screen, model: Model, path: string): Promise<void> {
  if (!/\.svg$/i.test(path))
    throw new UsageError({
      code: 'graph-name',
      message: screen.words.summary.graphName(path),
      fix: screen.words.summary.graphNameFix,
    })
  await folderStorage().write(path, new TextEncoder().encode(graphSvg(model, { lang: screen.lang })))
  screen.event({ event: 'graph', file: path })
  screen.print(`\n${screen.words.summary.graphWritten(visibleText(path))}`)
}

/** The operations of an ONNX file; undefined of anything else, and of what is no ONNX file: that is said by who reads it. */
async function operationsIn(word: string): Promise<readonly OnnxOperation[] | undefined> {
  if (!/\.onnx$/i.test(word)) return undefined
  const bytes = await folderStorage()
    .read(word)
    .catch(() => undefined)
  try {
    return bytes && onnxOperations(bytes, word)
  } catch {
    return undefined
  }
}

/** `Conv ×20, Relu ×17 …`, and those that are not known apart. */
function operationLines(operations: readonly OnnxOperation[] | undefined, { words, paint, columns }: Screen): string[] {
  if (!operations) return []
  const list = (known: boolean) =>
    operations
      .filter((one) => one.known === known)
      .map(({ op, domain, count }) => visibleText(`${domain && `${domain}.`}${op} ×${count}`))
  const line = (title: string, texts: readonly string[]) => {
    const pieces = texts.map((text, i) => (i < texts.length - 1 ? `${text},` : text))
    return texts.length > 0 ? flow([`${title}:`, ...pieces], columns, ' ') : []
  }
  return [
    '',
    ...line(words.summary.operations, list(true)),
    ...line(words.summary.unknown, list(false)).map((text) => paint.warn(text)),
  ]
}

const size = (shape: readonly number[]) => shape.join('×')

/** The table, headed by the model's name and input. */
export function summaryLines(
  {
    model,
    input,
    layers,
    outputs,
    totals,
  }: {
    model: string
    input: readonly number[]
    layers: readonly SummaryRow[]
    outputs: readonly string[]
    totals: { parameters: number; macs: number; bytes: number }
  },
  { words, paint, columns: width }: Screen,
): string[] {
  const { head, total, input: inputWord, misaligned } = words.summary
  // What a person needs least goes first where room is short.
  const columns: Column[] = [
    { head: head.layer },
    { head: head.kind, spare: 3 },
    { head: head.output },
    { head: head.parameters, right: true },
    { head: head.macs, right: true, spare: 1 },
    { head: head.bytes, right: true, spare: 5 },
    { head: head.field, right: true, spare: 2 },
    { head: head.jump, right: true, spare: 4 },
  ]
  const rows = layers.map(({ name, kind, output, parameters, macs, bytes, receptiveField: field }) => [
    visibleText(name),
    visibleText(kind),
    size(output),
    wholeText(parameters),
    wholeText(macs),
    wholeText(bytes),
    field ? pairText(field.size) + (field.misaligned ? '*' : '') : '–',
    field && field.jump[0] > 0 ? pairText(field.jump) : '–',
  ])
  const foot = [total, '', '', wholeText(totals.parameters), wholeText(totals.macs), wholeText(totals.bytes)]
  const lines = table(columns, rows, { width, paint, foot })
  const note = layers.some(({ receptiveField }) => receptiveField?.misaligned) ? [paint.dim(misaligned)] : []
  const ends = outputs.length > 1 ? [`${words.summary.outputs}: ${outputs.map(visibleText).join(', ')}`] : []
  return [`${paint.bold(visibleText(model))}   ${inputWord} ${size(input)}`, '', ...lines, ...note, ...ends]
}
