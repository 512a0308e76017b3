/** What a folder says that holds no run, or is no folder. */
import { OptionError, StriateError } from '../errors/errors.ts'
import { type Sentence, say } from '../errors/say.ts'
import type { Storage } from '../storage/storage.ts'
import { isMissing } from '../storage/storageErrors.ts'

/** The error of a folder whose configuration could not be read: the storage's own, where the folder is a run's all the same. */
export async function noRun(storage: Storage, error: unknown): Promise<unknown> {
  const folder = storage.name
  if (error instanceof StriateError && error.details.system === 'ENOTDIR')
    return noRunError(
      folder.endsWith('.safetensors')
        ? say('{path} is a file of weights, not the folder of a run: it does not say which model they are for.', { path: folder })
        : say('{path} is a file, not the folder of a run.', { path: folder }),
    )
  if (!isMissing(error)) return error
  const names = await storage.list()
  return noRunError(say('there is no run in {folder}.', { folder }), [
    names.length > 0 ? holds(names) : say('the folder is empty or does not exist'),
  ])
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
