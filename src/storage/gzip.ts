/** Gzip by the platform's own streams (Node and pages alike), with Striate's errors. */

import { FormatError } from '../errors/errors.ts'
import type { Named } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { unpacked } from './unpacked.ts'

/** Whether bytes begin like gzip (1f 8b). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** The bytes inside. Throws FormatError where they are damaged or cut off, or more than `limit` (bytes). */
export async function gunzip(bytes: Uint8Array, name = 'bytes', limit = 2 ** 31): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of gunzipped(bytes, name)) {
    chunks.push(chunk)
    length += chunk.length
    if (length > limit)
      throw new FormatError({
        code: 'too-large',
        message: say('{name}: the gzip data unpacks to more than {limit} bytes.', { name, limit }),
        details: { limit },
      })
  }
  return join(chunks, length)
}

/** The same piece by piece, without a limit: for who knows when to stop. */
export async function* gunzipped(bytes: Uint8Array, name: Named): AsyncGenerator<Uint8Array, void> {
  let length = 0
  try {
    for await (const chunk of unpacked([bytes], 'gzip')) {
      length += chunk.length
      yield chunk
    }
  } catch (cause) {
    throw new FormatError(
      {
        code: 'bad-gzip',
        message: say('{name}: the gzip data is damaged or cut off.', { name }),
        numbers: [
          say('{packed} packed bytes, from which {unpacked} bytes could be unpacked', { packed: bytes.length, unpacked: length }),
        ],
        fix: say('fetch the file again.'),
      },
      { cause },
    )
  }
}

/** The same bytes, packed. */
export async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  const stream = new CompressionStream('gzip')
  const writer = stream.writable.getWriter()
  const reader = stream.readable.getReader() as ReadableStreamDefaultReader<Uint8Array>
  writer.write(bytes as Uint8Array<ArrayBuffer>).then(
    () => writer.close(),
    () => {}, // the reader reports the same failure
  )
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value)
    length += next.value.length
  }
  return join(chunks, length)
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
