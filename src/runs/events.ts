/**
 * TensorBoard's event file of a run: the lines of metrics as scalars, added as they come, so that TensorBoard can watch.
 * The file is made of metrics.jsonl anew whenever a run goes on, so it never holds steps that were done twice.
 */
import { type EventValue, eventFileName, eventFileStart, eventRecord } from '../formats/tensorboard.ts'
import type { MetricsLine } from './metrics.ts'
import type { Run } from './run.ts'

/** The metrics that are shown, under TensorBoard's headings. */
const tags = {
  trainLoss: 'loss/train',
  validationLoss: 'loss/validation',
  validationError: 'error/validation',
  testLoss: 'loss/test',
  trainError: 'error/train',
  testError: 'error/test',
  learningRate: 'rate/learning rate',
  imagesPerSecond: 'rate/images per second',
  waited: 'rate/seconds waited for images',
} as const

export interface EventsFile {
  add(lines: readonly MetricsLine[]): Promise<void>
}

/** Begins the file with the lines that are there. */
export async function eventsFile(run: Run, lines: readonly MetricsLine[]): Promise<EventsFile> {
  const began = Date.parse(run.config.began) / 1000
  const path = eventFileName(began)
  await run.storage.write(path, joined([eventFileStart(began), ...lines.map(recordOf)]))
  return {
    async add(added) {
      if (added.length > 0) await run.storage.append(path, joined(added.map(recordOf)))
    },
  }
}

function recordOf(line: MetricsLine): Uint8Array {
  const values: EventValue[] = Object.entries(tags).flatMap(([name, tag]) => {
    const scalar = (line as unknown as Record<string, unknown>)[name]
    // Within an epoch TensorBoard would draw two means of different lengths as one curve.
    const own = line.kind === 'epoch' ? `${tag} (epoch)` : tag
    return typeof scalar === 'number' ? [{ tag: own, scalar }] : []
  })
  return eventRecord({ wallTime: line.time / 1000, step: line.step, values })
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
