/**
 * Whether a checkpoint stands where it says: what it counts of its epoch must be the pictures of the steps since that began, and
 * the newest line that closes an epoch must be that of the epoch before. Where they differ, one of the files or the data is not
 * the one that the run had; going on would end in weights and metrics that nobody trained.
 */

import { FormatError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import type { Checkpoint } from './checkpoint.ts'
import { lastEpoch, type MetricsLine } from './metrics.ts'

/** What the data and the settings say of a step. */
export interface Steps {
  readonly anEpoch: number
  readonly inAll: number
  readonly batch: number
  /** Whether right answers are counted. */
  readonly labels: boolean
}

/** `path` is the checkpoint's, `lines` are those of the metrics up to its step. @throws FormatError */
export function checkPosition({ state, progress }: Checkpoint, path: string, lines: readonly MetricsLine[], steps: Steps): void {
  const { step } = state
  const within = step % steps.anEpoch
  const wrong = (why: string, numbers: readonly string[], fix: string) =>
    new FormatError({
      code: 'checkpoint-out-of-place',
      message: say('{path}: {why}.', { path, why }),
      numbers,
      fix,
      details: { path, step },
    })
  const again = 'bring the run back from a copy, or remove the checkpoint to train from the beginning.'
  // The short batch at the end of an epoch closes it, so within it all are whole.
  const pictures = within * steps.batch
  const { epoch, line } = progress
  if (epoch.pictures !== pictures || line.pictures > pictures)
    throw wrong(
      'it does not count the pictures that its step has seen',
      [
        `step ${step} is ${within} steps of ${steps.batch} pictures after an epoch's end = ${pictures}`,
        `"progress.epoch.pictures" is ${epoch.pictures}, "progress.line.pictures" ${line.pictures}`,
      ],
      `give the data that the run began with, ${again}`,
    )
  if ([epoch, line].some(({ correct }) => (correct !== undefined) !== steps.labels))
    throw wrong(
      `it counts ${steps.labels ? 'no right answers, and the data has labels' : 'right answers, and the data has no labels'}`,
      [],
      `give the data that the run began with, ${again}`,
    )
  const closed = step - within
  const last = lastEpoch(lines)
  // Who removed the metrics goes on without the earlier lines; but a training that is done needs the last.
  if (last ? last.step === closed : step < steps.inAll) return
  throw wrong(
    'the metrics are not those of its step',
    [
      `step ${step}: the newest epoch ended at step ${closed}; ${last ? `that of the metrics at step ${last.step}` : 'the metrics have none'}`,
    ],
    `remove metrics.jsonl to go on without its lines, ${again}`,
  )
}
