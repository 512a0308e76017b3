/** A storage that is a web address: what lies below it can be read, by `fetch`, in Node and in pages alike. */

import { UnsupportedError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { follow } from './follow.ts'
import type { Storage } from './storage.ts'
import { missing, refusal, refused } from './storageErrors.ts'
import { urlText } from './urlText.ts'

/** Files under a web address, by `fetch`: read only. Redirects are followed as `loadImage` does. */
export function webStorage(baseUrl: string | URL): Storage {
  const base = String(baseUrl).replace(/\/*$/, '/')
  const shown = urlText(base)
  const readOnly = async () => {
    throw new UnsupportedError({
      code: 'read-only',
      message: say('{address} is read-only.', { address: shown }),
      fix: say('write to a folderStorage or a memoryStorage.'),
    })
  }
  return {
    name: shown,
    async read(path) {
      const answer = await follow(base + path).catch(refusal('read', shown + path))
      if (answer.status === 404 || answer.status === 410) throw missing(shown + path)
      if (!answer.ok)
        throw refused(
          'read',
          shown + path,
          say('the server answered {status}', { status: `${answer.status} ${answer.statusText}`.trim() }),
        )
      return new Uint8Array(await answer.arrayBuffer())
    },
    write: readOnly,
    append: readOnly,
    lock: readOnly,
    list: async () => [],
    remove: readOnly,
  }
}
