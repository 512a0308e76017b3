/** A storage that is a web address: what lies below it can be read, by `fetch`, in Node and in pages alike. */
import { UnsupportedError } from '../errors/errors.ts'
import type { Storage } from './storage.ts'
import { missing, refusal, refused } from './storageErrors.ts'

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
    append: readOnly,
    lock: readOnly,
    list: async () => [],
    remove: readOnly,
  }
}
