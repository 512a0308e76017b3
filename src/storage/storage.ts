/**
 * Where bytes come from and go to: the one small interface through which data sets, formats, checkpoints and runs
 * reach files, so that none of them needs `fs` or `fetch`. Here are its three simple forms: a folder (Node), a base
 * address (read only), and plain memory. A write is whole or not at all.
 */
import { FormatError, StriateError, UnsupportedError } from '../errors/errors.ts'
import { follow } from './follow.ts'
import { locked, lockFile } from './lock.ts'
import { makeFolder, nodeModules } from './node.ts'
import { urlText } from './urlText.ts'

/** @internal */
export { inNode, nodeModules } from './node.ts'

/**
 * A place for files: `folderStorage`, `webStorage`, `memoryStorage`, or one of your own. Paths are relative, with forward
 * slashes.
 */
export interface Storage {
  /** For messages: where this is. */
  readonly name: string
  /** The bytes of a file. Throws FormatError 'missing-file' where there is none. */
  read(path: string): Promise<Uint8Array>
  /** Writes a file, whole or not at all, and the folders it lies in. Throws UnsupportedError on a read-only storage. */
  write(path: string, bytes: Uint8Array): Promise<void>
  /** Adds bytes at the end of a file (made where there is none). A crash in the middle can leave a part of them. */
  append(path: string, bytes: Uint8Array): Promise<void>
  /**
   * Takes the lock of that name, until it is released or the process ends, however it ends. Throws RunError 'locked' where
   * somebody living holds it.
   */
  lock(path: string): Promise<Lock>
  /** The names of the files and folders in a folder, sorted; none where it does not exist. */
  list(folder?: string): Promise<string[]>
  /** Removes a file; nothing happens where there is none. */
  remove(path: string): Promise<void>
}

/** What `Storage.lock` took. */
export interface Lock {
  /** Gives it back; a second time does nothing. */
  release(): Promise<void>
}

let written = 0

/** How the names of files end that are only being written; one that stays is what a crash left, and can be removed. */
export const tornSuffix = '.part'

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

/** Files under a web address, by `fetch`: read only. Redirects are followed as `loadImage` does. */
export function webStorage(baseUrl: string | URL): Storage {
  const base = String(baseUrl).replace(/\/*$/, '/')
  const shown = urlText(base)
  const readOnly = async () => {
    throw new UnsupportedError({
      code: 'read-only',
      message: `${shown} can only be read.`,
      fix: 'write to folderStorage or memoryStorage.',
    })
  }
  return {
    name: shown,
    async read(path) {
      const answer = await follow(base + path).catch(refusal('read', shown + path))
      if (answer.status === 404 || answer.status === 410) throw missing(shown + path)
      if (!answer.ok) throw refused('read', shown + path, `the server answered ${answer.status} ${answer.statusText}`)
      return new Uint8Array(await answer.arrayBuffer())
    },
    write: readOnly,
    append: readOnly,
    lock: readOnly,
    list: async () => [],
    remove: readOnly,
  }
}

/** Files in memory, for pages and tests; starts with the given ones. Bytes are copied in and out. */
export function memoryStorage(files: Readonly<Record<string, Uint8Array>> = {}): Storage {
  const locks = new Set<string>()
  const held = new Map(Object.entries(files).map(([path, bytes]) => [path, bytes.slice()]))
  return {
    name: 'memory',
    async read(path) {
      const bytes = held.get(path)
      if (!bytes) throw missing(path)
      return bytes.slice()
    },
    async write(path, bytes) {
      held.set(path, bytes.slice())
    },
    async append(path, bytes) {
      const before = held.get(path) ?? new Uint8Array()
      const whole = new Uint8Array(before.length + bytes.length)
      whole.set(before)
      whole.set(bytes, before.length)
      held.set(path, whole)
    },
    async lock(path) {
      if (locks.has(path)) throw locked(path, 'it is taken in this process')
      locks.add(path)
      return { release: async () => void locks.delete(path) }
    },
    async list(folder = '') {
      const start = folder === '' ? '' : `${folder.replace(/\/*$/, '')}/`
      const inside = [...held.keys()].filter((path) => path.startsWith(start))
      return [...new Set(inside.map((path) => path.slice(start.length).split('/')[0]!))].sort()
    },
    async remove(path) {
      held.delete(path)
    },
  }
}

/** Whether this says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return (error as { code?: string } | null)?.code === 'ENOENT' || (error as { code?: string } | null)?.code === 'missing-file'
}

function missing(path: string, cause?: unknown): FormatError {
  return new FormatError({ code: 'missing-file', message: `there is no file ${path}.`, details: { path } }, { cause })
}

function refused(action: string, path: string, why: string, cause?: unknown): FormatError {
  const system = (cause as { code?: string } | undefined)?.code ?? ''
  return new FormatError(
    { code: 'file-refused', message: `cannot ${action} ${path}: ${why}.`, fix: fixes[system], details: { path, system } },
    { cause },
  )
}

/** What to do about what the system says. */
const fixes: Readonly<Record<string, string>> = {
  ENOSPC: 'make room on the disk. What was there before is still there, whole.',
  EDQUOT: 'make room: the quota of this user is used up. What was there before is still there, whole.',
  EFBIG: 'the file is larger than the system allows here. What was there before is still there, whole.',
  EACCES: 'choose another folder, or ask for the right to use this one.',
  EPERM: 'choose another folder, or ask for the right to use this one.',
  EROFS: 'choose another folder: this disk can only be read.',
  ENOTDIR: 'a part of this path is a file, not a folder: choose another path.',
  EEXIST: 'a part of this path is a file, not a folder: choose another path.',
  EISDIR: 'this is a folder: name a file.',
  ENOENT: 'the folder cannot be made there: choose another.',
}

/** A rename is on the disk once its folder is; some systems cannot sync a folder, and need not. */
async function syncFolder(path: string): Promise<void> {
  const folder = await nodeModules()
    .fs.open(path, 'r')
    .catch(() => undefined)
  await folder
    ?.sync()
    .catch(() => {})
    .finally(() => folder.close())
}

function refusal(action: string, path: string): (cause: unknown) => never {
  return (cause) => {
    if (cause instanceof StriateError) throw cause
    if (isMissing(cause) && action !== 'write' && action !== 'lock') throw missing(path, cause)
    throw refused(action, path, cause instanceof Error ? cause.message : String(cause), cause)
  }
}
