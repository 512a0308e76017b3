/**
 * What is done with one file of a folder of images: looked at (is it an image, and there to its end?), or read, decoded and
 * prepared by `imageFor`, so that a photograph that is predicted later has the very bytes that it would have been trained on.
 */
import { mostPixels } from '../../data/mostPixels.ts'
import type { ModelInput } from '../../graph/modelInput.ts'
import { checkedHeader } from '../decode.ts'
import { imageFor } from '../imageFor.ts'
import { imageHeader } from '../imageHeader.ts'
import { imageBytes } from '../imageSource.ts'
import { bytePlanes } from '../loadImage.ts'

/** The most bytes that a file may have. */
const mostBytes = 64 * 2 ** 20

/** What transparent parts lie on, as for `loadImage` where nothing else is said. */
const white = [255, 255, 255] as const

export interface File {
  readonly path: string
  /** For messages. */
  readonly name: string
}

/** So many pixels may be decoded at a time, in all threads together. */
export interface Allowance {
  /** Waits until there is room for so many. */
  take(pixels: number): void
  give(pixels: number): void
}

/** Looks at a file's header and end: most of what is wrong with files shows there. @throws FormatError, as `decode` */
export async function lookAtFile({ path, name }: File): Promise<void> {
  const { bytes } = await imageBytes(path, { bytes: mostBytes, timeout: 0 })
  checkedHeader({ name, bytes }, mostPixels)
}

/** @throws FormatError where it is no image, or damaged; UnsupportedError where sharp is missing */
export async function readImageFile({ path, name }: File, input: ModelInput, pixels: Allowance): Promise<Uint8Array> {
  const { bytes } = await imageBytes(path, { bytes: mostBytes, timeout: 0 })
  const { width = 1, height = 1 } = imageHeader(bytes) ?? {}
  const count = Math.min(mostPixels, width * height)
  pixels.take(count)
  try {
    return imageFor({ input }, await bytePlanes({ name, bytes }, white)).data
  } finally {
    pixels.give(count)
  }
}
