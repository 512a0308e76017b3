/**
 * What is said of a download that fails: which file, how much of it is here, and what to do. Where running again goes on, that is
 * what it says.
 */
import { FormatError, RunError, StriateError, UnsupportedError } from '../errors/errors.ts'
import { type Sentence, say } from '../errors/say.ts'
import { reason } from '../storage/storageErrors.ts'
import { urlText } from '../storage/urlText.ts'
import { addressOf, type HubFile } from './hubFile.ts'
import type { HubSettings } from './hubSettings.ts'

/** How far a download is: bytes, and of how many where that is known. */
export interface Progress {
  readonly received: number
  readonly size: number | undefined
}

/** An error that may not be there at the next try; `after` is how many seconds the server wants to be left alone. */
export class Temporary extends Error {
  readonly error: StriateError
  readonly after: number | undefined

  constructor(error: StriateError, after?: number) {
    super(error.message)
    this.error = error
    this.after = after
  }
}

/** The fix of what ends in the middle. */
export const again = say('run it again: the download goes on where it stopped.')
const meddled = say('try again later. If it happens again, something between this machine and the hub changes what it sends.')

/** How much is here, where something is. */
export function numbersOf({ received, size }: Progress): readonly Sentence[] {
  if (received === 0) return []
  if (size === undefined) return [say('{received} bytes are here', { received })]
  return [say('{received} of {size} bytes are here', { received, size })]
}

export function unreachable(address: string, why: Sentence, progress: Progress, cause: unknown): RunError {
  return new RunError(
    {
      code: 'unreachable',
      message: say('{address} cannot be reached: {why}.', { address: urlText(address), why }),
      numbers: numbersOf(progress),
      fix: progress.received > 0 ? again : say('check the connection, and run it again.'),
      details: { address, ...progress },
    },
    { cause },
  )
}

export function stalled(address: string, milliseconds: number, progress: Progress): RunError {
  return new RunError({
    code: 'stalled',
    message: say('{address}: nothing has come from the server for {seconds} s.', {
      address: urlText(address),
      seconds: milliseconds / 1000,
    }),
    numbers: numbersOf(progress),
    fix: again,
    details: { address, ...progress },
  })
}

export function endedEarly(address: string, progress: Progress, cause?: unknown): RunError {
  return new RunError(
    {
      code: 'ended-early',
      message: say('{address}: the connection ends before the file does.', { address: urlText(address) }),
      numbers: numbersOf(progress),
      fix: again,
      details: { address, ...progress },
    },
    { cause },
  )
}

export function otherLength(address: string, found: number, wanted: number): FormatError {
  return new FormatError({
    code: 'other-length',
    message: say('{address}: the server sends another number of bytes than the hub says.', { address: urlText(address) }),
    numbers: [say('the hub: {wanted} bytes; the server: {found} or more', { wanted, found })],
    fix: meddled,
    details: { address, found, wanted },
  })
}

/** The file became another one while it was downloaded. */
export function changed(address: string): RunError {
  return new RunError({
    code: 'file-changed',
    message: say('{address}: the file changes while it is being downloaded.', { address: urlText(address) }),
    fix: say('try again later.'),
    details: { address },
  })
}

export function webPage(address: string): FormatError {
  return new FormatError({
    code: 'web-page',
    message: say('{address}: the server sent a web page in place of the file.', { address: urlText(address) }),
    fix: say('open any page in a browser: this network may want a login first.'),
    details: { address },
  })
}

export function wrongHash(name: string, wanted: string, found: string): FormatError {
  return new FormatError({
    code: 'wrong-hash',
    message: say('{name}: what was downloaded is not the file that the hub has. It was removed.', { name }),
    numbers: [say('SHA-256 of the hub: {wanted}', { wanted }), say('SHA-256 of the download: {found}', { found })],
    fix: meddled,
    details: { wanted, found },
  })
}

/** Another program wrote into the part. */
export function meddledWith(path: string, wanted: number, found: number): FormatError {
  return new FormatError({
    code: 'part-changed',
    message: say('{path}: another program changed it while it was being downloaded. It was removed.', { path }),
    numbers: [say('{wanted} bytes came; the file has {found}', { wanted, found })],
    fix: say('run it again.'),
    details: { path, wanted, found },
  })
}

export function notThatFile(path: string, wanted: string, found: string): FormatError {
  return new FormatError({
    code: 'wrong-hash',
    message: say('{path} is not the file that the hub has.', { path }),
    numbers: [say('SHA-256 of the hub: {wanted}', { wanted }), say('SHA-256 of the file: {found}', { found })],
    fix: say('remove it: it is then downloaded.'),
    details: { path, wanted, found },
  })
}

/** The hub (or a mirror) has another file than this version of Striate knows. */
export function unknownFile(address: string, wanted: string, found: string): FormatError {
  return new FormatError({
    code: 'unknown-file',
    message: say('{address}: the hub offers another file than the one that Striate knows.', { address: urlText(address) }),
    numbers: [say('SHA-256 that is known: {wanted}', { wanted }), say('SHA-256 that is offered: {found}', { found })],
    fix: say('do not use it, unless you know who changed it.'),
    details: { address, wanted, found },
  })
}

/** For a `catch`: the cache cannot be written to. */
export function cacheRefused(path: string): (cause: unknown) => never {
  return (cause) => {
    if (cause instanceof StriateError) throw cause
    throw new FormatError(
      {
        code: 'file-refused',
        message: say('cannot write {path}: {why}.', { path, why: reason(cause) }),
        fix: say('let STRIATE_CACHE name a folder that can be written to.'),
        details: { path, system: (cause as { code?: string } | undefined)?.code ?? '' },
      },
      { cause },
    )
  }
}

/** Of what has no hash to be held against: it does not even begin as its name says. */
export function notSafetensors(path: string): FormatError {
  return new FormatError({
    code: 'not-safetensors',
    message: say('{name}: what was downloaded is no safetensors file. It was removed.', { name: path }),
    fix: meddled,
    details: { path },
  })
}

export function noRoom(path: string, wanted: number, free: number): FormatError {
  return new FormatError({
    code: 'no-room',
    message: say('{path}: there is no room for the download.', { path }),
    numbers: [say('{wanted} bytes are to come; {free} are free', { wanted, free })],
    fix: say('free some space on the disk, or let STRIATE_CACHE name a folder on another one.'),
    details: { path, wanted, free },
  })
}

export function notInCache(file: HubFile, path: string, settings: HubSettings): UnsupportedError {
  const variable = settings.offlineBy ?? ''
  return new UnsupportedError({
    code: 'offline',
    message: say('{name} has not been downloaded yet, and {variable} forbids the network.', { name: file.repository, variable }),
    numbers: [say('looked for {path}', { path })],
    fix: say('leave {variable} out; or put the file of {address} there.', { variable, address: addressOf(file, settings) }),
    details: { path },
  })
}

export function onlyInNode(): UnsupportedError {
  return new UnsupportedError({
    code: 'only-in-node',
    message: say('published weights are downloaded by Node alone, not by a page yet.'),
    fix: say('fetch the file, and pass its bytes: pretrained(name, backend, { bytes }).'),
  })
}
