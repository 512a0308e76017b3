/**
 * An image's bytes from the web: with one time-out over the whole of it, and a limit that is kept while the bytes come in
 * (what a server announces is not believed). Where redirects may lead is `storage/follow.ts`'s; whether the bytes are an image
 * is seen later, from the bytes: servers name types wrongly.
 */

import { RunError, StriateError } from '../errors/errors.ts'
import { type Sentence, say } from '../errors/say.ts'
import { follow } from '../storage/follow.ts'
import { inNode } from '../storage/node.ts'
import { whyUnreachable } from '../storage/unreachable.ts'
import { urlText } from '../storage/urlText.ts'
import type { ImageBytes, ReadLimits } from './imageBytes.ts'
import { tooLarge } from './tooLarge.ts'

export function isWeb(scheme: string | undefined): boolean {
  return scheme === 'http' || scheme === 'https'
}

/**
 * The bytes at an address.
 * @throws RunError 'timed-out', 'unreachable', 'too-many-redirects', 'redirect-refused', 'http-status'; FormatError 'too-large';
 *   OptionError 'wrong-address', 'login-in-address'; where the caller's signal is set, its reason.
 */
export async function download(address: string, { bytes: limit, timeout, signal }: ReadLimits): Promise<ImageBytes> {
  signal?.throwIfAborted()
  const name = urlText(address)
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
      throw statusError(name, answer)
    }
    const chunks: Uint8Array[] = []
    const reader = answer.body?.getReader()
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      chunks.push(next.value)
      received += next.value.length
      if (received > limit) throw tooLarge(name, limit, say('more than {limit} bytes arrived, which is the limit', { limit }))
    }
    const bytes = new Uint8Array(received)
    let at = 0
    for (const chunk of chunks) {
      bytes.set(chunk, at)
      at += chunk.length
    }
    return { name, bytes, type: answer.headers.get('content-type')?.split(';')[0]?.trim() || undefined }
  } catch (cause) {
    signal?.throwIfAborted()
    if (late) throw lateError(name, timeout, received)
    if (cause instanceof StriateError) throw cause
    throw unreachable(name, cause)
  } finally {
    clearTimeout(clock)
    signal?.removeEventListener('abort', stopped)
    stop.abort()
  }
}

function statusError(address: string, { status, statusText }: Response): RunError {
  const meaning: Readonly<Record<number, Sentence>> = {
    401: say('use an address that needs no login.'),
    403: say('the server refuses to send this image: save it by hand, and pass its path.'),
    404: say('there is no such image: check the address.'),
    410: say('the image has been removed: use another address.'),
    429: say('there were too many requests: wait a while.'),
  }
  return new RunError({
    code: 'http-status',
    message: statusText
      ? say('{address}: the server answered {status} {statusText} instead of an image.', { address, status, statusText })
      : say('{address}: the server answered {status} instead of an image.', { address, status }),
    fix: meaning[status] ?? (status >= 500 ? say('the server has a problem: try again later.') : say('check the address.')),
    details: { address, status },
  })
}

function lateError(address: string, timeout: number, received: number): RunError {
  return new RunError({
    code: 'timed-out',
    message: say('{address}: the download took longer than {timeout} ms.', { address, timeout }),
    numbers: [received === 0 ? say('nothing had arrived') : say('{received} bytes had arrived', { received })],
    fix: say('try again, or allow more time with loadImage(…, { timeout }).'),
    details: { address, timeout, received },
  })
}

function unreachable(address: string, cause: unknown): RunError {
  const { code, why } = whyUnreachable(cause)
  return new RunError(
    {
      code: 'unreachable',
      message: say('{address} cannot be reached: {why}.', { address, why }),
      fix: inNode()
        ? say('check the address and the connection, or pass the path of a file.')
        : say('check the address and the connection. The server must also allow this page to read the image (CORS).'),
      details: { address, reason: code },
    },
    { cause },
  )
}
