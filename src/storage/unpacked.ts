/**
 * Packed bytes (gzip, or zlib as inside PNG) as a stream of unpacked ones, by the platform's own streams. A few packed bytes
 * can hold a thousand times as many, and a platform may unpack all that it is handed at once: so it gets them in small blocks,
 * each only when there is room for what came of the one before, and whoever reads may stop at any time. It joins nothing and
 * sets no limit: that is up to the reader.
 */

/** At most so many packed bytes are handed over at once: what comes of them is below 17 MB. */
const blockBytes = 2 ** 14

/** Deflate makes at most 258 bytes of two bits: nothing unpacks to more than so many times its length. */
export const mostUnpacked = 1032

/**
 * What is inside, piece by piece. Pieces of packed bytes may have any size, also none.
 * @throws what the platform throws where the bytes are damaged or cut off.
 */
export async function* unpacked(packed: Iterable<Uint8Array>, format: 'gzip' | 'deflate'): AsyncGenerator<Uint8Array, void> {
  const stream = new DecompressionStream(format)
  const writer = stream.writable.getWriter()
  // Pages' streams are not always async iterable: read by hand.
  const reader = stream.readable.getReader() as ReadableStreamDefaultReader<Uint8Array>
  let stopped = false
  const send = async () => {
    for (const block of blocks(packed)) {
      await writer.ready
      if (stopped) return
      await writer.write(block)
    }
    await writer.close()
  }
  send().catch((cause) => writer.abort(cause).catch(() => {})) // the reader reports the same failure
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    stopped = true
    reader.cancel().catch(() => {})
  }
}

/** The same bytes in blocks of one size: large pieces are cut, small ones joined, so that a million of them cost no more. */
function* blocks(pieces: Iterable<Uint8Array>): Generator<Uint8Array<ArrayBuffer>> {
  let block = new Uint8Array(blockBytes)
  let filled = 0
  for (const piece of pieces)
    for (let at = 0; at < piece.length; ) {
      const count = Math.min(blockBytes - filled, piece.length - at)
      block.set(piece.subarray(at, at + count), filled)
      at += count
      filled += count
      if (filled < blockBytes) continue
      yield block
      block = new Uint8Array(blockBytes)
      filled = 0
    }
  if (filled > 0) yield block.subarray(0, filled)
}
