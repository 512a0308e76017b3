/**
 * A data set: images as they are stored (bytes or real numbers), a label or a target for each, and how a network is to
 * read them (normalisation and a border). It hands out single images for people and fills whole batches for training,
 * raw: the `normalize` op at the head of every plan does the arithmetic. Parts of a set (`subset`, `select`, `split`)
 * are views of the same images. They lie in memory (`fromArrays.ts` makes and checks such a set), or are streamed.
 */

import { OptionError } from '../errors/errors.ts'
import { knownOptions, wholeOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { type Colours, type Fit, type ModelInput, normalizedImage } from '../graph/modelInput.ts'
import { random, shuffled, streams } from '../math/random.ts'
import type { NormalizeAttributes } from '../ops/normalize/op.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'
import { imagesStreamed, noSuchImage, placeTooSmall, setWithout } from './datasetErrors.ts'
import type { ImageStream } from './imageStream.ts'

/** x = raw · scale[c] + offset[c]: one number for all channels, or one a channel. */
export type Normalization = Pick<NormalizeAttributes, 'scale' | 'offset'>

/** An image as a network reads it. */
export interface ImageTensor {
  /** [channels, height, width], or [features]. */
  readonly shape: Shape
  readonly data: Float32Array
}

/** What a data set is made of, unchecked. N is the number of stored images. */
export interface DatasetParts {
  readonly name: string
  /** N × the stored shape, one image after the other; undefined where they are streamed. */
  readonly images?: Uint8Array | Float32Array | undefined
  /** Where images that do not lie in memory come from. A set has `images` or a `stream`. */
  readonly stream?: ImageStream | undefined
  /** N class numbers. */
  readonly labels?: Uint8Array | Int32Array | undefined
  /** N × the target shape: what a regression is to answer. */
  readonly targets?: Float32Array | undefined
  /** Of one target. */
  readonly targetShape?: Shape | undefined
  /** Of one image as it is stored: [channels, height, width], or [features]. */
  readonly stored: Shape
  /** Pixels around each image: top, left, bottom, right. */
  readonly padding: readonly [number, number, number, number]
  /** The raw value of those pixels. */
  readonly border: number
  readonly normalization: Normalization
  /** What the labels mean. */
  readonly classes?: readonly string[] | undefined
  /** The order of the planes; undefined where the channels are not colours. */
  readonly colours?: Colours | undefined
  /** The images are handwriting, prepared as MNIST's were. */
  readonly handwriting?: boolean | undefined
  /** How the images were brought to their size; undefined: 'contain'. */
  readonly fit?: Fit | undefined
  /** The share of each side that was kept of images that cover; undefined: 1. */
  readonly crop?: number | undefined
  /** Which images of `images` (labels, targets) are in this set; undefined: all, in their order. */
  readonly rows?: Uint32Array | undefined
}

/** Where a batch is written: kept by the caller and used again for each batch. Real arrays take bytes too. */
export interface BatchArrays {
  /** Raw images, batch × the stored shape. */
  readonly images?: Uint8Array | Float32Array | Float64Array | undefined
  readonly labels?: Int32Array | undefined
  readonly targets?: Float32Array | Float64Array | undefined
  /** The number of each image in the stored set: what the `warp` op draws its random numbers by. */
  readonly imageIndices?: Int32Array | undefined
}

/**
 * A data set. Made by `dataset` (arrays), `idxDataset` (files), `mnist`, `imageFolder` …; `subset`, `select` and `split` give
 * views of the same images. The images stay as they are stored; a network normalises them itself.
 *
 * The images of a *streamed* set (`streamed`) are read from the disk when a training, `evaluate` or `predict` comes to them.
 * Whatever else needs one asks for it first: `(await data.loaded([7])).image(0)`.
 */
export class Dataset {
  readonly name: string
  /** Of a streamed set: an error. */
  readonly images!: Uint8Array | Float32Array
  readonly stream: ImageStream | undefined
  readonly labels: Uint8Array | Int32Array | undefined
  readonly targets: Float32Array | undefined
  readonly targetShape: Shape | undefined
  /** Of one image as the network reads it, with the padding. */
  readonly shape: Shape
  readonly stored: Shape
  readonly padding: readonly [number, number, number, number]
  readonly border: number
  readonly normalization: Normalization
  readonly classes: readonly string[] | undefined
  readonly colours: Colours | undefined
  readonly handwriting: boolean | undefined
  readonly fit: Fit | undefined
  readonly crop: number | undefined
  readonly rows: Uint32Array | undefined
  /** How many images. */
  readonly length: number
  /** What the images are stored as: the dtype of a plan's raw input. */
  readonly dtype: 'u8' | 'real'

  /** From parts that are known to fit; `dataset()` checks. */
  constructor(parts: DatasetParts) {
    const { images, stream, stored, padding, rows } = parts
    this.name = parts.name
    this.stream = stream
    if (images) this.images = images
    // Not among what `{ ...data }` copies: that is a set with the same stream.
    else
      Object.defineProperty(this, 'images', {
        enumerable: false,
        get: () => {
          throw imagesStreamed(this)
        },
      })
    this.labels = parts.labels
    this.targets = parts.targets
    this.targetShape = parts.targetShape
    this.stored = stored
    this.padding = padding
    this.border = parts.border
    this.normalization = parts.normalization
    ;({ classes: this.classes, colours: this.colours, handwriting: this.handwriting, fit: this.fit, crop: this.crop } = parts)
    this.rows = rows
    const [top, left, bottom, right] = padding
    this.shape = stored.length === 3 ? [stored[0]!, top + stored[1]! + bottom, left + stored[2]! + right] : stored
    this.length = rows?.length ?? stream?.count ?? this.images.length / sizeOf(stored)
    this.dtype = !images || images instanceof Uint8Array ? 'u8' : 'real'
  }

  /** Whether the images are read when they are needed, and do not lie in memory. */
  get streamed(): boolean {
    return this.stream !== undefined
  }

  /** What the `normalize` op at the head of a plan needs to read this set's raw images. */
  get normalize(): NormalizeAttributes {
    return { ...this.normalization, padding: this.padding, border: this.border }
  }

  /** How a network reads these images: what a model that is trained on them knows of its input. */
  get input(): ModelInput {
    const { stored, dtype, padding, border, normalization, colours, classes, handwriting, fit, crop } = this
    return { stored, dtype, padding, border, normalization, colours, classes, handwriting, fit, crop }
  }

  /**
   * A view of the same images, read as those of another set or as a network's own were: `data.as(net.input)` has its scale,
   * its border's value and its class names.
   */
  as({ normalization, border, classes }: ModelInput): Dataset {
    return this.#view({ normalization, border, ...(classes ? { classes } : {}) })
  }

  /** Where image `index` lies in `images`, `labels` and `targets`. Throws OptionError outside 0 … length − 1. */
  row(index: number): number {
    if (!(Number.isInteger(index) && index >= 0 && index < this.length)) throw noSuchImage(this, index)
    return this.rows ? this.rows[index]! : index
  }

  /** Image `index` as it is stored: a view, no copy. Throws OptionError 'streamed' where the images are streamed. */
  raw(index: number): Uint8Array | Float32Array {
    const size = sizeOf(this.stored)
    const row = this.row(index)
    return this.images.subarray(row * size, (row + 1) * size)
  }

  /** Image `index` as the network reads it, normalised and padded. Throws as `raw`. */
  image(index: number): ImageTensor {
    const data = normalizedImage(this.raw(index), this, new Float32Array(sizeOf(this.shape)))
    return { shape: this.shape, data }
  }

  /** The class number of image `index`. Throws OptionError where the set has no labels. */
  label(index: number): number {
    if (!this.labels) throw setWithout(this, 'labels')
    return this.labels[this.row(index)]!
  }

  /** The target of image `index`: a view. Throws OptionError where the set has no targets. */
  target(index: number): Float32Array {
    if (!this.targets || !this.targetShape) throw setWithout(this, 'targets')
    const size = sizeOf(this.targetShape)
    const row = this.row(index)
    return this.targets.subarray(row * size, (row + 1) * size)
  }

  /**
   * Writes the images indices[from … from + count − 1], raw, to the start of `into`, and their labels, targets and
   * numbers where `into` has a place for them. Returns count. Throws ShapeError where a place is too small,
   * OptionError for an image that does not exist, for labels or targets that the set does not have, and for streamed images.
   */
  fill(indices: ArrayLike<number>, into: BatchArrays, from = 0, count = indices.length - from): number {
    const { images, labels, targets, imageIndices } = into
    const size = sizeOf(this.stored)
    const targetSize = this.targetShape ? sizeOf(this.targetShape) : 0
    if (labels && !this.labels) throw setWithout(this, 'labels')
    if (targets && !this.targets) throw setWithout(this, 'targets')
    if (images) placeTooSmall(this, 'images', images.length, count, size)
    if (labels) placeTooSmall(this, 'labels', labels.length, count, 1)
    if (targets) placeTooSmall(this, 'targets', targets.length, count, targetSize)
    if (imageIndices) placeTooSmall(this, 'imageIndices', imageIndices.length, count, 1)
    for (let n = 0; n < count; n++) {
      const row = this.row(indices[from + n]!)
      images?.set(this.images.subarray(row * size, (row + 1) * size), n * size)
      if (labels) labels[n] = this.labels![row]!
      if (targets) targets.set(this.targets!.subarray(row * targetSize, (row + 1) * targetSize), n * targetSize)
      if (imageIndices) imageIndices[n] = row
    }
    return count
  }

  /** The images from … to − 1 (to the end, where `to` is left out), as a view. */
  subset(from: number, to = this.length): Dataset {
    wholeOption(`dataset "${this.name}".subset`, 'from', from, { min: 0, max: this.length - 1 })
    wholeOption(`dataset "${this.name}".subset`, 'to', to, { min: from + 1, max: this.length })
    if (this.rows) return this.#view({ rows: this.rows.subarray(from, to) })
    if (this.stream) return this.#view({ rows: Uint32Array.from({ length: to - from }, (_, i) => from + i) })
    const size = sizeOf(this.stored)
    const targetSize = this.targetShape ? sizeOf(this.targetShape) : 0
    return this.#view({
      images: this.images.subarray(from * size, to * size),
      labels: this.labels?.subarray(from, to),
      targets: this.targets?.subarray(from * targetSize, to * targetSize),
    })
  }

  /** The images of these indices, in this order, as a view. */
  select(indices: ArrayLike<number>): Dataset {
    if (indices.length === 0)
      throw new OptionError({ code: 'empty', message: say('{data}: select needs at least one index.', { data: String(this) }) })
    return this.#view({ rows: Uint32Array.from(indices, (index) => this.row(index)) })
  }

  /**
   * Two views without a common image: `validation` images chosen by the seed, and the rest for training. Both keep
   * the images' order. Throws OptionError where either would be empty.
   */
  split(options: { validation: number; seed?: number }): { training: Dataset; validation: Dataset } {
    const owner = `dataset "${this.name}".split`
    const { validation, seed = 0 } = knownOptions(owner, options, ['validation', 'seed'])
    wholeOption(owner, 'validation', validation, { min: 1, max: this.length - 1 })
    wholeOption(owner, 'seed', seed, { min: 0, max: 2 ** 32 - 1 })
    const order = shuffled(this.length, random(seed, streams.order, splitStep))
    return {
      training: this.#view({ name: `${this.name}, training part`, rows: this.#sorted(order.subarray(validation)) }),
      validation: this.#view({ name: `${this.name}, validation part`, rows: this.#sorted(order.subarray(0, validation)) }),
    }
  }

  /**
   * The images of these indices (of all, where none are named) in memory, in this order, with their labels and targets: what
   * single images of a streamed set are reached by. Of a set in memory: as `select`. Throws FormatError 'image-unreadable'.
   */
  async loaded(indices: ArrayLike<number> = Uint32Array.from({ length: this.length }, (_, i) => i)): Promise<Dataset> {
    const chosen = this.select(indices)
    const { stream, rows, stored, targetShape } = chosen
    if (!stream || !rows) return chosen
    const count = rows.length
    const images = new Uint8Array(count * sizeOf(stored))
    const labels = this.labels && new Int32Array(count)
    const targets = targetShape && new Float32Array(count * sizeOf(targetShape))
    chosen.fill(
      rows.map((_, i) => i),
      { labels, targets },
    )
    const reading = stream.open(rows.values(), 1)
    try {
      for (let n = 0, at = 0; n < count; n++)
        for (const piece of await reading.take(1)) {
          images.set(piece, at)
          at += piece.length
        }
    } finally {
      reading.close()
    }
    return chosen.#view({ images, labels, targets, stream: undefined, rows: undefined })
  }

  /** `"MNIST training" (60000 × 1×28×28)`, the same in every language */
  toString(): string {
    return `"${this.name}" (${this.length} × ${showShape(this.stored)})`
  }

  #sorted(indices: Uint32Array): Uint32Array {
    return indices
      .slice()
      .sort()
      .map((index) => this.row(index))
  }

  #view(changes: Partial<DatasetParts>): Dataset {
    return new Dataset({ ...this, ...changes })
  }
}

/** The step of the order stream that `split` draws from: no epoch comes that far. */
const splitStep = 0xffffffff
