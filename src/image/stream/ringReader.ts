/** The thread that takes images out of a ring: it says which rows it wants, as far ahead as the ring reaches, and waits. */
import type { ModelInput } from '../../graph/modelInput.ts'
import { sizeOf } from '../../values/shape.ts'
import { type Served, serveReading } from './imageWorkers.ts'
import { type PathList, pathList } from './pathList.ts'
import type { File } from './readFile.ts'
import { newRing, type Ring, type RingViews, state, viewsOf, word } from './ring.ts'

/** Files for many readings: their paths lie in shared memory. */
export interface SharedFiles {
  readonly paths: PathList
  readonly names: PathList
}

export function sharedFiles(files: readonly File[]): SharedFiles {
  return { paths: pathList(files.map(({ path }) => path)), names: pathList(files.map(({ name }) => name)) }
}

/** Images that were taken. */
export interface Taken {
  /** One after the other, in one piece or two; those that failed hold anything. */
  readonly pieces: readonly Uint8Array[]
  /** What is wrong with some of them, by their place among these. */
  readonly failed: ReadonlyMap<number, Error>
}

/** Reads rows of files in order, well ahead. Without `input`, files are only looked at. */
export class RingReader {
  readonly #ring: Ring
  readonly #views: RingViews
  readonly #rows: Iterator<number>
  readonly #starting: Promise<void>
  readonly #failed = new Map<number, Error>()
  #served: Served | undefined
  #lost: Error | undefined
  #closed = false
  #wake: (() => void) | undefined
  /** The number of the first image that is not given back; how many behind it were taken; the first that is not wanted yet. */
  #first = 0
  #taken = 0
  #open = 0

  constructor(files: SharedFiles, rows: Iterator<number>, most: number, input: ModelInput | undefined) {
    this.#ring = newRing(most, input ? sizeOf(input.stored) : 0)
    this.#views = viewsOf(this.#ring)
    this.#rows = rows
    this.#want()
    this.#starting = this.#start(files, input)
    // Said when images are taken.
    this.#starting.catch(() => {})
  }

  /** The next `count` images, when all of them are read, or are known to fail. They stay until the next call. */
  take(count: number): Taken | Promise<Taken> {
    this.#giveBack()
    this.#want()
    this.#taken = count
    this.#served?.ring()
    if (this.#served && !this.#lost && this.#settled(count)) return this.#out(count)
    return this.#waited(count)
  }

  close(): void {
    this.#closed = true
    this.#served?.end()
  }

  async #start(files: SharedFiles, input: ModelInput | undefined): Promise<void> {
    this.#served = await serveReading(
      { ...files, ring: this.#ring, input },
      {
        woken: () => this.#wake?.(),
        failed: (n, error) => this.#failed.set(n, error),
        lost: (error) => {
          this.#lost = error
          this.#wake?.()
        },
      },
    )
    if (this.#closed) this.#served.end()
  }

  /** Asks for as many rows as there are places. */
  #want(): void {
    const { slots, rows, words } = this.#views
    for (; ((this.#open - this.#first) | 0) < slots; this.#open = (this.#open + 1) | 0) {
      const { value, done } = this.#rows.next()
      if (done) break
      rows[this.#open & (slots - 1)] = value
    }
    Atomics.store(words, word.open, this.#open)
  }

  #giveBack(): void {
    const { slots, states } = this.#views
    for (; this.#taken > 0; this.#taken--) {
      Atomics.store(states, this.#first & (slots - 1), state.empty)
      this.#failed.delete(this.#first)
      this.#first = (this.#first + 1) | 0
    }
  }

  #settled(count: number): boolean {
    const { slots, states } = this.#views
    for (let i = 0; i < count; i++) {
      const n = (this.#first + i) | 0
      const found = Atomics.load(states, n & (slots - 1))
      // Its error is still on its way.
      if (found === state.empty || (found === state.failed && !this.#failed.has(n))) return false
    }
    return true
  }

  async #waited(count: number): Promise<Taken> {
    await this.#starting
    const { words } = this.#views
    this.#served?.waits(true)
    try {
      for (;;) {
        const woken = new Promise<void>((wake) => (this.#wake = wake))
        Atomics.store(words, word.waiting, 1)
        if (this.#lost) throw this.#lost
        if (this.#settled(count)) return this.#out(count)
        await woken
      }
    } finally {
      Atomics.store(words, word.waiting, 0)
      this.#served?.waits(false)
    }
  }

  #out(count: number): Taken {
    const { slots, size, images } = this.#views
    const at = this.#first & (slots - 1)
    const before = Math.min(count, slots - at)
    const piece = (from: number, length: number) => images.subarray(from * size, (from + length) * size)
    const failed = new Map<number, Error>()
    for (const [n, error] of this.#failed) if (((n - this.#first) | 0) < count) failed.set((n - this.#first) | 0, error)
    return { pieces: [piece(at, before), ...(before < count ? [piece(0, count - before)] : [])], failed }
  }
}
