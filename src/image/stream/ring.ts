/**
 * A ring of images in shared memory: one thread says which rows it wants, in which order, and takes them; workers fill the
 * places. Nothing but atomic words is between them, so that the workers go on while the thread that takes is blocked in the
 * engine.
 *
 * Images are numbered as they are wanted, 0, 1, 2 … (a 32-bit number, which may wrap); number n lies at place n mod `slots`.
 * Below `open`, numbers may be claimed; `next` is the first that is not.
 */

export interface Ring {
  /** A power of two. */
  readonly slots: number
  /** Bytes of one image. */
  readonly size: number
  readonly memory: SharedArrayBuffer
}

/** Words at the head of a ring. */
export const word = { next: 0, open: 1, waiting: 2 } as const
const words = 4

/** What is at a place. */
export const state = { empty: 0, ready: 1, failed: 2 } as const

export interface RingViews {
  readonly slots: number
  readonly size: number
  readonly words: Int32Array
  /** Which row is wanted at each place. */
  readonly rows: Int32Array
  readonly states: Int32Array
  readonly images: Uint8Array
}

/** For at most `most` images taken at a time: as many again ahead of them, and twice as many where they are small. */
export function newRing(most: number, size: number): Ring {
  const twice = powerAbove(2 * most)
  const slots = Math.max(16, 2 * twice * size <= 64 * 2 ** 20 ? 2 * twice : twice)
  return { slots, size, memory: new SharedArrayBuffer(4 * (words + 2 * slots) + slots * size) }
}

function powerAbove(count: number): number {
  let power = 1
  while (power < count) power *= 2
  return power
}

export function viewsOf({ slots, size, memory }: Ring): RingViews {
  return {
    slots,
    size,
    words: new Int32Array(memory, 0, words),
    rows: new Int32Array(memory, 4 * words, slots),
    states: new Int32Array(memory, 4 * (words + slots), slots),
    images: new Uint8Array(memory, 4 * (words + 2 * slots), slots * size),
  }
}

/** Takes the next number that is wanted and that no one else has taken; undefined where there is none now. */
export function claimed({ words: head }: RingViews): number | undefined {
  for (;;) {
    const n = Atomics.load(head, word.next)
    if (n === Atomics.load(head, word.open)) return undefined
    if (Atomics.compareExchange(head, word.next, n, (n + 1) | 0) === n) return n
  }
}
