/**
 * Data sets in the form of MNIST: 60,000 images of 28 × 28 bytes to train on and 10,000 to test with, ten classes, in four IDX
 * files of usual names (gzipped or not): where they are installed, in a folder, as bytes, or at a web address.
 */

import { FormatError, OptionError } from '../errors/errors.ts'
import { knownOptions, wholeOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { isDigitSize } from '../graph/modelInput.ts'
import { folderStorage } from '../storage/folderStorage.ts'
import type { Storage } from '../storage/storage.ts'
import { isMissing } from '../storage/storageErrors.ts'
import { webStorage } from '../storage/webStorage.ts'
import { showShape } from '../values/shape.ts'
import { Dataset } from './dataset.ts'
import { idxDataset } from './idxDataset.ts'

/** Which of the images, from where, and how a network is to read them. */
export interface MnistOptions {
  /** Black pixels around each image: 2 makes 32 × 32, as LeNet-5 reads it. Default 0. */
  pad?: number | readonly [number, number, number, number] | undefined
  /** The first image to take. Default 0. */
  from?: number | undefined
  /** How many images to take. Default: all. */
  limit?: number | undefined
  /** Default: those of the training images (0.1307 and 0.3081 for MNIST); 0 and 1 give 0 (black) … 1 (white). */
  mean?: number | undefined
  std?: number | undefined
  /** A folder with the IDX files (gzipped or not) under their usual names, or the two files, as paths or bytes. */
  files?: string | { images: string | Uint8Array; labels: string | Uint8Array } | undefined
  /** Where to fetch the IDX files from, under their usual names. */
  baseUrl?: string | undefined
  /** Any other storage that holds them under their usual names. */
  storage?: Storage | undefined
}

type Part = 'train' | 't10k'
const counts = { train: 60_000, t10k: 10_000 } as const
const known = ['pad', 'from', 'limit', 'mean', 'std', 'files', 'baseUrl', 'storage']

/** What tells one such data set from another. */
export interface MnistLike {
  /** As code calls it: 'mnist'. */
  readonly owner: string
  /** As people do: 'MNIST'. */
  readonly name: string
  /** Of the training images. */
  readonly mean: number
  readonly std: number
  /** Names of the ten classes; undefined: the digits. */
  readonly classes?: readonly string[]
  readonly handwriting: boolean
  /** The folder where its files are installed; `owner` is for messages. @throws UnsupportedError where they are not */
  readonly installed: (owner: string) => string | Promise<string>
}

export interface MnistSets {
  /** The 60,000 images of the training set. */
  train(options?: MnistOptions): Promise<Dataset>
  /** The 10,000 images of the test set. */
  test(options?: MnistOptions): Promise<Dataset>
}

export function mnistForm(set: MnistLike): MnistSets {
  return { train: (options) => load(set, 'train', options), test: (options) => load(set, 't10k', options) }
}

async function load(set: MnistLike, part: Part, options: MnistOptions | undefined): Promise<Dataset> {
  const owner = `${set.owner}.${part === 'train' ? 'train' : 'test'}`
  const given = knownOptions<MnistOptions>(owner, options, known)
  const { pad, mean = set.mean, std = set.std, from = 0, limit, ...source } = given
  wholeOption(owner, 'from', from, { min: 0, max: counts[part] - 1 })
  if (limit !== undefined) wholeOption(owner, 'limit', limit, { min: 1, max: counts[part] - from })
  const [images, labels] = await files(set, part, owner, source)
  const name = `${set.name} ${part === 'train' ? 'training' : 'test'}`
  const found = await idxDataset({ name, images, labels, classes: set.classes ?? 10, pad, mean, std })
  if (found.length !== counts[part] || !isDigitSize(found.stored))
    throw new FormatError({
      code: 'not-mnist',
      message: say('{name}: these are not the {set} files.', { name, set: set.name }),
      numbers: [
        say('found {count} images {shape}; {set} has {wanted} of 1×28×28', {
          count: found.length,
          shape: showShape(found.stored),
          set: set.name,
          wanted: counts[part],
        }),
      ],
      fix: say('use idxDataset({ images, labels, … }) for other IDX files.'),
      details: { length: found.length, stored: found.stored },
    })
  const all = set.handwriting ? new Dataset({ ...found, handwriting: true }) : found
  return from === 0 && limit === undefined ? all : all.subset(from, limit === undefined ? undefined : from + limit)
}

/** The bytes of the images file and of the labels file. */
async function files(
  set: MnistLike,
  part: Part,
  owner: string,
  { files, baseUrl, storage }: MnistOptions,
): Promise<[Uint8Array, Uint8Array]> {
  if ([files, baseUrl, storage].filter((source) => source !== undefined).length > 1)
    throw new OptionError({
      code: 'several-sources',
      message: say('{owner}: pass only one of files, baseUrl and storage.', { owner }),
    })
  if (typeof files === 'object') return [await bytesOf(files.images), await bytesOf(files.labels)]
  const source = storage ?? (baseUrl !== undefined ? webStorage(baseUrl) : folderStorage(files ?? (await set.installed(owner))))
  return [await find(set, source, `${part}-images`, 'idx3'), await find(set, source, `${part}-labels`, 'idx1')]
}

async function bytesOf(file: string | Uint8Array): Promise<Uint8Array> {
  return typeof file === 'string' ? folderStorage().read(file) : file
}

/** The file under one of the names it goes by. */
async function find({ name: set }: MnistLike, source: Storage, start: string, kind: string): Promise<Uint8Array> {
  const tried = ['-', '.'].flatMap((dash) => [`${start}${dash}${kind}-ubyte`, `${start}${dash}${kind}-ubyte.gz`])
  for (const name of tried) {
    try {
      return await source.read(name)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
  throw new FormatError({
    code: 'missing-file',
    message: say('{name}: a file is missing in {place}.', { name: set, place: source.name }),
    numbers: [say('tried {names}', { names: tried.join(', ') })],
    details: { tried },
  })
}
