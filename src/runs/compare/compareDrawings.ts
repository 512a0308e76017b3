/** The curves of several runs over each other: each run has a colour and a dash of its own, and its name at the curve's end. */
import { curves } from '../../figures/curves.ts'
import type { Figure } from '../../figures/pen.ts'
import { themes } from '../../figures/theme.ts'
import { extent } from '../../math/extent.ts'
import type { Language } from '../../text/language.ts'
import { type EpochMetrics, lastEpoch } from '../metrics.ts'
import type { RunOverview } from './overview.ts'

/** A drawing by its name. */
export interface ComparedDrawing {
  readonly name: 'error' | 'loss' | 'time' | 'rate'
  readonly figure: Figure
}

const words = {
  en: { epoch: 'epoch', error: 'error', loss: 'training loss', rate: 'learning rate', minutes: 'minutes', seconds: 'seconds' },
  ko: { epoch: '에포크', error: '오차율', loss: '학습 손실', rate: '학습률', minutes: '분', seconds: '초' },
} satisfies Record<Language, unknown>

type Point = readonly [number, number]
type Curve = Parameters<typeof curves>[0]['lines'][number]

/** Those for which any run has points. `names`: what each is called in the drawings. */
export function comparedDrawings(runs: readonly RunOverview[], names: readonly string[], lang: Language): ComparedDrawing[] {
  const says = words[lang]
  const long = Math.max(...runs.map(({ seconds }) => seconds)) > 240
  const unit = long ? 60 : 1
  const epochs = { label: says.epoch, min: 0, ticks: 'whole' as const }
  const time = { label: long ? says.minutes : says.seconds, min: 0 }
  const error = { label: says.error, format: 'percent' as const }
  return [
    ...one(
      'error',
      names,
      runs,
      epochs,
      error,
      ofEpochs((line) => [line.epoch, errorOf(line)]),
    ),
    ...one(
      'loss',
      names,
      runs,
      epochs,
      { label: says.loss },
      ofEpochs((line) => [line.epoch, line.trainLoss]),
    ),
    ...one(
      'time',
      names,
      runs,
      time,
      error,
      ofEpochs((line) => [line.seconds / unit, errorOf(line)]),
    ),
    ...one('rate', names, runs, epochs, { label: says.rate }, ratesOf),
  ]
}

/** Of one epoch: on test images, else on those of the validation, else in training. */
function errorOf({ testError, validationError, trainError }: EpochMetrics): number | undefined {
  return testError ?? validationError ?? trainError
}

function ofEpochs(pick: (line: EpochMetrics) => readonly [number, number | undefined]) {
  return ({ lines }: RunOverview): Point[] =>
    lines.flatMap((line) => {
      if (line.kind !== 'epoch') return []
      const [x, y] = pick(line)
      return y === undefined ? [] : [[x, y] as const]
    })
}

function ratesOf({ lines }: RunOverview): Point[] {
  const last = lastEpoch(lines)
  if (!last) return []
  const anEpoch = last.step / last.epoch
  return lines.flatMap((line) => (line.kind === 'test' ? [] : [[line.step / anEpoch, line.learningRate] as const]))
}

function one(
  name: ComparedDrawing['name'],
  names: readonly string[],
  runs: readonly RunOverview[],
  x: NonNullable<Parameters<typeof curves>[0]['x']>,
  y: NonNullable<Parameters<typeof curves>[0]['y']>,
  pointsOf: (run: RunOverview) => Point[],
): ComparedDrawing[] {
  const colours = themes.light.series.length
  const lines = runs.map((run, i): Curve => {
    const points = pointsOf(run)
    // After all colours are used, they come again with dashes.
    const style = i >= colours ? ('dashed' as const) : undefined
    return { name: names[i]!, points, colour: i % colours, style, markers: name !== 'rate' && points.length < 12 }
  })
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value)).filter(Number.isFinite)
  if (values.length === 0) return []
  const [least, largest] = extent(values)
  const log = name !== 'rate' && least > 0 && largest > 8 * least
  return [{ name, figure: curves({ x, y: { ...y, log }, lines, width: 460, height: 320 }) }]
}
