/**
 * One question to the hub, with everything that may go wrong on the way made into an error of ours: `Temporary` where another try
 * may help. The token goes to the hub's own server and to none that it leads to; a server that falls silent is left.
 */
import { StriateError } from '../errors/errors.ts'
import { follow, type Web } from '../storage/follow.ts'
import { whyUnreachable } from '../storage/unreachable.ts'
import { version } from '../text/version.ts'
import { type Progress, stalled, Temporary, unreachable, webPage } from './hubErrors.ts'
import { addressOf, type HubFile } from './hubFile.ts'
import type { HubSettings } from './hubSettings.ts'
import { statusError } from './hubStatus.ts'

/** How the hub is reached. */
export interface Hub {
  readonly settings: HubSettings
  /** Milliseconds without a byte after which a server is left. */
  readonly stall: number
  readonly signal?: AbortSignal | undefined
  /** What reaches the web, for tests. */
  readonly web?: Web | undefined
}

export interface Question {
  readonly method: 'GET' | 'HEAD'
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Whether an answer is what was asked for, although it redirects or is no success. */
  readonly isWanted?: ((answer: Response) => boolean) | undefined
}

/** Counts the time in which nothing comes. */
export interface StallClock {
  /** Something is waited for from now on. */
  start(): void
  /** It came: what is done now takes as long as it takes. */
  stop(): void
}

/** The longest that a server's wish to be left alone is waited for, in seconds. */
const longestWait = 60
/** What a connection that broke is called; others (no such server, no network) are no better a second later. */
const broken = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT']

/**
 * Asks, and hands the answer to `read`.
 * @throws Temporary; RunError 'stalled', 'unreachable', 'http-status', and those of `follow`; FormatError 'web-page'; the reason
 *   of the signal
 */
export async function ask<T>(
  file: HubFile,
  { settings, stall, signal, web }: Hub,
  { method, headers = {}, isWanted }: Question,
  progress: () => Progress,
  read: (answer: Response, clock: StallClock) => Promise<T> | T,
): Promise<T> {
  signal?.throwIfAborted()
  const address = addressOf(file, settings)
  const leave = new AbortController()
  const stopped = () => leave.abort()
  signal?.addEventListener('abort', stopped)
  const clock = stallClock(stall, stopped)
  let answered = false
  try {
    clock.start()
    const answer = await follow(address, leave.signal, web, {
      method,
      secure: true,
      isWanted,
      headers: (_, isFirstServer) => ({
        // Ranges are of the bytes as they lie there.
        'Accept-Encoding': 'identity',
        'User-Agent': `striate/${version}`,
        ...headers,
        ...(isFirstServer && settings.token ? { Authorization: `Bearer ${settings.token}` } : {}),
      }),
    })
    clock.stop()
    answered = true
    if (!isWanted?.(answer)) {
      if (!answer.ok) throw refusal(address, answer, file, settings, progress())
      if (/^\s*(text\/html|application\/xhtml)/i.test(answer.headers.get('content-type') ?? '')) throw webPage(address)
    }
    return await read(answer, clock)
  } catch (cause) {
    signal?.throwIfAborted()
    if (clock.isLate()) throw stalled(address, stall, progress())
    if (cause instanceof StriateError || cause instanceof Temporary) throw cause
    // What a caller threw who was told of its progress.
    if (answered) throw cause
    const { code = '', why } = whyUnreachable(cause)
    const error = unreachable(address, why, progress(), cause)
    throw broken.includes(code) ? new Temporary(error) : error
  } finally {
    clock.stop()
    signal?.removeEventListener('abort', stopped)
    leave.abort()
  }
}

function stallClock(milliseconds: number, onLate: () => void): StallClock & { isLate(): boolean } {
  let late = false
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    start() {
      clearTimeout(timer)
      timer = setTimeout(() => {
        late = true
        onLate()
      }, milliseconds)
    },
    stop: () => clearTimeout(timer),
    isLate: () => late,
  }
}

function refusal(address: string, answer: Response, file: HubFile, settings: HubSettings, progress: Progress): Error {
  const after = waitOf(answer)
  const error = statusError(address, answer, file, settings, progress, after)
  const passes = answer.status === 429 || answer.status >= 500
  return passes && (after ?? 0) <= longestWait ? new Temporary(error, after) : error
}

/** `Retry-After`, seconds or a date, in seconds from now. Source: RFC 9110, section 10.2.3. */
export function waitOf(answer: Response, now = Date.now()): number | undefined {
  const given = answer.headers.get('retry-after')?.trim()
  if (!given) return undefined
  if (/^\d+$/.test(given)) return Number(given)
  const date = Date.parse(given)
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000))
}
