/**
 * Traces as text: the sum as one writes it out by hand, a window as a block of aligned products, one block a channel.
 * Numbers are shown to five significant digits; the trace itself has them whole. Padding stands in square brackets.
 */
import type {
  ConvolutionGradientTrace,
  ConvolutionTrace,
  OutputTrace,
  PoolingGradientTrace,
  TracedBox,
  TracedElement,
} from './trace.ts'

/** A number for people: five significant digits, a true minus sign. */
export function showNumber(value: number): string {
  const digits = Number.isInteger(value) && Math.abs(value) < 1e9 ? `${value}` : `${Number(value.toPrecision(5))}`
  return digits.replace('Infinity', '∞').replaceAll('-', '−')
}

/** In brackets where it is negative, as a factor or a later term of a sum. */
const factor = (value: number) => (value < 0 ? `(${showNumber(value)})` : showNumber(value))

/** `output[0, 1, 2, 3] = …`: the window, its sum written out, the bias or the division, the result. */
export function showOutputTrace(trace: OutputTrace): string {
  const { index, box, row, columns, result, kind } = trace
  const lines = [
    `output[${index.join(', ')}] = ${showNumber(result)}`,
    `window: ${showBox(box)}; row ${row} of col, columns ${columns[0]} … ${columns[1]}`,
  ]
  if (kind === 'convolution') lines.push(...convolutionLines(trace))
  else if (kind === 'max') {
    // no sum, so no brackets about what is negative
    const plain = ({ input, value }: TracedElement) => (input ? showNumber(value) : `[${showNumber(value)}]`)
    const shown = (element: TracedElement, k: number) => (k === trace.winner ? `→${plain(element)}` : plain(element))
    lines.push(...block(trace.elements, shown, '', '  '))
    const { kernel } = trace.elements[trace.winner]!
    const ties = trace.ties.map((k) => `[${trace.elements[k]!.kernel.join(', ')}]`)
    const tied = ties.length ? `; as large, but later: ${ties.join(', ')}` : ''
    lines.push(`the largest is ${showNumber(result)}, at [${kernel.join(', ')}] of the window${tied}`)
  } else {
    lines.push(...block(trace.elements, shownValue, '  ', ' + '))
    lines.push(`sum ${showNumber(trace.sum)} / ${trace.divisor} = ${showNumber(result)}`)
  }
  return lines.join('\n')
}

/** `dx[0, 1, 2, 3] = …`: a line for each window over the input, and the sum. */
export function showGradientTrace(trace: ConvolutionGradientTrace | PoolingGradientTrace): string {
  const { index, overlaps, result, kind } = trace
  const count = `${overlaps.length} window${overlaps.length === 1 ? '' : 's'} ${overlaps.length === 1 ? 'holds' : 'hold'} this input`
  const rows = overlaps.map((overlap) => {
    const terms =
      'contributions' in overlap
        ? overlap.contributions.map(({ weight, dy }) => `${factor(weight)} · ${factor(dy)}`).join(' + ')
        : kind !== 'max'
          ? `${showNumber(overlap.dy)} / ${overlap.divisor}`
          : overlap.sent
            ? 'the winner: dy'
            : `not the winner (dy ${showNumber(overlap.dy)})`
    return [
      `  window [${overlap.output.join(', ')}]`,
      `at [${overlap.kernel.join(', ')}]`,
      terms,
      `= ${showNumber(overlap.part)}`,
    ]
  })
  const widths = [0, 1, 2].map((i) => Math.max(0, ...rows.map((row) => row[i]!.length)))
  const lines = rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  '))
  const form = kind === 'convolution' ? ' (weight · dy, a term a filter)' : ''
  const sum = overlaps.length > 1 ? [`sum ${overlaps.map(({ part }) => factor(part)).join(' + ')} = ${showNumber(result)}`] : []
  return [`dx[${index.join(', ')}] = ${showNumber(result)}`, `${count}${overlaps.length ? form : ''}`, ...lines, ...sum].join(
    '\n',
  )
}

function convolutionLines({ products, sum, bias, result }: ConvolutionTrace): string[] {
  const channels = [...new Set(products.map(({ channel }) => channel))]
  // one width over all channels, so that the blocks stand under each other
  const weights = Math.max(...products.map(({ weight }) => factor(weight).length))
  const values = Math.max(...products.map((product) => shownValue(product).length))
  const lines = channels.flatMap((channel) => {
    const own = products.filter((product) => product.channel === channel)
    const input = own.find((product) => product.input)?.input?.[1]
    const title = channels.length > 1 ? [`channel ${input ?? channel}`] : []
    const shown = (product: TracedElement) =>
      `${shownValue(product).padStart(values)} · ${factor((product as (typeof own)[number]).weight).padStart(weights)}`
    return [...title, ...block(own, shown, channel === channels[0] ? '  ' : '+ ', ' + ')]
  })
  return [...lines, `sum ${showNumber(sum)} + bias ${factor(bias)} = ${showNumber(result)}`]
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

function showBox({ top, left, height, width, padded }: TracedBox): string {
  const range = (from: number, length: number) =>
    length === 1 ? showNumber(from) : `${showNumber(from)} … ${showNumber(from + length - 1)}`
  const sides = ['at the top', 'at the left', 'at the bottom', 'at the right'].flatMap((side, i) =>
    padded[i]! > 0 ? [`${padded[i]} ${side}`] : [],
  )
  return `rows ${range(top, height)}, columns ${range(left, width)}${sides.length ? ` (padding: ${sides.join(', ')})` : ''}`
}
