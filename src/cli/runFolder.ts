/**
 * Which folder a training goes into where no one says: the first free one of `runs/<model>`, `runs/<model>-2` …; or one
 * that holds this very training, unfinished. And the newest unfinished run, for --resume without a folder.
 */
import { isDeepStrictEqual } from 'node:util'
import { folderStorage, type Storage } from '../data.ts'
import { type Model, StriateError } from '../index.ts'
import { type DataSource, openRun, type Run, runFiles, type TrainingSettings } from '../runs.ts'
import { sameLayers } from './modelOf.ts'
import { nextFolder } from './nextFolder.ts'

export interface WantedRun {
  readonly model: Model
  readonly source: DataSource
  readonly training: TrainingSettings
  /** Where its first weights come from. */
  readonly initial?: string | undefined
}

export interface ChosenFolder {
  readonly folder: string
  /** The unfinished run that is there: the same training. */
  readonly run?: Run
  /** The first name, where it was taken. */
  readonly taken?: string
}

/** Where runs lie that were given no folder. */
export const runsFolder = 'runs'

export async function chooseFolder(name: string, wanted: WantedRun): Promise<ChosenFolder> {
  const first = `${runsFolder}/${name}`
  return await nextFolder(first, async (folder, names, n) => {
    const taken = n > 1 ? { taken: first } : {}
    if (names.every((one) => one === runFiles.lock)) return { folder, ...taken }
    // A damaged run is taken, like anything else that lies there.
    const storage = folderStorage(folder)
    const run = await unfinished(storage).catch(() => undefined)
    const idle = (await storage.isHeld?.(runFiles.lock)) !== true
    return run && idle && isSame(run, wanted) ? { folder, run, ...taken } : undefined
  })
}

/** The unfinished run in runs/ that began last. @throws FormatError where one is damaged: it could be this one */
export async function newestUnfinished(): Promise<Run | undefined> {
  const names = await folderStorage(runsFolder).list()
  const found = await Promise.all(names.map((name) => unfinished(folderStorage(`${runsFolder}/${name}`))))
  const runs = found.filter((run) => run !== undefined)
  return runs.sort((a, b) => Date.parse(b.config.began) - Date.parse(a.config.began))[0]
}

/** The run of a folder; nothing where there is none, or it is at its end. @throws FormatError where it is damaged */
async function unfinished(storage: Storage): Promise<Run | undefined> {
  try {
    const run = await openRun(storage)
    return (await run.finished()) ? undefined : run
  } catch (error) {
    // A file among the runs, or a folder with something else.
    if (error instanceof StriateError && error.code === 'no-run') return undefined
    throw error
  }
}

function isSame({ model, config }: Run, wanted: WantedRun): boolean {
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value))
  const ours = { source: config.source, training: config.training, initial: config.initial }
  return (
    sameLayers(model, wanted.model) &&
    isDeepStrictEqual(plain(ours), plain({ source: wanted.source, training: wanted.training, initial: wanted.initial }))
  )
}
