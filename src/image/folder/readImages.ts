/**
 * Files of images read into one array: several at a time, each decoded and then prepared by `imageFor`, so that a photograph
 * that is predicted later has the very bytes that it would have been trained on. sharp decodes in threads of its own; what runs
 * here is the resampling. Memory stays within bounds: together, the images that are being decoded never have more pixels than
 * the largest one may have.
 */

import { mostPixels } from '../../data/mostPixels.ts'
import { FormatError, type StriateError, UnsupportedError } from '../../errors/errors.ts'
import { say } from '../../errors/say.ts'
import type { ModelInput } from '../../graph/modelInput.ts'
import { showShape, sizeOf } from '../../values/shape.ts'
import { imageFor } from '../imageFor.ts'
import { imageHeader } from '../imageHeader.ts'
import { imageBytes } from '../imageSource.ts'
import { bytePlanes } from '../loadImage.ts'
import type { Labelled } from './walk.ts'

/**
 * Files at a time. Images a second on 2 cores, 300 JPEGs of 640 × 480 to 64 × 64 (`test/image/measureFolder.ts`): 1 at a time
 * 107, 2: 122, 4: 132, 8: 130. Then this thread resamples without a pause.
 */
const atOnce = 4
const mostBytes = 64 * 2 ** 20

/** What transparent parts lie on, as for `loadImage` where nothing else is said. */
const white = [255, 255, 255] as const

/** Whoever waits for it, and how it is going. */
export interface Reading {
  /** After each file: how many of how many are read. */
  readonly onProgress?: ((done: number, all: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export interface ReadImages {
  /** N × the stored shape, of those that could be read. */
  readonly images: Uint8Array
  /** The files they came from. */
  readonly files: readonly Labelled[]
  /** Those that are no images, or damaged, or not there. */
  readonly broken: readonly { readonly name: string; readonly error: StriateError }[]
}

/** @throws UnsupportedError where sharp is missing or memory does not suffice; the signal's reason */
export async function readImages(
  files: readonly Labelled[],
  input: ModelInput,
  { onProgress, signal }: Reading,
): Promise<ReadImages> {
  const size = sizeOf(input.stored)
  const images = arrayFor(files.length, input)
  const broken = new Map<number, StriateError>()
  const pixels = allowance(mostPixels)
  let [next, done] = [0, 0]
  const worker = async () => {
    while (next < files.length) {
      signal?.throwIfAborted()
      const n = next++
      try {
        images.set(await prepared(files[n]!, input, pixels), n * size)
      } catch (error) {
        // What is wrong with a file is its own; all else (no sharp, say) would be wrong with every one.
        if (!(error instanceof FormatError)) {
          next = files.length
          throw error
        }
        broken.set(n, error)
      }
      onProgress?.(++done, files.length)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, files.length) }, worker))
  if (broken.size === 0) return { images, files, broken: [] }
  const kept = files.flatMap((_, n) => (broken.has(n) ? [] : [n]))
  for (const [to, from] of kept.entries()) images.copyWithin(to * size, from * size, (from + 1) * size)
  return {
    images: images.slice(0, kept.length * size),
    files: kept.map((n) => files[n]!),
    broken: [...broken].sort(([a], [b]) => a - b).map(([n, error]) => ({ name: files[n]!.name, error })),
  }
}

async function prepared({ path, name }: Labelled, input: ModelInput, pixels: Allowance): Promise<Uint8Array> {
  const { bytes } = await imageBytes(path, { bytes: mostBytes, timeout: 0 })
  const { width = 1, height = 1 } = imageHeader(bytes) ?? {}
  const count = Math.min(mostPixels, width * height)
  await pixels.take(count)
  try {
    return imageFor({ input }, await bytePlanes({ name, bytes }, white)).data
  } finally {
    pixels.give(count)
  }
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
        fix: say('use a smaller size, or fewer images.'),
        details: { count, bytes },
      },
      { cause },
    )
  }
}

interface Allowance {
  /** Waits until there is room for so much. */
  take(amount: number): Promise<void>
  give(amount: number): void
}

/** So much in all may be out at a time; who asks first is served first. */
export function allowance(most: number): Allowance {
  let free = most
  const waiting: { readonly amount: number; readonly go: () => void }[] = []
  const serve = () => {
    while (waiting[0] && waiting[0].amount <= free) {
      const { amount, go } = waiting.shift()!
      free -= amount
      go()
    }
  }
  return {
    take: (amount) =>
      new Promise((go) => {
        waiting.push({ amount, go })
        serve()
      }),
    give(amount) {
      free += amount
      serve()
    },
  }
}
