/**
 * What lies in folders of images, by their names alone: nothing is opened. Names are spelled as the disk spells them to reach a
 * file, and composed (NFC) to call it, so that "바다" is one class whether a Mac or a Windows machine wrote it. Links to folders
 * are followed, but no folder is entered twice: neither a circle nor a test set that is the training set comes through.
 */

import { FormatError } from '../../errors/errors.ts'
import { say } from '../../errors/say.ts'
import { nodeModules } from '../../storage/node.ts'
import { refusal } from '../../storage/storageErrors.ts'

/** A folder or a file in one. */
export interface Entry {
  /** Composed. */
  readonly name: string
  /** As the system spells it, from its root. */
  readonly path: string
  readonly isFolder: boolean
  /** Of a file; 0 of a link that leads nowhere, which whoever reads it will say. */
  readonly bytes: number
}

/** A file below a folder; its name is the way from there, with forward slashes. */
type Found = Omit<Entry, 'isFolder'>

/** A file and the name of its class. */
export interface Labelled extends Found {
  readonly label: string
}

/** The folders that were entered: what they are on the disk, and how they were called. */
export type Entered = Map<string, string>

/** What systems leave beside people's files: none of it is anyone's image. */
const left = new Set(['thumbs.db', 'ehthumbs.db', 'desktop.ini', 'icon\r', '__macosx', '@eadir', '$recycle.bin'])

const isHidden = (name: string) => name.startsWith('.') || left.has(name.toLowerCase())

/** By code units, as `sort` does: every machine and language has the same order. */
export const byName = ({ name: a }: { readonly name: string }, { name: b }: { readonly name: string }) =>
  a < b ? -1 : a > b ? 1 : 0

/**
 * Folders and files in a folder, sorted, without what systems hide.
 * @throws FormatError 'file-refused' where it cannot be read, 'folder-again' where it was entered before
 */
export async function entriesOf(folder: string, entered: Entered): Promise<Entry[]> {
  const { fs, path: paths } = nodeModules()
  const failed = refusal('list', folder)
  const real = await fs.realpath(folder).catch(failed)
  const before = entered.get(real)
  if (before !== undefined)
    throw new FormatError({
      code: 'folder-again',
      message: say('{folder} leads to a folder that is read already: {before}.', { folder, before }),
      fix: say('remove the link: every image is to be read once.'),
      details: { folder, before },
    })
  entered.set(real, folder)
  const found = await fs.readdir(folder, { withFileTypes: true }).catch(failed)
  const shown = found.filter(({ name }) => !isHidden(name))
  const entries = await Promise.all(
    shown.map(async (entry) => {
      const path = paths.join(folder, entry.name)
      const name = entry.name.normalize('NFC')
      if (entry.isDirectory()) return { name, path, isFolder: true, bytes: 0 }
      const state = await fs.stat(path).catch(() => undefined)
      const isFolder = state?.isDirectory() ?? false
      return { name, path, isFolder, bytes: isFolder ? 0 : (state?.size ?? 0) }
    }),
  )
  return entries.sort(byName)
}

/** All files of a folder and of those in it, sorted by their names. */
export async function filesBelow(folder: string, entered: Entered): Promise<Found[]> {
  const files: Found[] = []
  for (const { name, path, isFolder, bytes } of await entriesOf(folder, entered))
    if (!isFolder) files.push({ name, path, bytes })
    else for (const inner of await filesBelow(path, entered)) files.push({ ...inner, name: `${name}/${inner.name}` })
  return files.sort(byName)
}
