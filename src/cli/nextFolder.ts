/** Names of folders that no one asked for: `runs/lenet5`, or where it is taken `runs/lenet5-2` … */
import { stat } from 'node:fs/promises'
import { folderStorage } from '../data.ts'
import { OptionError } from '../index.ts'
import { say } from '../plumbing.ts'

/** More than anyone has of one name. */
const most = 100_000

/**
 * What `accept` makes of the first folder that it takes. A file of a name takes it as well; what the system refuses is thrown.
 */
export async function nextFolder<T>(
  first: string,
  accept: (folder: string, names: readonly string[], n: number) => Promise<T | undefined>,
): Promise<T> {
  for (let n = 1; n < most; n++) {
    const folder = n === 1 ? first : `${first}-${n}`
    const found = await stat(folder).catch(() => undefined)
    if (found?.isFile()) continue
    const accepted = await accept(folder, await folderStorage(folder).list(), n)
    if (accepted !== undefined) return accepted
  }
  throw new OptionError({
    code: 'no-free-folder',
    message: say('there are already {count} folders named {first}-….', { count: most, first }),
    fix: say('name one that is free: --out <folder>.'),
  })
}
