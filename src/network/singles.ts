/**
 * Numbers in single precision that lie anywhere in bytes, such as a file's: looked through in pieces, so that a large tensor is
 * never there twice.
 */
import { firstNotFinite } from './checkImages.ts'

const piece = 2 ** 18

export class Singles {
  readonly length: number
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    // A Buffer of Node's is cut into views where others are copied.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    this.length = bytes.length / 4
  }

  at(index: number): number {
    return new Float32Array(this.#bytes.slice(4 * index, 4 * index + 4).buffer)[0]!
  }

  /** The index of the first that is not a finite number; −1 where all are. */
  firstNotFinite(): number {
    for (let from = 0; from < this.length; from += piece) {
      const at = firstNotFinite(new Float32Array(this.#bytes.slice(4 * from, 4 * Math.min(this.length, from + piece)).buffer))
      if (at >= 0) return from + at
    }
    return -1
  }
}

export const singlesIn = (bytes: Uint8Array): Singles => new Singles(bytes)
