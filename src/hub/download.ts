/**
 * A file of the hub in the cache: downloaded once, by one process at a time, and never half there under its name. What stops it
 * (a signal, a kill, a lost connection) leaves a part that the next one goes on with; the hub's size and SHA-256 decide whether
 * it is whole.
 */
import { RunError } from '../errors/errors.ts'
import { lockFile } from '../storage/lock.ts'
import { inNode, makeFolder, nodeModules, sha256 } from '../storage/node.ts'
import { type Lock, tornSuffix } from '../storage/storage.ts'
import { refusal } from '../storage/storageErrors.ts'
import { type Announced, announcedBy } from './announced.ts'
import type { Hub } from './connection.ts'
import { cacheRefused, noRoom, notInCache, notThatFile, onlyInNode, type Progress, Temporary, unknownFile } from './hubErrors.ts'
import { addressOf, cachePath, type HubFile } from './hubFile.ts'
import { type HubSettings, hubSettings } from './hubSettings.ts'
import { Part, readNote, writeNote } from './part.ts'
import { receive } from './receive.ts'

/** How a download goes. */
export interface DownloadOptions {
  /** Stops it: its reason is then thrown, and what has come so far stays for the next time. */
  readonly signal?: AbortSignal | undefined
  /** Is told how many bytes are here, and of how many, where the hub says that. Not called for what is in the cache. */
  readonly onProgress?: ((received: number, size: number | undefined) => void) | undefined
  /** Is told once where another process downloads the same file, and is waited for. */
  readonly onWait?: (() => void) | undefined
  /** Milliseconds without a byte after which it is given up. Default 30,000. */
  readonly stall?: number | undefined
}

/** What only tests say. */
export interface Surroundings extends Pick<Hub, 'web'> {
  readonly settings?: HubSettings | undefined
  /** Milliseconds before the second try; each later one waits twice as long. Default 1,000. */
  readonly pause?: number | undefined
}

/** Tries in a row that bring nothing to speak of. */
const mostTries = 5
/** A connection that brought so many bytes counts as none that failed. */
const toSpeakOf = 2 ** 20
/** Milliseconds between two looks at a lock; and, in stalls, how long the other process may add nothing. */
const [lockPause, lockPatience] = [200, 10]

/**
 * The path of a file of the hub in the cache, downloaded if it is not there yet.
 * @throws UnsupportedError 'offline', 'only-in-node'; OptionError 'wrong-hub'; RunError 'unreachable', 'stalled', 'ended-early',
 *   'http-status', 'file-changed', 'redirect-refused', 'locked'; FormatError 'wrong-hash', 'unknown-file', 'other-length',
 *   'web-page', 'no-room', 'file-refused'; the signal's reason
 */
export async function downloaded(file: HubFile, options: DownloadOptions = {}, around: Surroundings = {}): Promise<string> {
  if (!inNode()) throw onlyInNode()
  const { stall = 30_000, signal, onProgress, onWait } = options
  const { settings = hubSettings(), web, pause = 1000 } = around
  const hub: Hub = { settings, stall, signal, web }
  signal?.throwIfAborted()
  const target = cachePath(file, settings)
  if (await isWhole(file, target, settings)) return target
  if (settings.offlineBy) throw notInCache(file, target, settings)
  await makeFolder(nodeModules().path.dirname(target)).catch(cacheRefused(target))
  const lock = await lockOf(target, stall * lockPatience, signal, onWait)
  try {
    // Whoever had the lock may have brought it.
    if (!(await isWhole(file, target, settings))) await bring(file, target, hub, pause, onProgress)
    return target
  } finally {
    await lock.release()
  }
}

/** Whether the cache has all of it. A file that someone put there without a note is looked at once. */
async function isWhole(file: HubFile, target: string, settings: HubSettings): Promise<boolean> {
  const { fs } = nodeModules()
  const found = await fs.stat(target).catch(() => undefined)
  if (!found?.isFile()) return false
  const note = await readNote(target)
  if (note) return note.size === found.size && (file.sha256 ?? note.sha256) === note.sha256
  if (file.sha256 === undefined) return found.size > 0
  const hash = sha256()
  const open = await fs.open(target, 'r').catch(refusal('read', target))
  for await (const block of open.createReadStream()) hash.update(block as Uint8Array)
  const digest = hash.digest('hex')
  if (digest !== file.sha256) throw notThatFile(target, file.sha256, digest)
  const whole = { address: addressOf(file, settings), size: found.size, sha256: digest, etag: undefined }
  // A cache that is read-only is as good.
  await writeNote(target, whole).catch(() => {})
  return true
}

/** The lock of a file, after whoever has it: as long as his part grows, he is waited for. */
async function lockOf(
  target: string,
  patience: number,
  signal: AbortSignal | undefined,
  onWait: (() => void) | undefined,
): Promise<Lock> {
  const path = `${target}.lock`
  let seen: number | undefined
  let since = performance.now()
  for (let tries = 0; ; tries++) {
    try {
      return await lockFile(path)
    } catch (cause) {
      if (!(cause instanceof RunError)) throw cacheRefused(path)(cause)
      if (tries === 0) onWait?.()
      const size = await nodeModules()
        .fs.stat(target + tornSuffix)
        .then(
          (part) => part.size,
          () => -1,
        )
      if (size !== seen) since = performance.now()
      seen = size
      if (performance.now() - since > patience) throw cause
    }
    await wait(lockPause, signal)
  }
}

/** Tries until it is here. */
async function bring(
  file: HubFile,
  target: string,
  hub: Hub,
  pause: number,
  onProgress: DownloadOptions['onProgress'],
): Promise<void> {
  let part: Part | undefined
  const progress = (): Progress => ({ received: part?.received ?? 0, size: part?.note.size })
  const tell = () => onProgress?.(progress().received, progress().size)
  try {
    for (let tries = 1; ; tries++) {
      const before = progress().received
      try {
        part = await partOf(file, target, hub, part, await announcedBy(file, hub, progress))
        await refuseFull(part, target)
        tell()
        if (part.note.size === undefined || part.received < part.note.size) await receive(file, part, hub, tell)
        await part.finish()
        return
      } catch (error) {
        if (!(error instanceof Temporary)) throw error
        if (progress().received - before >= toSpeakOf) tries = 1
        if (tries >= mostTries) throw error.error
        await wait(error.after === undefined ? pause * 2 ** (tries - 1) : error.after * 1000, hub.signal)
      }
    }
  } finally {
    await part?.close()
  }
}

/** The part of what the hub offers now: that of the try before, where it is the same. */
async function partOf(
  file: HubFile,
  target: string,
  { settings }: Hub,
  before: Part | undefined,
  announced: Announced,
): Promise<Part> {
  const address = addressOf(file, settings)
  const { sha256: known } = file
  if (known !== undefined && announced.sha256 !== undefined && announced.sha256 !== known)
    throw unknownFile(address, known, announced.sha256)
  const note = { address, ...announced, sha256: known ?? announced.sha256 }
  if (before && before.note.etag === note.etag && before.note.size === note.size && before.note.sha256 === note.sha256)
    return before
  await before?.close()
  return Part.open(target, note)
}

/** Before anything is downloaded that has no room. */
async function refuseFull({ note, received }: Part, target: string): Promise<void> {
  if (note.size === undefined) return
  const { fs, path } = nodeModules()
  const disk = await fs.statfs(path.dirname(target)).catch(() => undefined)
  const [free, wanted] = [(disk?.bavail ?? 0) * (disk?.bsize ?? 0), note.size - received]
  if (disk && free < wanted) throw noRoom(target, wanted, free)
}

/** @throws the signal's reason */
function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal!.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted) stop()
  })
}
