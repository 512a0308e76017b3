/** Paths of many files as bytes in shared memory: a hundred thousand of them are there once, for all threads. */

export interface PathList {
  readonly length: number
  /** UTF-8, one after the other. */
  readonly text: SharedArrayBuffer
  /** Where each ends. */
  readonly ends: SharedArrayBuffer
}

export function pathList(paths: readonly string[]): PathList {
  const encoder = new TextEncoder()
  const ends = new Uint32Array(new SharedArrayBuffer(4 * paths.length))
  let bytes = 0
  for (const [n, path] of paths.entries()) ends[n] = bytes += encoder.encode(path).length
  const text = new Uint8Array(new SharedArrayBuffer(bytes))
  for (const [n, path] of paths.entries()) text.set(encoder.encode(path), n === 0 ? 0 : ends[n - 1])
  return { length: paths.length, text: text.buffer, ends: ends.buffer }
}

export function pathAt({ text, ends }: PathList, n: number): string {
  const at = new Uint32Array(ends)
  // A decoder takes no shared memory.
  return new TextDecoder().decode(new Uint8Array(text).slice(n === 0 ? 0 : at[n - 1], at[n]))
}
