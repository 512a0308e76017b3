/**
 * Where the images of a data set come from that do not lie in memory: read ahead of whoever takes them, in the order in
 * which they are wanted, so that nobody waits. What reads them is above this room (`image/stream/`).
 */

/** Images that can be read in any order, each as often as wanted. */
export interface ImageStream {
  /** How many there are: rows 0 … count − 1. */
  readonly count: number
  /** Begins to read these rows, one after the other, well ahead; at most `most` are taken at a time. */
  open(rows: Iterator<number>, most: number): ImageReading
}

/** Images on their way. */
export interface ImageReading {
  /**
   * The next `count` images, once they are there: bytes, one image after the other, in one piece or two. They stay until the
   * next call. At once, without a promise, where they are there already.
   * @throws FormatError 'image-unreadable', which names the file; and what reading throws
   */
  take(count: number): readonly Uint8Array[] | Promise<readonly Uint8Array[]>
  /** Stops reading; what was taken is no longer valid. */
  close(): void
}
