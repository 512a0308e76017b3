/**
 * A lock that a dead process does not keep: a file that names its holder (process, its start, machine). Who finds one
 * looks whether the holder still lives, and takes it over where not. For folders; other storages have their own ways.
 */
import { RunError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { makeFolder, nodeModules } from './node.ts'
import type { Lock } from './storage.ts'
import { isMissing, locked, noLock } from './storageErrors.ts'

interface Holder {
  readonly process: number
  readonly host: string
  /** When that process began, as its system counts: another process may get the same number later. Empty where unknown. */
  readonly began: string
  readonly since: string
}

/** @throws RunError 'locked' where someone living holds it; what the file system throws. */
export async function lockFile(path: string): Promise<Lock> {
  const { fs, os, path: paths } = nodeModules()
  await makeFolder(paths.dirname(path))
  const mine: Holder = {
    process: process.pid,
    host: os.hostname(),
    began: (await beganAt(process.pid)) ?? '',
    since: new Date().toISOString(),
  }
  const text = JSON.stringify(mine)
  for (;;) {
    try {
      await fs.writeFile(path, text, { flag: 'wx' })
      return { release: () => release(path, text) }
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error
    }
    await refuseLiving(path)
  }
}

/** Whether someone living holds the lock; looks, and takes nothing. */
export async function isHeld(path: string): Promise<boolean> {
  const holder = holderOf((await settled(path)) ?? '')
  return holder !== undefined && (await lives(holder))
}

/** Removes the lock, where it is still ours. */
async function release(path: string, text: string): Promise<void> {
  const { fs } = nodeModules()
  if ((await fs.readFile(path, 'utf8').catch(() => '')) === text) await fs.rm(path, { force: true })
}

/** Throws where the holder lives; else removes his lock. */
async function refuseLiving(path: string): Promise<void> {
  const { fs } = nodeModules()
  const text = await settled(path)
  if (text === undefined) return
  const holder = holderOf(text)
  if (holder && (await lives(holder)))
    throw locked(
      path,
      say('process {process} on {host} has held it since {since}', {
        process: holder.process,
        host: holder.host,
        since: String(holder.since),
      }),
      holder.host,
    )
  // Many may come here at once. One after the other looks again: what the first has removed and taken is no longer the dead
  // one's.
  const guard = await guardOf(path)
  try {
    if ((await fs.readFile(path, 'utf8').catch(() => undefined)) === text) await fs.rm(path, { force: true })
  } finally {
    await guard.release()
  }
}

/**
 * The lock of those who remove a dead one. It is held for a moment, so it is waited for; that of a dead process is taken over
 * likewise.
 */
async function guardOf(path: string): Promise<Lock> {
  for (let tries = 0; ; tries++) {
    try {
      return await lockFile(`${path}.guard`)
    } catch (error) {
      if (!(error instanceof RunError) || tries === 200) throw error
      await pause(10)
    }
  }
}

/** The text of a lock; one that is only being written is waited for. Undefined: there is none any more. */
async function settled(path: string): Promise<string | undefined> {
  const { fs } = nodeModules()
  for (let tries = 0; ; tries++) {
    const text = await fs.readFile(path, 'utf8').catch(async (cause) => {
      const there = await fs.lstat(path).catch(() => undefined)
      // A folder, a link to nothing, a file that cannot be read: it would be found there for ever.
      if (!isMissing(cause) || there?.isSymbolicLink()) throw noLock(path, cause)
      return undefined
    })
    if (text === undefined || holderOf(text) || tries === 20) return text
    await pause(10)
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, milliseconds))
}

function holderOf(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Holder
    return Number.isInteger(holder.process) && typeof holder.host === 'string' ? holder : undefined
  } catch {
    return undefined
  }
}

async function lives(holder: Holder): Promise<boolean> {
  // On another machine (a shared disk) no one here can tell: it is taken to live, and the message says what to do.
  if (holder.host !== nodeModules().os.hostname()) return true
  try {
    process.kill(holder.process, 0)
  } catch (error) {
    if ((error as { code?: string }).code === 'ESRCH') return false
  }
  const began = await beganAt(holder.process)
  return began === undefined || holder.began === '' || began === holder.began
}

/**
 * Linux: boot and clock ticks at the start of a process; empty for one that has ended and was not fetched yet. Elsewhere
 * undefined.
 */
async function beganAt(pid: number): Promise<string | undefined> {
  const { fs } = nodeModules()
  try {
    const boot = (await fs.readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold anything; the state and 19 more fields on, the start, come after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? 'ended' : `${boot} ${fields[19]}`
  } catch {
    return undefined
  }
}
