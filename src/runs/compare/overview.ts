/** What a run is and how far it came, at a glance: what a list of runs shows. A damaged run has an overview, too. */
import { StriateError } from '../../errors/errors.ts'
import type { Storage } from '../../storage/storage.ts'
import { type EpochMetrics, lastEpoch, lastTest, type MetricsLine } from '../metrics.ts'
import { openRun, type Run, runFiles } from '../run.ts'

/** Where a run stands: it ended; someone trains it now; it was interrupted; it has done nothing yet; it cannot be read. */
export type RunState = 'finished' | 'training' | 'stopped' | 'begun' | 'damaged'

/** What an error was measured on. */
export type Part = 'test' | 'validation' | 'training'

/** A run at a glance. */
export interface RunOverview {
  /** Its folder, for people. */
  readonly folder: string
  readonly state: RunState
  /** Undefined where it is damaged. */
  readonly run: Run | undefined
  /** Why it cannot be read. */
  readonly problem: StriateError | undefined
  readonly lines: readonly MetricsLine[]
  /** That are done. */
  readonly epochs: number
  /** The error and the loss that it is judged by: on test images, else on those of a validation (its best), else in training. */
  readonly error: number | undefined
  readonly loss: number | undefined
  readonly part: Part
  /** Of training. */
  readonly seconds: number
  /** When its newest line was written, or it began, in milliseconds since 1970. */
  readonly time: number
  /** Whether it has a report to look at. */
  readonly hasReport: boolean
}

/** Never throws for what a run's files hold: what is wrong with them is its `problem`. */
export async function overviewOf(storage: Storage): Promise<RunOverview> {
  try {
    const run = await openRun(storage)
    const lines = await run.metrics()
    const names = await storage.list()
    const last = lastEpoch(lines)
    const finished = await run.finished()
    const held = !finished && names.includes(runFiles.lock) && (await storage.isHeld?.(runFiles.lock)) === true
    return {
      folder: storage.name,
      state: finished ? 'finished' : held ? 'training' : lines.length > 0 ? 'stopped' : 'begun',
      ...{ run, problem: undefined, lines, epochs: last?.epoch ?? 0 },
      ...judged(lines),
      seconds: last?.seconds ?? 0,
      time: lines.at(-1)?.time ?? Date.parse(run.config.began),
      hasReport: names.includes(runFiles.report),
    }
  } catch (error) {
    if (!(error instanceof StriateError)) throw error
    return {
      ...{ folder: storage.name, state: 'damaged', run: undefined, problem: error, lines: [], epochs: 0 },
      ...{ error: undefined, loss: undefined, part: 'training', seconds: 0, time: 0, hasReport: false },
    }
  }
}

/** What a run is judged by. */
function judged(lines: readonly MetricsLine[]): Pick<RunOverview, 'error' | 'loss' | 'part'> {
  const { testError, testLoss } = lastTest(lines)
  if (testLoss !== undefined) return { error: testError, loss: testLoss, part: 'test' }
  const epochs = lines.filter((line): line is EpochMetrics => line.kind === 'epoch')
  const watched = epochs.filter(({ validationLoss }) => validationLoss !== undefined)
  const best = watched.filter((line) => line.best).at(-1) ?? watched.at(-1)
  if (best) return { error: best.validationError, loss: best.validationLoss, part: 'validation' }
  const last = epochs.at(-1)
  return { error: last?.trainError, loss: last?.trainLoss, part: 'training' }
}

/** How a list of runs is sorted: the best first, or the newest last. */
export type RunOrder = 'error' | 'time' | 'name'

/** The overviews of runs, sorted; what cannot be compared comes last. */
export async function listRuns(runs: readonly Storage[], order: RunOrder = 'time'): Promise<RunOverview[]> {
  const list: RunOverview[] = []
  // One after the other: their files are small, and there may be thousands of them.
  for (const storage of runs) list.push(await overviewOf(storage))
  return sortRuns(list, order)
}

export function sortRuns(list: readonly RunOverview[], order: RunOrder): RunOverview[] {
  const byName = (a: RunOverview, b: RunOverview) => a.folder.localeCompare(b.folder, 'en', { numeric: true })
  const measure = ({ error, loss }: RunOverview) => error ?? (loss === undefined ? Number.POSITIVE_INFINITY : 1 + loss)
  // Errors of different parts do not compare: those of test images come first.
  const rank = ({ part }: RunOverview) => ['test', 'validation', 'training'].indexOf(part)
  const by = {
    name: byName,
    time: (a: RunOverview, b: RunOverview) => a.time - b.time,
    error: (a: RunOverview, b: RunOverview) => {
      if (rank(a) !== rank(b)) return rank(a) - rank(b)
      const [one, other] = [measure(a), measure(b)]
      return one === other ? 0 : one < other || Number.isNaN(other) ? -1 : 1
    },
  }[order]
  return [...list].sort((a, b) => by(a, b) || byName(a, b))
}
