/**
 * Whether a checkpoint stands where it says: what it counts of its epoch must be the images of the steps since that began, and
 * the newest line that closes an epoch must be that of the epoch before. Where they differ, one of the files or the data is not
 * the one that the run had; going on would end in weights and metrics that no one trained.
 */

import { FormatError } from '../errors/errors.ts'
import { asIs, type Sentence, say } from '../errors/say.ts'
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
  const wrong = (message: Sentence, numbers: readonly Sentence[], fix: Sentence) =>
    new FormatError({ code: 'checkpoint-out-of-place', message, numbers, fix, details: { path, step } })
  const sameData = say(
    'use the data that the run began with, restore the run from a backup, or remove the checkpoint to train from the beginning.',
  )
  // The short batch at the end of an epoch closes it, so within it all are whole.
  const images = within * steps.batch
  const { epoch, line } = progress
  if (epoch.images !== images || line.images > images)
    throw wrong(
      say('the number of images in {path} does not match its step.', { path }),
      [
        say('step {step} is {steps} steps of {batch} images after the end of an epoch = {images}', {
          step,
          steps: within,
          batch: steps.batch,
          images: images,
        }),
        asIs(`"progress.epoch.images" = ${epoch.images}, "progress.line.images" = ${line.images}`),
      ],
      sameData,
    )
  if ([epoch, line].some(({ correct }) => (correct !== undefined) !== steps.labels))
    throw wrong(
      steps.labels
        ? say('{path} counts no correct predictions, but the data has labels.', { path })
        : say('{path} counts correct predictions, but the data has no labels.', { path }),
      [],
      sameData,
    )
  const closed = step - within
  const last = lastEpoch(lines)
  // Who removed the metrics goes on without the earlier lines; but a training that is done needs the last.
  if (last ? last.step === closed : step < steps.inAll) return
  throw wrong(
    say('{path} and the metrics are not at the same step.', { path }),
    [
      last
        ? say('step {step}: the last epoch ended at step {closed}; in the metrics it ended at step {found}', {
            step,
            closed,
            found: last.step,
          })
        : say('step {step}: the last epoch ended at step {closed}; the metrics have none', { step, closed }),
    ],
    say(
      'remove metrics.jsonl to resume without its lines, restore the run from a backup, or remove the checkpoint to train from the beginning.',
    ),
  )
}
