/**
 * How a training looks: on a terminal a bar with the newest numbers, drawn over; everywhere a lasting line per epoch, as a
 * table. Nothing here knows what is trained; events come in, text goes out.
 */
import { lossText, shareText, wholeText } from '../figures.ts'
import type { EpochMetrics, RunEvent } from '../runs.ts'
import { bar } from './bar.ts'
import { calmCountdown, spanLeft } from './numbers.ts'
import type { Screen } from './screen.ts'
import { type Column, fitColumns, lineOf } from './table.ts'
import { textWidth } from './width.ts'

export interface TrainView {
  /** The head of the table of epochs. */
  head(): void
  step(event: Extract<RunEvent, { kind: 'step' }>): void
  /** `earlier`: of a sitting before this one. */
  epoch(metrics: EpochMetrics, earlier?: boolean): void
}

/** Below so many columns the table has short heads. */
const narrow = 64

export function trainView(
  screen: Screen,
  epochs: number,
  looks: { readonly tested: boolean; readonly validated: boolean; readonly streamed: boolean },
): TrainView {
  const { tested, validated, streamed } = looks
  const { words, paint } = screen
  const says = words.train
  const countdown = calmCountdown()
  const number = (epoch: number) => `${String(epoch).padStart(String(epochs).length)}/${epochs}`

  // The layout is fixed by the widest values that come, so that lines stay under each other.
  const heads = screen.columns < narrow ? { ...says.head, ...says.shortHead } : says.head
  const columns: (Column & { readonly of: (metrics: EpochMetrics) => string; readonly widest: string })[] = [
    { head: heads.epoch, right: true, widest: number(epochs), of: ({ epoch }) => number(epoch) },
    { head: heads.loss, right: true, widest: '0.0000', of: ({ trainLoss }) => lossText(trainLoss) },
    { head: heads.trainError, right: true, spare: 2, widest: '10.00 %', of: ({ trainError }) => shareText(trainError) },
    ...(validated
      ? [
          {
            head: heads.validationError,
            right: true,
            widest: '10.00 %*',
            // The best epoch so far has a mark.
            of: ({ validationError, validationLoss, best }: EpochMetrics) =>
              `${validationError === undefined ? lossText(validationLoss!) : shareText(validationError)}${best ? '*' : ' '}`,
          },
        ]
      : []),
    ...(tested
      ? [{ head: heads.testError, right: true, widest: '10.00 %', of: ({ testError }: EpochMetrics) => shareText(testError) }]
      : []),
    { head: heads.speed, right: true, spare: 3, widest: '100,000', of: ({ imagesPerSecond }) => wholeText(imagesPerSecond) },
    ...(streamed
      ? [
          {
            head: heads.waited,
            right: true,
            spare: 4,
            widest: '10.00 %',
            of: (metrics: EpochMetrics) => shareText((metrics.waited ?? 0) / Math.max(1e-9, secondsOf(metrics))),
          },
        ]
      : []),
    { head: heads.seconds, right: true, spare: 1, widest: '00.0', of: (metrics) => secondsOf(metrics).toFixed(1) },
  ]
  const layout = fitColumns(columns, [columns.map(({ widest }) => widest)], screen.columns)
  let before = 0
  /** Seconds of this epoch: metrics count from the beginning of the training. */
  const secondsOf = ({ seconds }: EpochMetrics) => Math.max(0, seconds - before)

  return {
    head() {
      screen.print(
        paint.dim(
          lineOf(
            columns,
            columns.map(({ head }) => head),
            layout,
          ),
        ),
      )
    },
    step({ step, epochLoss, epochError, waitedShare, left }) {
      const wait = countdown(left, performance.now() / 1000)
      screen.show(() => {
        const share = step.step / step.steps
        const label = `${says.epoch} ${number(step.epoch)}`
        const done = `${String(Math.floor(100 * share)).padStart(3)} %`
        const room = Math.min(48, screen.columns - textWidth(label) - textWidth(done) - 3)
        const pieces = [
          `${paint.dim(says.loss)} ${lossText(epochLoss)}`,
          ...(epochError === undefined ? [] : [`${paint.dim(says.error)} ${shareText(epochError)}`]),
          says.speed(wholeText(step.imagesPerSecond)),
          ...(waitedShare === undefined ? [] : [says.waited(shareText(waitedShare))]),
          step.endOfEpoch && tested ? says.testing : says.left(spanLeft(wait, words)),
        ]
        return ['', `${label}  ${bar(share, Math.max(4, room), paint)}${done}`, ...flow(pieces, screen.columns - 1)]
      }, step.endOfEpoch)
    },
    epoch(metrics, earlier = false) {
      const line = lineOf(
        columns,
        columns.map(({ of }) => of(metrics)),
        layout,
      )
      screen.print(earlier ? paint.dim(line) : line)
      before = metrics.seconds
    },
  }
}

/** Pieces beside each other, three spaces apart, on as few lines as they need; a piece is never broken. */
export function flow(pieces: readonly string[], width: number, gap = '   '): string[] {
  const lines: string[] = []
  for (const piece of pieces) {
    const last = lines.at(-1)
    if (last !== undefined && textWidth(last + gap + piece) <= width) lines[lines.length - 1] = last + gap + piece
    else lines.push(piece)
  }
  return lines
}
