/**
 * metrics.jsonl: how a training went, a JSON value a line. Lines of the kind 'epoch' close an epoch; lines of the kind
 * 'steps' lie within, about twenty an epoch. Lines are only added; a run that goes on from a checkpoint first drops those
 * that the checkpoint does not know, and a last line that a crash has torn.
 */

/** Means over the steps since the line before. Errors are fractions, of labels said wrongly; none for data without labels. */
export interface StepsMetrics {
  readonly kind: 'steps'
  readonly epoch: number
  readonly step: number
  readonly trainLoss: number
  readonly trainError?: number | undefined
  readonly learningRate: number
  readonly imagesPerSecond: number
  /** Of training since its beginning; testing, checkpoints and breaks are not counted. */
  readonly seconds: number
  /** When, in milliseconds since 1970. */
  readonly time: number
}

/** Of one epoch. `train…` are means over its batches as they were trained on: augmented, and by the network as it was then. */
export interface EpochMetrics extends Omit<StepsMetrics, 'kind'> {
  readonly kind: 'epoch'
  readonly testLoss?: number | undefined
  readonly testError?: number | undefined
}

/** One line of metrics.jsonl. */
export type MetricsLine = StepsMetrics | EpochMetrics

export function metricsText(lines: readonly MetricsLine[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

/** The lines of a file up to a step (all without it). What is not whole or no line of metrics is left out. */
export function parseMetrics(text: string, upTo = Number.POSITIVE_INFINITY): MetricsLine[] {
  return text.split('\n').flatMap((line) => {
    const value = parsed(line)
    return value && value.step <= upTo ? [value] : []
  })
}

/** The newest line that closes an epoch. */
export function lastEpoch(lines: readonly MetricsLine[]): EpochMetrics | undefined {
  return lines.filter((line) => line.kind === 'epoch').at(-1)
}

function parsed(line: string): MetricsLine | undefined {
  try {
    const value = JSON.parse(line)
    return (value?.kind === 'steps' || value?.kind === 'epoch') && Number.isInteger(value.step) ? value : undefined
  } catch {
    return undefined
  }
}

/** Sums over steps: what a line is made of. Plain values, so that a checkpoint can keep one that is not full yet. */
export interface Tally {
  loss: number
  pictures: number
  /** Undefined for data without labels. */
  correct: number | undefined
  seconds: number
}

export function newTally(labels: boolean): Tally {
  return { loss: 0, pictures: 0, correct: labels ? 0 : undefined, seconds: 0 }
}

export function addStep(
  tally: Tally,
  step: { loss: number; pictures: number; correct: number | undefined },
  seconds: number,
): void {
  tally.loss += step.loss * step.pictures
  tally.pictures += step.pictures
  if (tally.correct !== undefined) tally.correct += step.correct ?? 0
  tally.seconds += seconds
}

export function meansOf({ loss, pictures, correct, seconds }: Tally) {
  return {
    trainLoss: loss / pictures,
    ...(correct === undefined ? {} : { trainError: (pictures - correct) / pictures }),
    imagesPerSecond: Math.round(pictures / Math.max(1e-9, seconds)),
  }
}
