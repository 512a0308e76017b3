/**
 * The engine's own few words in the first page of its memory, as word indices (byte address / 4): the twin of
 * `assembly/control.ts`. Beyond them lies everything that `memory.ts` hands out.
 */

export const control = {
  dispatch: 16,
  idleSleepers: 17,
  done: 32,
  call: 48,
  sleepers: 49,
  failed: 64,
  quit: 65,
  segments: 80,
  first: 98,
  last: 99,
  callSpins: 112,
  idleSpins: 113,
  /** Two cache lines (32 words) a thread: the last dispatch seen, the address of the call it is in. */
  lines: 128,
  lineWords: 32,
  /** Where a thread that fails leaves its message: a length in bytes, then ASCII. */
  message: 2176,
  messageBytes: 250,
} as const

export const mostSegments = 8
export const mostThreads = 64
/** The first byte that is not the engine's own. */
export const firstFree = 65536

export interface Failure {
  /** Thread 0 is the caller's own. */
  readonly thread: number
  readonly message: string
  /** The address of the call it was in. */
  readonly call: number
}

/** Marks the engine as failed (the first to fail stays) and wakes everybody, so that all leave. */
export function markFailed(words: Int32Array, thread: number, message: string): void {
  if (Atomics.compareExchange(words, control.failed, 0, 1 + thread) === 0) {
    const text = message.slice(0, control.messageBytes)
    words[control.message] = text.length
    const bytes = new Uint8Array(words.buffer, (control.message + 1) * 4, text.length)
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  }
  if (words.buffer instanceof ArrayBuffer) return
  Atomics.notify(words, control.call)
  Atomics.notify(words, control.dispatch)
}

export function failureIn(words: Int32Array): Failure | undefined {
  const failed = Atomics.load(words, control.failed)
  if (failed === 0) return undefined
  const thread = failed - 1
  const message = String.fromCharCode(...new Uint8Array(words.buffer, (control.message + 1) * 4, words[control.message]))
  return { thread, message, call: words[control.lines + thread * control.lineWords + 1]! >>> 0 }
}
