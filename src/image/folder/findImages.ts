/**
 * Which images a path means, and of which class each is: a folder with one folder per class, a list (CSV), a folder with a list,
 * or with such folders or lists for training, validation and test. Nothing is decoded yet.
 */

import { FormatError } from '../../errors/errors.ts'
import { type Sentence, say } from '../../errors/say.ts'
import { nodeModules } from '../../storage/node.ts'
import type { FoundImages, FoundParts } from './found.ts'
import { listedParts, namesOf, onePart } from './listedParts.ts'
import { type Part, partOf } from './parts.ts'
import { byName, type Entered, type Entry, entriesOf, filesBelow, type Labelled } from './walk.ts'

const isList = /\.csv$/i

/** What is called an image, whether it can be read or not. */
const imageName = /\.(jpe?g|png|webp|gif|bmp|tiff?|hei[cf]|avif)$/i

/**
 * @throws FormatError 'missing-folder', 'not-classes', 'no-classes', 'empty-class', 'one-class', 'several-lists', 'part-twice',
 *   'list-beside-folders', 'folder-again', and what `imageList` throws
 */
export async function findImages(given: string): Promise<FoundParts> {
  const { fs, path: paths } = nodeModules()
  const path = paths.resolve(given)
  const state = await fs.stat(path).catch(() => undefined)
  if (!state)
    throw new FormatError({
      code: 'missing-folder',
      message: say('there is no folder {path}.', { path: given }),
      fix: say('a relative path starts at the working folder, {folder}.', { folder: process.cwd() }),
      details: { path: given },
    })
  if (!state.isDirectory()) {
    if (isList.test(path)) return checked(await listedParts([path]))
    throw new FormatError({
      code: 'not-classes',
      message: say('{path} is neither a folder of images nor a list of them (CSV).', { path: given }),
      fix: layoutFix,
      details: { path: given },
    })
  }
  const entered: Entered = new Map()
  const entries = await entriesOf(path, entered)
  const parts = partsAmong(entries)
  const lists = entries.filter(({ isFolder, name }) => !isFolder && isList.test(name))
  // Where folders of parts hold neither classes nor lists, the files of these lists lie in them.
  const folders = entries.filter(({ isFolder }) => isFolder)
  const areMeant = lists.length > 0 && (parts ? await areBare(Object.values(parts)) : folders.length < 2)
  const meant = areMeant ? (partLists(lists) ?? (lists.length === 1 ? [lists[0]!.path] : undefined)) : undefined
  if (meant) return checked(await listedParts(meant))
  if (parts && lists.length > 0) throw listBeside(path, lists)
  if (!parts) return checked({ training: await imagesIn(path, entries, entered) })
  const found: Partial<Record<Part, FoundImages>> = {}
  for (const [part, folder] of Object.entries(parts) as [Part, string][])
    found[part] = await imagesIn(folder, await entriesOf(folder, entered), entered)
  return checked(found as FoundParts)
}

/** The folders of the parts, where there are no others: a folder `train` among vehicles is a class. */
function partsAmong(entries: readonly Entry[]): Partial<Record<Part, string>> | undefined {
  const folders = entries.filter(({ isFolder }) => isFolder)
  const parts: Partial<Record<Part, string>> = {}
  for (const { name, path } of folders) {
    const part = partOf(name)
    if (!part) return undefined
    const other = parts[part]
    if (other !== undefined)
      throw new FormatError({
        code: 'part-twice',
        message: say('{one} and {other} are the same part of the data.', { one: other, other: path }),
        fix: say('keep one folder for each part: train, validation, test.'),
        details: { folders: [other, path] },
      })
    parts[part] = path
  }
  return parts.training === undefined ? undefined : parts
}

/** Whether there is no folder and no list in any of these. */
async function areBare(folders: readonly string[]): Promise<boolean> {
  const inside = await Promise.all(folders.map((folder) => entriesOf(folder, new Map())))
  return !inside.flat().some(({ isFolder, name }) => isFolder || isList.test(name))
}

/** Lists that are called as parts are: train.csv, val.csv … in their order; undefined where others are among them. */
function partLists(lists: readonly Entry[]): string[] | undefined {
  const found = lists.map(({ name, path }) => ({ path, part: partOf(name.replace(isList, '')) }))
  const parts = found.map(({ part }) => part)
  if (parts.includes(undefined) || !parts.includes('training')) return undefined
  const again = found.find(({ part }, i) => parts.indexOf(part) !== i)
  const first = again && found.find(({ part }) => part === again.part)
  if (again && first)
    throw new FormatError({
      code: 'part-twice',
      message: say('{one} and {other} are the same part of the data.', { one: first.path, other: again.path }),
      fix: say('keep one list for each part: train.csv, validation.csv, test.csv.'),
      details: { lists: [first.path, again.path] },
    })
  return found.map(({ path }) => path)
}

function listBeside(path: string, lists: readonly Entry[]): FormatError {
  return new FormatError({
    code: 'list-beside-folders',
    message: say('{path} holds folders of images, and beside them {names}: which of them is meant is not clear.', {
      path,
      names: lists.map(({ name }) => name).join(', '),
    }),
    fix: say('name the list itself, {list}; or move it elsewhere, and the folders are the classes.', { list: lists[0]!.path }),
    details: { path, lists: lists.map(({ name }) => name) },
  })
}

async function imagesIn(path: string, entries: readonly Entry[], entered: Entered): Promise<FoundImages> {
  const folders = entries.filter(({ isFolder }) => isFolder)
  const lists = entries.filter(({ isFolder, name }) => !isFolder && isList.test(name))
  if (folders.length >= 2 && lists.length > 0) throw listBeside(path, lists)
  if (lists.length === 1) return onePart(lists[0]!.path)
  if (lists.length > 1)
    throw new FormatError({
      code: 'several-lists',
      message: say('{path} holds several lists: {names}.', { path, names: lists.map(({ name }) => name).join(', ') }),
      fix: say('name the list itself: {list}.', { list: lists[0]!.path }),
      details: { path },
    })
  if (folders.length === 0)
    throw new FormatError({
      code: 'no-classes',
      message: say('{path} holds no class folders.', { path }),
      fix: layoutFix,
      details: { path },
    })
  const files: Labelled[] = []
  for (const { name: label, path: folder } of folders) {
    const inside = await filesBelow(folder, entered)
    if (inside.length === 0)
      throw new FormatError({
        code: 'empty-class',
        message: say('the class folder {folder} is empty.', { folder }),
        fix: say('put images of this class into it, or remove it.'),
        details: { folder },
      })
    for (const file of inside) files.push({ ...file, name: `${label}/${file.name}`, label })
  }
  // Folders of one name in two spellings are one class.
  files.sort((a, b) => byName({ name: a.label }, { name: b.label }) || byName(a, b))
  const stray = entries.filter(({ isFolder, name }) => !isFolder && imageName.test(name)).map(({ name }) => name)
  return { path, isList: false, files, stray, classes: namesOf(files) }
}

async function checked(parts: FoundParts): Promise<FoundParts> {
  const { path, classes, files } = parts.training
  if (classes.length > 1) return parts
  // Unpacked archives often hold one folder, and the classes in that.
  const { fs, path: paths } = nodeModules()
  const inner = paths.join(path, classes[0]!)
  const below = await fs.readdir(inner, { withFileTypes: true }).catch(() => [])
  const nested = below.filter((entry) => entry.isDirectory()).length > 1
  throw new FormatError({
    code: 'one-class',
    message: say('{path}: there is only one class, {name}.', { path, name: JSON.stringify(classes[0]) }),
    numbers: [say('{count} files', { count: files.length })],
    fix: nested ? say('if the classes are the folders in {folder}, name that.', { folder: inner }) : layoutFix,
    details: { path, classes },
  })
}

const layoutFix: Sentence = say(
  'make one folder for each class, such as forest/ and sea/, or a list (CSV) with a line for each image: file,label.',
)
