/**
 * metrics.jsonl: how a training went, a JSON value per line. Lines of the kind 'epoch' close an epoch; lines of the kind
 * 'steps' lie within, about twenty an epoch. Lines are only added; a run that goes on from a checkpoint first drops those
 * that the checkpoint does not know, and a last line that a crash has torn.
 */

import { FormatError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { type Fields, fieldsOf } from './fields.ts'

/** Means over the steps since the line before. Errors are fractions, of labels said wrongly; none for data without labels. */
export interface StepsMetrics {
  readonly kind: 'steps'
  readonly epoch: number
  readonly step: number
  readonly trainLoss: number
  readonly trainError?: number | undefined
  readonly learningRate: number
  readonly imagesPerSecond: number
  /** How long these steps waited for their images, in seconds; only of streamed data. */
  readonly waited?: number | undefined
  /** Of training since its beginning; testing, checkpoints and breaks are not counted. */
  readonly seconds: number
  /** When, in milliseconds since 1970. */
  readonly time: number
}

/** Of one epoch. `train…` are means over its batches as they were trained on: augmented, and by the network as it was then. */
export interface EpochMetrics extends Omit<StepsMetrics, 'kind'> {
  readonly kind: 'epoch'
  /** On the images of the validation, where there is one; and whether no epoch before had a loss as low. */
  readonly validationLoss?: number | undefined
  readonly validationError?: number | undefined
  readonly best?: boolean | undefined
  /** The training ended here, because the validation loss had not fallen for long enough. */
  readonly stopped?: boolean | undefined
  /** On the test images, where there is no validation. */
  readonly testLoss?: number | undefined
  readonly testError?: number | undefined
}

/** How a run with a validation did on its test images, which it met once: with the weights that it ends with. */
export interface TestMetrics {
  readonly kind: 'test'
  /** Of whose end the weights are. */
  readonly epoch: number
  /** The training's last. */
  readonly step: number
  readonly testLoss: number
  readonly testError?: number | undefined
  readonly time: number
}

/** One line of metrics.jsonl. */
export type MetricsLine = StepsMetrics | EpochMetrics | TestMetrics

export function metricsText(lines: readonly MetricsLine[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

/**
 * The lines of a file up to a step (all without it). What a crash leaves, which is no JSON or no line of metrics, is left out.
 * `path` is for messages. @throws FormatError where a line has a field that no line has
 */
export function parseMetrics(text: string, path = 'metrics.jsonl', upTo = Number.POSITIVE_INFINITY): MetricsLine[] {
  return text.split('\n').flatMap((line, index) => {
    const value = parsed(line)
    return value && value.step <= upTo ? [checkedLine(value, path, index + 1)] : []
  })
}

/** How the run does on its test images: as it was tested at its end, or after its newest epoch. */
export function lastTest(lines: readonly MetricsLine[]): Partial<Pick<TestMetrics, 'testLoss' | 'testError'>> {
  return lines.filter((line) => line.kind === 'test').at(-1) ?? lastEpoch(lines) ?? {}
}

/**
 * The epoch whose weights a training has: with `patience` the one with the lowest validation loss, else the newest.
 */
export function keptEpoch(
  lines: readonly MetricsLine[],
  { patience }: { readonly patience?: number | undefined },
): EpochMetrics | undefined {
  const best = patience === undefined ? undefined : lines.filter((line) => line.kind === 'epoch' && line.best).at(-1)
  return (best as EpochMetrics | undefined) ?? lastEpoch(lines)
}

/** The newest line that closes an epoch. */
export function lastEpoch(lines: readonly MetricsLine[]): EpochMetrics | undefined {
  return lines.filter((line) => line.kind === 'epoch').at(-1)
}

type Line = Readonly<Record<string, unknown>> & { readonly step: number }

function parsed(line: string): Line | undefined {
  try {
    const value = JSON.parse(line)
    return kinds.includes(value?.kind) && Number.isInteger(value.step) ? value : undefined
  } catch {
    return undefined
  }
}

/** Where a loss or an error was no number (NaN), JSON has null. */
const kinds: readonly unknown[] = ['steps', 'epoch', 'test']
const measured = {
  steps: ['trainLoss', 'trainError'],
  epoch: ['trainLoss', 'trainError', 'validationLoss', 'validationError', 'testLoss', 'testError'],
  test: ['testLoss', 'testError'],
} as const

function checkedLine(value: Line, path: string, number: number): MetricsLine {
  const fields = fieldsOf(
    value,
    (why) =>
      new FormatError({
        code: 'not-metrics',
        message: say('{path}: line {number} is not a line of metrics: {why}.', { path, number, why }),
        fix: say('restore the file from a backup, or remove that line.'),
        details: { path, line: number },
      }),
  )
  fields.whole('step')
  fields.whole('epoch', { min: 1 })
  const kind = fields.word('kind', ['steps', 'epoch', 'test'])
  for (const name of kind === 'test' ? ['time'] : ['learningRate', 'imagesPerSecond', 'seconds', 'time']) fields.real(name)
  if (fields.has('waited')) fields.real('waited')
  for (const name of ['best', 'stopped']) if (fields.has(name)) fields.truth(name)
  const needed = kind === 'test' ? 'testLoss' : 'trainLoss'
  const unmeasured = measured[kind].filter((name: string) => {
    if (name !== needed && !fields.has(name)) return false
    if (fields.any(name) !== null) fields.real(name)
    return fields.any(name) === null
  })
  const line = { ...value, ...Object.fromEntries(unmeasured.map((name) => [name, Number.NaN])) }
  return line as unknown as MetricsLine
}

/** Sums over steps: what a line is made of. Plain values, so that a checkpoint can keep one that is not full yet. */
export interface Tally {
  loss: number
  images: number
  /** Undefined for data without labels. */
  correct: number | undefined
  seconds: number
  /** Undefined for data in memory. */
  waited?: number | undefined
}

/** A tally as a file holds it. @throws FormatError, by `fields` */
export function tallyFrom(fields: Fields): Tally {
  const images = fields.whole('images')
  return {
    loss: fields.real('loss'),
    images,
    correct: fields.has('correct') ? fields.whole('correct', { max: images }) : undefined,
    seconds: fields.real('seconds'),
    ...(fields.has('waited') ? { waited: fields.real('waited') } : {}),
  }
}

export function newTally({ labels, streamed }: { readonly labels: unknown; readonly streamed: boolean }): Tally {
  return { loss: 0, images: 0, correct: labels ? 0 : undefined, seconds: 0, ...(streamed ? { waited: 0 } : {}) }
}

export function addStep(
  tally: Tally,
  step: { loss: number; images: number; correct: number | undefined; waited: number },
  seconds: number,
): void {
  tally.loss += step.loss * step.images
  tally.images += step.images
  if (tally.correct !== undefined) tally.correct += step.correct ?? 0
  tally.seconds += seconds
  if (tally.waited !== undefined) tally.waited += step.waited
}

export function meansOf({ loss, images, correct, seconds, waited }: Tally) {
  return {
    trainLoss: loss / images,
    ...(correct === undefined ? {} : { trainError: (images - correct) / images }),
    imagesPerSecond: Math.round(images / Math.max(1e-9, seconds)),
    ...(waited === undefined ? {} : { waited: Math.round(1000 * waited) / 1000 }),
  }
}
