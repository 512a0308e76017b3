/** What the sources of images have in common: how much they may read, and what they give. */

import { type Sentence, spoken } from '../errors/say.ts'

/** How much, and for how long, is read of a source. */
export interface ReadLimits {
  /** The most bytes. */
  readonly bytes: number
  /** Milliseconds, for a download as a whole. */
  readonly timeout: number
  readonly signal?: AbortSignal | undefined
}

/** What errors call an image: a path, an address, or words ('the given bytes'). */
export type ImageName = string | Sentence

/** The bytes of an image, not decoded, with what they are called. */
export interface ImageBytes {
  /** For messages. */
  readonly name: ImageName
  readonly bytes: Uint8Array
  /** What a server called it. */
  readonly type?: string | undefined
}

/** The name for programs. */
export function nameText(name: ImageName): string {
  return typeof name === 'string' ? name : spoken(name)
}
