/** What the sources of pictures have in common: how much they may read, and what they give. */

/** How much, and for how long, is read of a source. */
export interface ReadLimits {
  /** The most bytes. */
  readonly bytes: number
  /** Milliseconds, for a download as a whole. */
  readonly timeout: number
  readonly signal?: AbortSignal | undefined
}

/** The bytes of a picture, not decoded, with what they are called. */
export interface PictureBytes {
  /** For messages. */
  readonly name: string
  readonly bytes: Uint8Array
  /** What a server called it. */
  readonly type?: string | undefined
}
