/** Where a file lies that is named by a path, by an address, or in a storage: a storage, and its path in it. */
import { wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { folderStorage } from '../storage/folderStorage.ts'
import { nodeModules } from '../storage/node.ts'
import type { Storage } from '../storage/storage.ts'
import { webStorage } from '../storage/webStorage.ts'

/** `name`: what it is called in a storage. Files beside it are in the same storage. @throws OptionError, UnsupportedError */
export function storedFile(owner: string, source: string | Storage, name: string): { storage: Storage; path: string } {
  if (typeof source !== 'string') return { storage: storageOption(owner, 'source', source), path: name }
  if (!/^https?:/i.test(source)) {
    const { path } = nodeModules()
    return { storage: folderStorage(path.dirname(source)), path: path.basename(source) }
  }
  const { origin, pathname, search } = new URL(source)
  const slash = pathname.lastIndexOf('/')
  return { storage: webStorage(origin + pathname.slice(0, slash)), path: pathname.slice(slash + 1) + search }
}

/** @throws OptionError for what is no storage */
export function storageOption(owner: string, name: string, storage: Storage): Storage {
  if (typeof storage?.read === 'function' && typeof storage.write === 'function') return storage
  throw wrongOption(owner, name, storage, say('a path, or a storage: folderStorage(…), memoryStorage()'))
}
