/**
 * Which folder a training goes into where nobody says: the first free one of `runs/<model>`, `runs/<model>-2` …; or one
 * that holds this very training, unfinished. And the newest unfinished run, for --resume without a folder.
 */
import { isDeepStrictEqual } from 'node:util'
import { folderStorage, type Storage } from '../data.ts'
import type { Model } from '../index.ts'
import { type DataSource, openRun, type Run, runFiles, type TrainingSettings } from '../runs.ts'

export interface WantedRun {
  readonly model: Model
  readonly source: DataSource
  readonly training: TrainingSettings
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
  // Where it is a file, or cannot be read, no name in it will ever be free.
  await folderStorage(runsFolder).list()
  for (let n = 1; ; n++) {
    const folder = n === 1 ? first : `${first}-${n}`
    const storage = folderStorage(folder)
    // A file of that name takes it as well.
    const names = await storage.list().catch(() => ['?'])
    const taken = n > 1 ? { taken: first } : {}
    if (names.every((one) => one === runFiles.lock)) return { folder, ...taken }
    const run = await unfinished(storage)
    if (run && isSame(run, wanted) && (await isIdle(run))) return { folder, run, ...taken }
  }
}

/** The unfinished run in runs/ that began last. */
export async function newestUnfinished(): Promise<Run | undefined> {
  const names = await folderStorage(runsFolder).list()
  const found = await Promise.all(names.map((name) => unfinished(folderStorage(`${runsFolder}/${name}`))))
  const runs = found.filter((run) => run !== undefined)
  return runs.sort((a, b) => Date.parse(b.config.began) - Date.parse(a.config.began))[0]
}

/** The run of a folder; nothing where there is none, it is damaged, or at its end. */
async function unfinished(storage: Storage): Promise<Run | undefined> {
  try {
    const run = await openRun(storage)
    return (await run.finished()) ? undefined : run
  } catch {
    return undefined
  }
}

function isSame({ model, config }: Run, wanted: WantedRun): boolean {
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value))
  const ours = { model, source: config.source, training: config.training }
  return isDeepStrictEqual(plain(ours), plain({ model: wanted.model, source: wanted.source, training: wanted.training }))
}

/** Whether nobody is training into it just now. */
async function isIdle(run: Run): Promise<boolean> {
  try {
    await (await run.lock()).release()
    return true
  } catch {
    return false
  }
}
