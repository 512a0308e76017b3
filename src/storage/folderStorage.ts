/** A storage that is a folder on disk, in Node: nothing is ever half written under a name that someone reads. */
import { FormatError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { isHeld, lockFile } from './lock.ts'
import { makeFolder, nodeModules } from './node.ts'
import { type Storage, tornSuffix } from './storage.ts'
import { isMissing, refusal } from './storageErrors.ts'

let written = 0

/**
 * A folder on disk; paths are relative to it (absolute ones are taken as they are). Writes go to a temporary name
 * beside the file, to the disk, and are then renamed. Throws UnsupportedError outside Node.
 */
export function folderStorage(folder = '.'): Storage {
  const node = nodeModules()
  const full = (path: string) => node.path.resolve(folder, path)
  return {
    name: folder,
    async read(path) {
      const bytes = await node.fs.readFile(full(path)).catch(refusal('read', full(path)))
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    },
    async readWithin(path) {
      const failed = refusal('read', full(path))
      const [inside, found] = await Promise.all([node.fs.realpath(folder), node.fs.realpath(full(path))]).catch(failed)
      const way = node.path.relative(inside, found)
      const leaves = way === '..' || way.startsWith(`..${node.path.sep}`) || node.path.isAbsolute(way)
      if (leaves) throw outside(path, folder)
      return this.read(path)
    },
    async write(path, bytes) {
      const target = full(path)
      const temporary = `${target}.${process.pid}-${++written}${tornSuffix}`
      const failed = refusal('write', target)
      await makeFolder(node.path.dirname(target)).catch(failed)
      const file = await node.fs.open(temporary, 'w').catch(failed)
      try {
        await file
          .writeFile(bytes)
          .then(() => file.sync())
          .finally(() => file.close())
        await node.fs.rename(temporary, target)
        await syncFolder(node.path.dirname(target))
      } catch (cause) {
        await node.fs.rm(temporary, { force: true })
        failed(cause)
      }
    },
    async append(path, bytes) {
      const failed = refusal('write', full(path))
      await makeFolder(node.path.dirname(full(path))).catch(failed)
      const file = await node.fs.open(full(path), 'a').catch(failed)
      await file
        .writeFile(bytes)
        .then(() => file.sync())
        .finally(() => file.close())
        .catch(failed)
    },
    lock: (path) => lockFile(full(path)).catch(refusal('lock', full(path))),
    isHeld: (path) => isHeld(full(path)).catch(refusal('read', full(path))),
    async list(path = '') {
      const failed = refusal('list', full(path))
      const names = await node.fs.readdir(full(path)).catch((cause) => (isMissing(cause) ? [] : failed(cause)))
      return names.sort()
    },
    async remove(path) {
      await node.fs.rm(full(path), { force: true }).catch(refusal('remove', full(path)))
    },
  }
}

function outside(path: string, folder: string): FormatError {
  return new FormatError({
    code: 'outside',
    message: say('{path} leads out of the folder {folder}.', { path, folder }),
    fix: say('put the file itself there, instead of a link.'),
    details: { path, folder },
  })
}

/** A rename is on the disk once its folder is; some systems cannot sync a folder, and need not. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await nodeModules()
    .fs.open(path, 'r')
    .catch(() => undefined)
  await folder
    ?.sync()
    .catch(() => {})
    .finally(() => folder.close())
}
