/**
 * Batches of a data set whose images are there. Whoever computes on a data set draws its batches from here, and nothing else
 * can be written into a plan: so no verb can forget to wait for the images of a streamed set. Those of a set in memory are
 * always there.
 */
import type { BatchArrays, Dataset } from './dataset.ts'
import { placeTooSmall } from './datasetErrors.ts'
import type { BatchRange } from './order.ts'

/** The places from … to − 1 of an order of images. */
export interface WantedBatch extends BatchRange {
  readonly order: ArrayLike<number>
}

/** A batch whose images are there. It stays until the next one is asked for. */
export class Batch {
  readonly data: Dataset
  readonly count: number
  /** How long was waited for its images, in seconds; 0 for those in memory. */
  readonly waited: number
  readonly #wanted: WantedBatch
  /** The images of a streamed set, one after the other. */
  readonly #pieces: readonly Uint8Array[] | undefined

  constructor(data: Dataset, wanted: WantedBatch, pieces: readonly Uint8Array[] | undefined, waited: number) {
    this.data = data
    this.count = wanted.to - wanted.from
    this.waited = waited
    this.#wanted = wanted
    this.#pieces = pieces
  }

  /** Writes its images, raw, their labels, targets and numbers where `into` has a place for them. Throws as `Dataset.fill`. */
  fill(into: BatchArrays): void {
    const { order, from } = this.#wanted
    const { images, ...others } = into
    if (!images || !this.#pieces) this.data.fill(order, into, from, this.count)
    else {
      const length = this.#pieces.reduce((sum, piece) => sum + piece.length, 0)
      placeTooSmall(this.data, 'images', images.length, this.count, length / this.count)
      let at = 0
      for (const piece of this.#pieces) {
        images.set(piece, at)
        at += piece.length
      }
      this.data.fill(order, others, from, this.count)
    }
  }

  /** What belongs to the next image of the batch in the place of each; after the last comes the first. It has no images. */
  shifted(): Batch {
    const { order, from } = this.#wanted
    const next = Uint32Array.from({ length: this.count }, (_, n) => order[from + ((n + 1) % this.count)]!)
    return new Batch(this.data, { order: next, from: 0, to: this.count }, undefined, 0)
  }

  /** The class number of the n-th image of the batch. Throws OptionError where the set has no labels. */
  label(n: number): number {
    const { order, from } = this.#wanted
    return this.data.label(order[from + n]!)
  }
}

export interface BatchReader {
  /** The next batch, once its images are there: of a set in memory at once. @throws as `ImageReading.take` */
  next(): Batch | Promise<Batch>
  close(): void
}

/**
 * The batches that `wanted` tells, in their order, each of at most `most` images. It is asked twice, for the images are read
 * ahead: it tells the same each time. Close it in the end.
 */
export function readBatches(data: Dataset, wanted: () => Iterable<WantedBatch>, most: number): BatchReader {
  const batches = wanted()[Symbol.iterator]()
  const following = (): WantedBatch => {
    const { value, done } = batches.next()
    if (done) throw new RangeError('there is no batch left')
    return value
  }
  const reading = data.stream?.open(rowsOf(data, wanted()), most)
  if (!reading) return { next: () => new Batch(data, following(), undefined, 0), close() {} }
  return {
    async next() {
      const batch = following()
      const began = performance.now()
      const taken = reading.take(batch.to - batch.from)
      if (!(taken instanceof Promise)) return new Batch(data, batch, taken, 0)
      const pieces = await taken
      return new Batch(data, batch, pieces, (performance.now() - began) / 1000)
    },
    close: () => reading.close(),
  }
}

/** The batches of one order, `batch` images each; the last may be short. */
export function* batchesOf(order: ArrayLike<number>, batch: number): Generator<WantedBatch, void, undefined> {
  for (let from = 0; from < order.length; from += batch) yield { order, from, to: Math.min(order.length, from + batch) }
}

function* rowsOf(data: Dataset, wanted: Iterable<WantedBatch>): Generator<number, void, undefined> {
  for (const { order, from, to } of wanted) for (let n = from; n < to; n++) yield data.row(order[n]!)
}
