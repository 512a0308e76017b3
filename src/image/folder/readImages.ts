/** Files of images read into one array, or only looked at, by the workers of `image/stream/`; what is no image is told apart. */

import { FormatError, type StriateError, UnsupportedError } from '../../errors/errors.ts'
import { say } from '../../errors/say.ts'
import type { ModelInput } from '../../graph/modelInput.ts'
import { showShape, sizeOf } from '../../values/shape.ts'
import { RingReader, sharedFiles } from '../stream/ringReader.ts'
import type { Labelled } from './walk.ts'

/** Whoever waits for it, and how it is going. */
export interface Reading {
  /** After each file: how many of how many are read. */
  readonly onProgress?: ((done: number, all: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** Files that can be read, and those that cannot. */
export interface CheckedFiles {
  /** In their order. */
  readonly files: readonly Labelled[]
  /** Those that are no images, or damaged, or not there. */
  readonly broken: readonly { readonly name: string; readonly error: StriateError }[]
}

export interface ReadImages extends CheckedFiles {
  /** N × the stored shape, of those that could be read. */
  readonly images: Uint8Array
}

/** @throws UnsupportedError where sharp is missing or memory does not suffice; the signal's reason */
export async function readImages(files: readonly Labelled[], input: ModelInput, reading: Reading): Promise<ReadImages> {
  const images = arrayFor(files.length, input)
  let length = 0
  const checked = await eachOf(files, input, reading, (image) => {
    images.set(image, length)
    length += image.length
  })
  return { ...checked, images: length === images.length ? images : images.slice(0, length) }
}

/**
 * Which files are images: by their headers and ends; with `input` each is decoded and prepared, which alone finds damage inside.
 * @throws as `readImages`
 */
export function checkFiles(files: readonly Labelled[], input: ModelInput | undefined, reading: Reading): Promise<CheckedFiles> {
  return eachOf(files, input, reading, () => {})
}

async function eachOf(
  files: readonly Labelled[],
  input: ModelInput | undefined,
  { onProgress, signal }: Reading,
  keep: (image: Uint8Array) => void,
): Promise<CheckedFiles> {
  const reader = new RingReader(sharedFiles(files), files.keys(), 1, input)
  const good: Labelled[] = []
  const broken: { readonly name: string; readonly error: StriateError }[] = []
  try {
    for (const [n, file] of files.entries()) {
      signal?.throwIfAborted()
      const {
        pieces: [image],
        failed,
      } = await reader.take(1)
      const error = failed.get(0)
      // What is wrong with a file is its own; all else (no sharp, say) would be wrong with every one.
      if (error instanceof FormatError) broken.push({ name: file.name, error })
      else if (error) throw error
      else {
        good.push(file)
        keep(image!)
      }
      onProgress?.(n + 1, files.length)
    }
  } finally {
    reader.close()
  }
  return { files: good, broken }
}

function arrayFor(count: number, { stored }: ModelInput): Uint8Array {
  const bytes = count * sizeOf(stored)
  try {
    return new Uint8Array(bytes)
  } catch (cause) {
    throw new UnsupportedError(
      {
        code: 'no-memory',
        message: say('{count} images of {shape} do not fit into memory.', { count, shape: showShape(stored) }),
        numbers: [say('they take {bytes} bytes', { bytes })],
        fix: say('let them be streamed: stream: true (--stream); or use a smaller size, or fewer images.'),
        details: { count, bytes },
      },
      { cause },
    )
  }
}
