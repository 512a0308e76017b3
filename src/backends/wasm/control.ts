/**
 * The engine's own few words in the first page of its memory, as word indices (byte address / 4), made of the constants of
 * `assembly/control.ts`; and how a thread that fails says so. Beyond them lies everything that `memory.ts` hands out.
 */
import * as bytes from './control.generated.ts'

export const control = {
  dispatch: bytes.DISPATCH / 4,
  idleSleepers: bytes.IDLE_SLEEPERS / 4,
  done: bytes.DONE / 4,
  call: bytes.CALL / 4,
  sleepers: bytes.SLEEPERS / 4,
  failed: bytes.FAILED / 4,
  quit: bytes.QUIT / 4,
  failing: bytes.FAILING / 4,
  segments: bytes.SEGMENTS / 4,
  first: bytes.FIRST / 4,
  last: bytes.LAST / 4,
  callSpins: bytes.CALL_SPINS / 4,
  idleSpins: bytes.IDLE_SPINS / 4,
  message: bytes.MESSAGE / 4,
} as const

export const mostSegments = bytes.MOST_SEGMENTS
export const mostThreads = bytes.MOST_THREADS
/** The first byte that is not the engine's own. */
export const firstFree = bytes.FIRST_FREE

/** The word at which a thread's line begins: the last dispatch that it has seen, then the address of the call it is in. */
export function lineOf(thread: number): number {
  return (bytes.LINES + (thread << bytes.LINE_SHIFT)) / 4
}

export interface Failure {
  /** Thread 0 is the caller's own. */
  readonly thread: number
  readonly message: string
  /** The address of the call it was in. */
  readonly call: number
}

/** Marks the engine as failed (the first to fail stays) and wakes everybody, so that all leave. */
export function markFailed(words: Int32Array, thread: number, message: string): void {
  if (Atomics.compareExchange(words, control.failing, 0, 1 + thread) === 0) {
    const text = message.slice(0, bytes.MESSAGE_BYTES)
    words[control.message] = text.length
    const ascii = new Uint8Array(words.buffer, bytes.MESSAGE + 4, text.length)
    for (let i = 0; i < text.length; i++) ascii[i] = text.charCodeAt(i)
    // Only now: whoever sees it reads the message at once.
    Atomics.store(words, control.failed, 1 + thread)
  }
  if (words.buffer instanceof ArrayBuffer) return
  Atomics.notify(words, control.call)
  Atomics.notify(words, control.dispatch)
}

export function failureIn(words: Int32Array): Failure | undefined {
  const failed = Atomics.load(words, control.failed)
  if (failed === 0) return undefined
  const thread = failed - 1
  const message = String.fromCharCode(...new Uint8Array(words.buffer, bytes.MESSAGE + 4, words[control.message]))
  return { thread, message, call: words[lineOf(thread) + 1]! >>> 0 }
}
