/**
 * A picture's bytes from the web, by `fetch`: with one time-out over the whole of it, a limit that is kept while the bytes
 * come in (what a server announces is not believed), and redirects that are followed by hand in Node, so that a circle of
 * them can be shown. Whether the bytes are a picture is seen later, from the bytes: servers name types wrongly.
 */

import { FormatError, RunError } from '../errors/errors.ts'
import { inNode } from '../storage/node.ts'
import type { PictureBytes, ReadLimits } from './pictureBytes.ts'
import { tooLarge } from './tooLarge.ts'

const mostRedirects = 10

export function isWeb(scheme: string | undefined): boolean {
  return scheme === 'http' || scheme === 'https'
}

/**
 * The bytes at an address.
 * @throws RunError 'timed-out', 'unreachable', 'too-many-redirects', 'http-status', FormatError 'too-large'; where the
 *   caller's signal is set, its reason.
 */
export async function download(address: string, { bytes: limit, timeout, signal }: ReadLimits): Promise<PictureBytes> {
  signal?.throwIfAborted()
  const stop = new AbortController()
  let late = false
  let received = 0
  const clock = setTimeout(() => {
    late = true
    stop.abort()
  }, timeout)
  const stopped = () => stop.abort()
  signal?.addEventListener('abort', stopped)
  try {
    const answer = await follow(address, stop.signal)
    if (!answer.ok) {
      answer.body?.cancel().catch(() => {})
      throw statusError(address, answer)
    }
    const chunks: Uint8Array[] = []
    const reader = answer.body?.getReader()
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      chunks.push(next.value)
      received += next.value.length
      if (received > limit) throw tooLarge(address, `more than ${limit} bytes came`, limit)
    }
    const bytes = new Uint8Array(received)
    let at = 0
    for (const chunk of chunks) {
      bytes.set(chunk, at)
      at += chunk.length
    }
    return { name: address, bytes, type: answer.headers.get('content-type')?.split(';')[0]?.trim() || undefined }
  } catch (cause) {
    signal?.throwIfAborted()
    if (late) throw lateError(address, timeout, received)
    if (cause instanceof FormatError || cause instanceof RunError) throw cause
    throw unreachable(address, cause)
  } finally {
    clearTimeout(clock)
    signal?.removeEventListener('abort', stopped)
    stop.abort()
  }
}

/** Node shows where a redirect leads; a page follows by itself (at most 20) and tells nothing. */
async function follow(address: string, signal: AbortSignal): Promise<Response> {
  if (!inNode()) return fetch(address, { signal })
  const way = [address]
  for (;;) {
    const answer = await fetch(way.at(-1)!, { signal, redirect: 'manual' })
    const to = answer.headers.get('location')
    if (answer.status < 300 || answer.status >= 400 || to === null) return answer
    answer.body?.cancel().catch(() => {})
    const next = URL.canParse(to, way.at(-1)) ? new URL(to, way.at(-1)).href : to
    if (!isWeb(/^(https?):/i.exec(next)?.[1]?.toLowerCase()) || way.includes(next) || way.length > mostRedirects)
      throw lost([...way, next])
    way.push(next)
  }
}

function lost(way: readonly string[]): RunError {
  const [address, next] = [way[0]!, way.at(-1)!]
  const why = way.slice(0, -1).includes(next)
    ? 'is redirected in a circle'
    : /^https?:/i.test(next)
      ? `is redirected more than ${mostRedirects} times`
      : 'is redirected to what is no web address'
  return new RunError({
    code: 'too-many-redirects',
    message: `${address}: the address ${why}.`,
    numbers: [way.slice(-4).join(' → ')],
    fix: 'open it in a browser, and give the address of the picture itself.',
    details: { address, way },
  })
}

function statusError(address: string, { status, statusText }: Response): RunError {
  const meaning: Readonly<Record<number, string>> = {
    401: 'give an address that needs no login',
    403: 'the server does not give this picture away; save it by hand and give its path',
    404: 'there is no such picture; look at the address again',
    410: 'the picture is gone',
    429: 'too many requests; wait a while',
  }
  return new RunError({
    code: 'http-status',
    message: `${address}: the server answered ${status}${statusText ? ` ${statusText}` : ''}, not with a picture.`,
    fix: `${meaning[status] ?? (status >= 500 ? 'the server has a fault; try again later' : 'look at the address again')}.`,
    details: { address, status },
  })
}

function lateError(address: string, timeout: number, received: number): RunError {
  return new RunError({
    code: 'timed-out',
    message: `${address}: the download took longer than ${timeout} ms.`,
    numbers: [received === 0 ? 'nothing had come' : `${received} bytes had come`],
    fix: 'try again, or allow more with loadImage(…, { timeout }).',
    details: { address, timeout, received },
  })
}

function unreachable(address: string, cause: unknown): RunError {
  const inner = (cause as { cause?: { code?: string; message?: string } }).cause
  const reasons: Readonly<Record<string, string>> = {
    ENOTFOUND: 'there is no such server, or no connection to the network',
    EAI_AGAIN: 'its name could not be looked up; is there a connection to the network?',
    ECONNREFUSED: 'the server refuses connections',
    ECONNRESET: 'the connection was broken off',
    UND_ERR_SOCKET: 'the connection was broken off',
    ETIMEDOUT: 'the server does not answer',
    UND_ERR_CONNECT_TIMEOUT: 'the server does not answer',
    ENETUNREACH: 'there is no connection to the network',
    EHOSTUNREACH: 'there is no way to the server',
  }
  const why = reasons[inner?.code ?? ''] ?? inner?.message ?? (cause as Error).message
  return new RunError(
    {
      code: 'unreachable',
      message: `${address} cannot be reached: ${why}.`,
      fix: inNode()
        ? 'look at the address and the connection, or give the path of a file.'
        : 'look at the address and the connection; the server must also allow this page to read it (CORS).',
      details: { address, reason: inner?.code },
    },
    { cause },
  )
}
