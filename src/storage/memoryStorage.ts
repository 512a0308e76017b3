/** A storage that is plain memory: gone with the process, the same in Node and in pages. */

import { say } from '../errors/say.ts'
import type { Storage } from './storage.ts'
import { locked, missing } from './storageErrors.ts'

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
      if (locks.has(path)) throw locked(path, say('this process holds it'))
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
