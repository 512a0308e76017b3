/** The images of lists, in their parts: by a column `part` of one list, or by the names of several (`train.csv`, `test.csv`). */
import { FormatError } from '../../errors/errors.ts'
import { say } from '../../errors/say.ts'
import { shortened } from '../../errors/shortened.ts'
import { nodeModules } from '../../storage/node.ts'
import type { FoundImages, FoundParts } from './found.ts'
import { imageList, type Listed } from './imageList.ts'
import { allParts, type Part, partOf } from './parts.ts'
import type { Labelled } from './walk.ts'

/** The classes of files, sorted by code units. */
export function namesOf(files: readonly Labelled[]): string[] {
  return [...new Set(files.map(({ label }) => label))].sort()
}

/** The images of a list that is one part by itself. @throws FormatError 'part-column', and what `imageList` throws */
export async function onePart(path: string): Promise<FoundImages> {
  const files = await imageList(path)
  if (files.some(({ part }) => part !== undefined)) throw partInPart(path)
  return foundIn(path, files)
}

/**
 * One list with all parts, or several that are called as parts are.
 * @throws FormatError 'no-training', 'part-column', 'file-twice', and what `imageList` throws
 */
export async function listedParts(paths: readonly string[]): Promise<FoundParts> {
  const found: Partial<Record<Part, FoundImages>> = {}
  if (paths.length === 1) {
    const [path] = paths as [string]
    const files = await imageList(path)
    if (files.every(({ part }) => part === undefined)) return { training: foundIn(path, files) }
    for (const part of allParts) {
      const own = files.filter((file) => file.part === part)
      if (own.length > 0) found[part] = foundIn(path, own)
    }
  } else
    for (const path of paths) {
      const { path: names } = nodeModules()
      found[partOf(names.basename(path).replace(/\.csv$/i, ''))!] = await onePart(path)
    }
  const { training, validation, test } = found
  if (!training)
    throw new FormatError({
      code: 'no-training',
      message: say('{path}: no row is of the part train.', { path: paths[0]! }),
      fix: say('give it images to learn from.'),
      details: { path: paths[0] },
    })
  refuseTwice([training, validation, test].filter((part) => part !== undefined))
  return { training, ...(validation ? { validation } : {}), ...(test ? { test } : {}) }
}

function foundIn(path: string, listed: readonly Listed[]): FoundImages {
  const files = listed.map(({ part: _, ...file }) => file)
  return { path, isList: true, files, stray: [], classes: namesOf(files) }
}

/** An image to learn from must not be one to test with. */
function refuseTwice(parts: readonly FoundImages[]): void {
  const lists = new Map<string, string>()
  for (const { path, files } of parts)
    for (const file of files) {
      const before = lists.get(file.path)
      if (before !== undefined)
        throw new FormatError({
          code: 'file-twice',
          message: say('the file {name} is in two lists: {before} and {path}.', {
            name: shortened(file.name, 200),
            before,
            path,
          }),
          fix: say('keep it in one of them: an image that was learned from tests nothing.'),
          details: { name: shortened(file.name, 200), lists: [before, path] },
        })
      lists.set(file.path, path)
    }
}

function partInPart(path: string): FormatError {
  return new FormatError({
    code: 'part-column',
    message: say('{path} has a column of parts, and is a part by its place.', { path }),
    fix: say('remove the column, or name a list with all parts by itself.'),
    details: { path },
  })
}
