/**
 * Traces as text: the sum as one writes it out by hand, a window as a block of aligned products, one block a channel.
 * Numbers are shown to five significant digits; the trace itself has them whole. Padding stands in square brackets. The words
 * are English or Korean.
 */
import type { Language } from '../text/language.ts'
import type { ConvolutionGradientTrace, ConvolutionTrace, OutputTrace, PoolingGradientTrace, TracedElement } from './trace.ts'
import { type TraceWords, traceWords } from './traceWords.ts'

/** A number for people: five significant digits, a true minus sign. */
export function showNumber(value: number): string {
  const digits = Number.isInteger(value) && Math.abs(value) < 1e9 ? `${value}` : `${Number(value.toPrecision(5))}`
  return digits.replace('Infinity', '∞').replaceAll('-', '−')
}

/** In brackets where it is negative, as a factor or a later term of a sum. */
const factor = (value: number) => (value < 0 ? `(${showNumber(value)})` : showNumber(value))

/** `output[0, 1, 2, 3] = …`: the window, its sum written out, the bias or the division, the result. */
export function showOutputTrace(trace: OutputTrace, lang: Language = 'en'): string {
  const words: TraceWords = traceWords[lang]
  const { index, result, kind } = trace
  const lines = [`output[${index.join(', ')}] = ${showNumber(result)}`, showWindow(trace, words)]
  if (kind === 'convolution') lines.push(...convolutionLines(trace, words))
  else if (kind === 'max') {
    // no sum, so no brackets about what is negative
    const plain = ({ input, value }: TracedElement) => (input ? showNumber(value) : `[${showNumber(value)}]`)
    const shown = (element: TracedElement, k: number) => (k === trace.winner ? `→${plain(element)}` : plain(element))
    lines.push(...block(trace.elements, shown, '', '  '))
    const at = (k: number) => showPlace(trace.elements[k]!.kernel)
    lines.push(words.largest(showNumber(result), at(trace.winner), trace.ties.map(at)))
  } else {
    lines.push(...block(trace.elements, shownValue, '  ', ' + '))
    lines.push(`${words.sum(showNumber(trace.sum))} / ${trace.divisor} = ${showNumber(result)}`)
  }
  return lines.join('\n')
}

/** `dx[0, 1, 2, 3] = …`: a line for each window over the input, and the sum. */
export function showGradientTrace(trace: ConvolutionGradientTrace | PoolingGradientTrace, lang: Language = 'en'): string {
  const words: TraceWords = traceWords[lang]
  const { index, overlaps, result, kind } = trace
  const rows = overlaps.map((overlap) => {
    const terms =
      'contributions' in overlap
        ? overlap.contributions.map(({ weight, dy }) => `${factor(weight)} · ${factor(dy)}`).join(' + ')
        : kind !== 'max'
          ? `${showNumber(overlap.dy)} / ${overlap.divisor}`
          : overlap.sent
            ? words.winner
            : words.notWinner(showNumber(overlap.dy))
    return [
      `  ${words.windowAt(showPlace(overlap.output))}`,
      words.elementAt(showPlace(overlap.kernel)),
      terms,
      `= ${showNumber(overlap.part)}`,
    ]
  })
  const widths = [0, 1, 2].map((i) => Math.max(0, ...rows.map((row) => widthOf(row[i]!))))
  const padded = (cell: string, i: number) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(cell)))
  const lines = rows.map((row) => row.map(padded).join('  '))
  const sum = `${words.sum(overlaps.map(({ part }) => factor(part)).join(' + '))} = ${showNumber(result)}`
  return [
    `dx[${index.join(', ')}] = ${showNumber(result)}`,
    words.holding(overlaps.length, kind === 'convolution' && overlaps.length > 0),
    ...lines,
    ...(overlaps.length > 1 ? [sum] : []),
  ].join('\n')
}

/** How many columns a text takes where all letters are equally wide: those of Hangul take two. */
function widthOf(text: string): number {
  return text.length + (text.match(/[\uac00-\ud7a3]/g)?.length ?? 0)
}

const showPlace = (place: readonly number[]) => `[${place.join(', ')}]`

function convolutionLines({ products, sum, bias, result }: ConvolutionTrace, words: TraceWords): string[] {
  const channels = [...new Set(products.map(({ channel }) => channel))]
  // one width over all channels, so that the blocks stand under each other
  const weights = Math.max(...products.map(({ weight }) => factor(weight).length))
  const values = Math.max(...products.map((product) => shownValue(product).length))
  const lines = channels.flatMap((channel) => {
    const own = products.filter((product) => product.channel === channel)
    const input = own.find((product) => product.input)?.input?.[1]
    const title = channels.length > 1 ? [words.channel(input ?? channel)] : []
    const shown = (product: TracedElement) =>
      `${shownValue(product).padStart(values)} · ${factor((product as (typeof own)[number]).weight).padStart(weights)}`
    return [...title, ...block(own, shown, channel === channels[0] ? '  ' : '+ ', ' + ')]
  })
  return [...lines, `${words.sum(showNumber(sum))} + ${words.bias(factor(bias))} = ${showNumber(result)}`]
}

/** The elements of a window in its rows, joined; every row but the first begins as its `joint` does. */
function block<Element extends TracedElement>(
  elements: readonly Element[],
  shown: (element: Element, k: number) => string,
  start: string,
  joint: string,
): string[] {
  const cells = elements.map(shown)
  const width = Math.max(...cells.map((cell) => cell.length))
  const rows = new Map<number, string[]>()
  for (const [k, { kernel }] of elements.entries())
    rows.set(kernel[0], [...(rows.get(kernel[0]) ?? []), cells[k]!.padStart(width)])
  return [...rows.values()].map((row, i) => `  ${i === 0 || joint.trim() === '' ? start : joint.trimStart()}${row.join(joint)}`)
}

/** The value; in square brackets where it is padding. */
function shownValue({ input, value }: TracedElement): string {
  return input ? factor(value) : `[${showNumber(value)}]`
}

function showWindow({ box, row, columns: [from, to] }: OutputTrace, words: TraceWords): string {
  const range = (first: number, length: number) =>
    length === 1 ? showNumber(first) : `${showNumber(first)} … ${showNumber(first + length - 1)}`
  const { top, left, height, width, padded } = box
  return words.window({ rows: range(top, height), columns: range(left, width), padded, row, from, to })
}
