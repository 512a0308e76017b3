/** What is said of a folder that holds no run, holds one already, or is no folder. */
import { OptionError, StriateError } from '../errors/errors.ts'
import { type Sentence, say } from '../errors/say.ts'
import type { Storage } from '../storage/storage.ts'
import { isMissing } from '../storage/storageErrors.ts'

/** The error of a folder whose configuration could not be read: the storage's own, where the folder is a run's all the same. */
export async function noRun(storage: Storage, error: unknown): Promise<unknown> {
  const folder = storage.name
  if (isNoFolder(error))
    return noRunError(
      folder.endsWith('.safetensors')
        ? say('{path} is a file of weights, not the folder of a run.', { path: folder })
        : say('{path} is a file, or lies in one; a run is a folder.', { path: folder }),
    )
  if (!isMissing(error)) return error
  const names = await storage.list()
  return noRunError(say('there is no run in {folder}.', { folder }), [
    names.length > 0 ? holds(names) : say('the folder is empty or does not exist'),
  ])
}

/** Whether the path of a folder is that of a file, or a part of it is. */
export function isNoFolder(error: unknown): boolean {
  return error instanceof StriateError && error.details.system === 'ENOTDIR'
}

function noRunError(message: Sentence, numbers?: readonly Sentence[]): OptionError {
  const fix = say('name the folder of a run, as `striate train` prints it at its end (runs/…).')
  return new OptionError({ code: 'no-run', message, numbers, fix })
}

/** The first names in a folder that is not empty. */
export function holds(names: readonly string[], most = 5): Sentence {
  const first = names.slice(0, most).join(', ')
  const more = names.length - most
  return more > 0 ? say('it holds {names} and {more} more', { names: first, more }) : say('it holds {names}', { names: first })
}

const anotherFolder = say('choose another folder (striate train --out <folder>).')

/** What is in the folder that a run is to have. @throws OptionError where it is none */
export async function listed(storage: Storage): Promise<string[]> {
  return storage.list().catch((error) => {
    if (!isNoFolder(error)) throw error
    throw new OptionError({
      code: 'no-folder',
      message: say('{path} is a file, or lies in one; a run needs a folder.', { path: storage.name }),
      fix: anotherFolder,
    })
  })
}

/** The error of a folder that holds a run: one that has not finished can be resumed. */
export function runExists(storage: Storage, finished: boolean | undefined): OptionError {
  const folder = { folder: storage.name }
  return new OptionError({
    code: 'run-exists',
    message:
      finished === false
        ? say('there is already a run in {folder}.', folder)
        : finished
          ? say('there is already a finished run in {folder}.', folder)
          : say('there is already a damaged run in {folder}.', folder),
    fix:
      finished === false ? say('resume it (striate train --resume {folder}), or choose another folder.', folder) : anotherFolder,
  })
}
