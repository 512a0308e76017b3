/**
 * Where bytes come from and go to: the one small interface through which data sets, formats, checkpoints and runs
 * reach files, so that none of them needs `fs` or `fetch`. Here are its three simple forms: a folder (Node), a base
 * address (read only), and plain memory. A write is whole or not at all.
 */
import { FormatError, StriateError, UnsupportedError } from '../tensor/errors.ts'

export interface Storage {
  /** For messages: where this is. */
  readonly name: string
  /** The bytes of a file. Throws FormatError 'missing-file' where there is none. */
  read(path: string): Promise<Uint8Array>
  /** Writes a file, whole or not at all, and the folders it lies in. Throws UnsupportedError on a read-only storage. */
  write(path: string, bytes: Uint8Array): Promise<void>
  /** The names of the files and folders in a folder, sorted; none where it does not exist. */
  list(folder?: string): Promise<string[]>
  /** Removes a file; nothing happens where there is none. */
  remove(path: string): Promise<void>
}

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
    async write(path, bytes) {
      const target = full(path)
      const temporary = `${target}.${process.pid}-${++written}.part`
      const failed = refusal('write', target)
      await node.fs.mkdir(node.path.dirname(target), { recursive: true }).catch(failed)
      const file = await node.fs.open(temporary, 'w').catch(failed)
      try {
        await file
          .writeFile(bytes)
          .then(() => file.sync())
          .finally(() => file.close())
        await node.fs.rename(temporary, target)
      } catch (cause) {
        await node.fs.rm(temporary, { force: true })
        failed(cause)
      }
    },
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

/** Files under a web address, by `fetch`: read only. */
export function webStorage(baseUrl: string | URL): Storage {
  const base = String(baseUrl).replace(/\/*$/, '/')
  const readOnly = async () => {
    throw new UnsupportedError({
      code: 'read-only',
      message: `${base} can only be read.`,
      fix: 'write to folderStorage or memoryStorage.',
    })
  }
  return {
    name: base,
    async read(path) {
      const answer = await fetch(base + path).catch(refusal('read', base + path))
      if (answer.status === 404 || answer.status === 410) throw missing(base + path)
      if (!answer.ok) throw refused('read', base + path, `the server answered ${answer.status} ${answer.statusText}`)
      return new Uint8Array(await answer.arrayBuffer())
    },
    write: readOnly,
    list: async () => [],
    remove: readOnly,
  }
}

/** Files in memory, for pages and tests; starts with the given ones. Bytes are copied in and out. */
export function memoryStorage(files: Readonly<Record<string, Uint8Array>> = {}): Storage {
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

/** Node's own modules, asked for at run time so that bundles for pages neither contain nor look for them. */
export function nodeModules() {
  if (!inNode())
    throw new UnsupportedError({
      code: 'no-files',
      message: 'there are no files here: folders need Node.',
      fix: 'give the bytes, or a baseUrl to fetch them from.',
    })
  const { process } = globalThis
  return {
    fs: process.getBuiltinModule('node:fs/promises'),
    path: process.getBuiltinModule('node:path'),
    module: process.getBuiltinModule('node:module'),
    url: process.getBuiltinModule('node:url'),
  }
}

/** Whether Node's modules can be had. */
export function inNode(): boolean {
  return typeof globalThis.process?.getBuiltinModule === 'function'
}

/** Whether this says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return (error as { code?: string } | null)?.code === 'ENOENT' || (error as { code?: string } | null)?.code === 'missing-file'
}

function missing(path: string, cause?: unknown): FormatError {
  return new FormatError({ code: 'missing-file', message: `there is no file ${path}.`, details: { path } }, { cause })
}

function refused(action: string, path: string, why: string, cause?: unknown): FormatError {
  return new FormatError({ code: 'file-refused', message: `cannot ${action} ${path}: ${why}.`, details: { path } }, { cause })
}

function refusal(action: string, path: string): (cause: unknown) => never {
  return (cause) => {
    if (cause instanceof StriateError) throw cause
    if (isMissing(cause)) throw missing(path, cause)
    throw refused(action, path, cause instanceof Error ? cause.message : String(cause), cause)
  }
}
