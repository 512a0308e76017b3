/**
 * A value that is known without any image: numbers that stand in the file, or what follows from such numbers. Those of a large
 * tensor are read each time they are asked for, and not kept: so the weights of a large model lie in memory once, in the file.
 */
export type Numbers = Float32Array | Float64Array

/** Up to so many numbers are kept once they were read. */
const mostKept = 2 ** 14

export class Constant {
  readonly shape: readonly number[]
  /** Whole numbers and truths, in a Float64Array; fractions lie in a Float32Array. */
  readonly whole: boolean
  /** What the file calls it; undefined where it was worked out here. */
  readonly name: string | undefined
  /** The numbers as they lie in the file, where they are float32. */
  readonly bytes: Uint8Array | undefined
  readonly #read: () => Numbers
  #kept: Numbers | undefined

  constructor(shape: readonly number[], whole: boolean, read: () => Numbers, name?: string, bytes?: Uint8Array) {
    this.shape = shape
    this.whole = whole
    this.name = name
    this.bytes = bytes
    this.#read = read
  }

  get size(): number {
    return this.shape.reduce((product, size) => product * size, 1)
  }

  /** As many as the shape has. */
  get data(): Numbers {
    if (this.#kept) return this.#kept
    const data = this.#read()
    if (data.length <= mostKept) this.#kept = data
    return data
  }

  /** The same numbers in another shape, or under another name. */
  as(shape: readonly number[], name = this.name): Constant {
    return new Constant(shape, this.whole, () => this.data, name, this.bytes)
  }

  /** Other numbers, worked out of these when they are asked for. */
  map(shape: readonly number[], from: (data: Numbers) => Numbers, name?: string): Constant {
    return new Constant(shape, this.whole, () => from(this.data), name)
  }
}

/**
 * Whole numbers that are known here. Of a model that takes any number of images, NaN stands for that number: it may be handed on,
 * and nothing may be worked out of it.
 */
export function wholes(shape: readonly number[], data: readonly number[]): Constant {
  const kept = Float64Array.from(data)
  return new Constant(shape, true, () => kept)
}

export function fractions(shape: readonly number[], data: Float32Array): Constant {
  return new Constant(shape, false, () => data)
}

/**
 * Numbers in the order of another shape: `at[axis]` is how far the source moves along each axis of it. Broadcast axes have 0,
 * backward ones a negative number.
 */
export function gathered(data: Numbers, shape: readonly number[], at: readonly number[], start = 0): Numbers {
  const size = shape.reduce((product, one) => product * one, 1)
  const made = data instanceof Float64Array ? new Float64Array(size) : new Float32Array(size)
  const index = shape.map(() => 0)
  let from = start
  for (let to = 0; to < size; to++) {
    made[to] = data[from]!
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += at[axis]!
      if (++index[axis]! < shape[axis]!) break
      from -= at[axis]! * shape[axis]!
      index[axis] = 0
    }
  }
  return made
}
