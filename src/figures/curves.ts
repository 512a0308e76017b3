/**
 * Curves over a common axis: losses, errors, accuracies. Quiet axes, hairlines only across, and each curve's name beside its
 * end, outside the plot, where it covers nothing. What is not a finite number is a gap in a curve, never a zero.
 */

import { booleanOption, choiceOption, knownOptions, realOption, wholeOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { axis, type ChartAxis, spread } from './axis.ts'
import { titled } from './layout.ts'
import { baseline, type Figure, type Font, lineHeight, type Pen } from './pen.ts'

/** One axis: its words and its ends, where they are not to be found from the points. */
export interface CurveAxis {
  readonly label?: string | undefined
  readonly min?: number | undefined
  readonly max?: number | undefined
}

/** One line of a diagram. */
export interface Curve {
  /** Written beside its end; curves of one name are named once, '' is not named. */
  readonly name: string
  /** [x, y], in the order in which they are joined. */
  readonly points: readonly (readonly [number, number])[]
  readonly style?: 'line' | 'faint' | 'dashed' | undefined
  /** A dot at each point. A point without neighbours always has one. */
  readonly markers?: boolean | undefined
  /** Which of the theme's colours, from 0; by default each name has its own. */
  readonly colour?: number | undefined
}

/** The lines, the axes and the size. */
export interface CurvesOptions {
  readonly title?: string | undefined
  readonly subtitle?: string | undefined
  readonly x?: CurveAxis & { readonly ticks?: 'whole' | undefined }
  readonly y?: CurveAxis & {
    readonly log?: boolean | undefined
    readonly format?: 'number' | 'percent' | ((value: number) => string) | undefined
  }
  readonly lines: readonly Curve[]
  /** Level lines to compare with. */
  readonly references?: readonly { readonly y: number; readonly name: string }[] | undefined
  /** CSS pixels of the whole, without titles: 640 × 300. It grows where the names need more height. */
  readonly width?: number
  readonly height?: number
}

const tickFont: Font = { size: 12 }
const nameFont: Font = { size: 12, weight: 700 }
const labelGap = 17

interface Label {
  readonly words: string
  readonly colour: string
  /** The end of the curve, as parts of the plot; none where the curve has no points. */
  readonly end: readonly [number, number] | undefined
  readonly font: Font
}

/**
 * A chart of curves.
 * @throws OptionError for what is unknown or wrong (an axis whose min is not below its max, a log axis that begins at 0)
 */
export function curves(options: CurvesOptions): Figure {
  const { title, subtitle, x = {}, y = {}, lines, references = [], width = 640, height: wanted = 300 } = checked(options)
  const names = [...new Set(lines.map(({ name }) => name))]
  // The names beside the plot need their lines, however many they are.
  const height = Math.max(wanted, (names.length + references.length) * labelGap + 72)
  const colourOf = (pen: Pen, line: Curve) =>
    pen.theme.series[(line.colour ?? names.indexOf(line.name)) % pen.theme.series.length]!
  const all = lines.flatMap(({ points }) => points)
  const yAxis = axis([...all.map((point) => point[1]), ...references.map((one) => one.y)], {
    ...y,
    fits: (_, apart) => apart * (height - 60) >= 38,
    margin: 0.05,
  })
  const xAxis = axis(
    all.filter((point) => yAxis.shows(point[1])).map((point) => point[0]),
    {
      ...x,
      whole: x.ticks === 'whole',
      fits: (labels, apart) => apart * (width - 120) >= 7 * Math.max(...labels.map(({ length }) => length)) + 18,
      margin: 0,
    },
  )
  const figure: Figure = {
    measure: () => ({ width: Math.ceil(width), height: Math.ceil(height) }),
    draw(pen, left, top) {
      const labels = labelsOf(pen, lines, references, xAxis, yAxis, colourOf)
      const room = Math.min(0.4 * width, Math.max(0, ...labels.map(({ words, font }) => pen.widthOf(words, font))))
      const plot = {
        left: left + Math.ceil(Math.max(...yAxis.ticks.map(({ label }) => pen.widthOf(label, tickFont)), 8)) + 10,
        right: left + width - (labels.length > 0 ? Math.ceil(room) + 16 : 12),
        top: top + (y.label ? lineHeight(12) + 8 : 8),
        bottom: top + height - lineHeight(12) - 6 - (x.label ? lineHeight(12) + 2 : 0),
      }
      const place = ([px, py]: readonly [number, number]): [number, number] => [
        plot.left + xAxis.at(px) * (plot.right - plot.left),
        plot.bottom - yAxis.at(py) * (plot.bottom - plot.top),
      ]
      drawAxes(pen, plot, xAxis, yAxis, x.label, y.label, left, top)
      pen.context.save()
      pen.context.beginPath()
      pen.context.rect(plot.left - 4, plot.top - 4, plot.right - plot.left + 8, plot.bottom - plot.top + 8)
      pen.context.clip()
      for (const { y: value } of references)
        if (isInside(yAxis, value)) {
          const level = plot.bottom - yAxis.at(value) * (plot.bottom - plot.top)
          pen.stroke(
            [
              [plot.left, level],
              [plot.right, level],
            ],
            pen.theme.soft,
            1.25,
            [5, 4],
          )
        }
      // Faint ones first: they lie under the others.
      for (const line of [...lines].sort((a, b) => Number(b.style === 'faint') - Number(a.style === 'faint')))
        drawCurve(pen, line, colourOf(pen, line), place, (point) => xAxis.shows(point[0]) && yAxis.shows(point[1]))
      pen.context.restore()
      drawLabels(pen, labels, plot, room)
    },
  }
  return title || subtitle ? titled(title ?? '', figure, { subtitle }) : figure
}

/** Whether a value can be shown and is not beyond the axis' ends. */
function isInside(on: ChartAxis, value: number): boolean {
  return on.shows(value) && on.at(value) >= 0 && on.at(value) <= 1
}

interface Plot {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function drawAxes(
  pen: Pen,
  plot: Plot,
  xAxis: ChartAxis,
  yAxis: ChartAxis,
  xLabel: string | undefined,
  yLabel: string | undefined,
  left: number,
  top: number,
): void {
  const { theme } = pen
  const half = Math.round(lineHeight(12) / 2)
  for (const { value, label } of yAxis.ticks) {
    const level = Math.round(plot.bottom - yAxis.at(value) * (plot.bottom - plot.top))
    pen.fill(plot.left, level - 0.5, plot.right - plot.left, 1, theme.line)
    pen.write(label, plot.left - 10, level - half + baseline(12), tickFont, theme.soft, 'right')
  }
  pen.fill(plot.left, plot.bottom - 0.5, plot.right - plot.left, 1, theme.axis)
  for (const { value, label } of xAxis.ticks) {
    const at = Math.round(plot.left + xAxis.at(value) * (plot.right - plot.left))
    pen.fill(at - 0.5, plot.bottom, 1, 4, theme.axis)
    pen.write(label, at, plot.bottom + 6 + baseline(12), tickFont, theme.soft, 'center')
  }
  if (yLabel) pen.write(yLabel, left, top + baseline(12), tickFont, theme.soft)
  if (xLabel)
    pen.write(
      xLabel,
      (plot.left + plot.right) / 2,
      plot.bottom + 8 + lineHeight(12) + baseline(12),
      tickFont,
      theme.soft,
      'center',
    )
}

/** The runs of neighbouring points that can be shown; a run of one is a dot. */
function drawCurve(
  pen: Pen,
  { points, style = 'line', markers }: Curve,
  colour: string,
  place: (point: readonly [number, number]) => [number, number],
  shows: (point: readonly [number, number]) => boolean,
): void {
  const runs: [number, number][][] = [[]]
  for (const point of points) {
    if (shows(point)) runs.at(-1)!.push(place(point))
    else if (runs.at(-1)!.length > 0) runs.push([])
  }
  pen.context.globalAlpha = style === 'faint' ? 0.35 : 1
  for (const run of runs) {
    if (run.length > 1) pen.stroke(run, colour, style === 'faint' ? 1.25 : 2, style === 'dashed' ? [6, 4] : [])
    if (markers || run.length === 1)
      for (const [x, y] of run) {
        if (style !== 'faint') pen.dot(x, y, 4.5, pen.theme.background)
        pen.dot(x, y, 3, colour)
      }
  }
  pen.context.globalAlpha = 1
}

function labelsOf(
  pen: Pen,
  lines: readonly Curve[],
  references: readonly { y: number; name: string }[],
  xAxis: ChartAxis,
  yAxis: ChartAxis,
  colourOf: (pen: Pen, line: Curve) => string,
): Label[] {
  const labels = new Map<string, Label>()
  for (const line of lines) {
    if (line.name === '' || (labels.has(line.name) && line.style === 'faint')) continue
    const last = line.points.filter(([x, y]) => xAxis.shows(x) && yAxis.shows(y)).at(-1)
    labels.set(line.name, {
      words: last ? line.name : `${line.name} –`,
      colour: colourOf(pen, line),
      end: last && [xAxis.at(last[0]), yAxis.at(last[1])],
      font: nameFont,
    })
  }
  const levels = references.filter(({ y, name }) => name !== '' && isInside(yAxis, y))
  return [
    ...labels.values(),
    ...levels.map(({ y, name }): Label => ({ words: name, colour: pen.theme.soft, end: [1, yAxis.at(y)], font: tickFont })),
  ]
}

/**
 * Names right of the plot, each at the height of its curve's end as far as they do not collide, with a hairline from a curve
 * that ends before.
 */
function drawLabels(pen: Pen, labels: readonly Label[], plot: Plot, room: number): void {
  const across = plot.right - plot.left
  const height = plot.bottom - plot.top
  const inside = (part: number) => Math.min(1, Math.max(0, part))
  const wishes = labels.map(({ end }) => (end ? plot.bottom - inside(end[1]) * height : plot.bottom))
  const places = spread(wishes, labelGap, plot.top, plot.bottom - 8)
  labels.forEach(({ words, colour, end, font }, i) => {
    const y = Math.round(places[i]!)
    if (end) {
      const from = [plot.left + inside(end[0]) * across, wishes[i]!] as const
      const far = Math.abs(y - from[1]) > 4
      if (from[0] < plot.right - 8 || far)
        pen.stroke(
          [
            [from[0] + 5, from[1]],
            [plot.right + (far ? 2 : 6), from[1]],
            [plot.right + 10, y],
          ],
          pen.theme.soft,
          1,
          [1, 3],
        )
    }
    pen.write(pen.shortened(words, font, room), plot.right + 13, y - Math.round(lineHeight(12) / 2) + baseline(12), font, colour)
  })
}

function checked(options: CurvesOptions): CurvesOptions {
  const given = knownOptions('curves', options, ['title', 'subtitle', 'x', 'y', 'lines', 'references', 'width', 'height'])
  const x = knownOptions('curves, x', given.x, ['label', 'min', 'max', 'ticks'])
  const y = knownOptions('curves, y', given.y, ['label', 'min', 'max', 'log', 'format'])
  if (x.ticks !== undefined) choiceOption('curves, x', 'ticks', x.ticks, ['whole'])
  if (y.log !== undefined) booleanOption('curves, y', 'log', y.log)
  if (y.format !== undefined && typeof y.format !== 'function')
    choiceOption('curves, y', 'format', y.format, ['number', 'percent'])
  for (const [name, { min, max }] of [
    ['x', x],
    ['y', y],
  ] as const) {
    const above = name === 'y' && y.log ? { min: 0, open: true } : {}
    if (min !== undefined) realOption(`curves, ${name}`, 'min', min, above)
    if (max !== undefined) realOption(`curves, ${name}`, 'max', max, min === undefined ? above : { min, open: true })
  }
  realOption('curves', 'width', given.width ?? 640, { min: 160 })
  realOption('curves', 'height', given.height ?? 300, { min: 100 })
  if (!Array.isArray(given.lines)) throw wrongOption('curves', 'lines', given.lines, say('a list of { name, points }'))
  given.lines.forEach((line, i) => {
    const owner = `curves, line ${i + 1}`
    knownOptions(owner, line, ['name', 'points', 'style', 'markers', 'colour'])
    if (typeof line.name !== 'string') throw wrongOption(owner, 'name', line.name, say('a string'))
    if (!Array.isArray(line.points) || line.points.some((point: unknown) => !Array.isArray(point) || point.length !== 2))
      throw wrongOption(owner, 'points', line.points, say('a list of [x, y]'))
    if (line.style !== undefined) choiceOption(owner, 'style', line.style, ['line', 'faint', 'dashed'])
    if (line.colour !== undefined) wholeOption(owner, 'colour', line.colour, { min: 0 })
  })
  given.references?.forEach((reference, i) => {
    knownOptions(`curves, reference ${i + 1}`, reference, ['y', 'name'])
    realOption(`curves, reference ${i + 1}`, 'y', reference.y)
  })
  return { ...given, x, y }
}
