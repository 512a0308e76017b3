/**
 * CIFAR-10 and CIFAR-100: 50,000 + 10,000 colour photographs of 32 × 32, in 10 or 100 classes (Krizhevsky 2009), from the folder
 * of the binary version, as its archive unpacks. The images are normalised with the mean and standard deviation of the training
 * images' pixels, a channel each: 0.4914, 0.4822, 0.4465 and 0.2470, 0.2435, 0.2616 (CIFAR-100: 0.5071, 0.4865, 0.4409 and
 * 0.2673, 0.2564, 0.2762).
 */
import { FormatError } from '../errors/errors.ts'
import { knownOptions } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { folderStorage } from '../storage/folderStorage.ts'
import type { Storage } from '../storage/storage.ts'
import { isMissing } from '../storage/storageErrors.ts'
import { type CifarForm, cifarImage, readCifar } from './cifarFile.ts'
import type { Dataset } from './dataset.ts'
import { type DatasetOptions, dataset } from './fromArrays.ts'

/** How a network is to read the images; defaults as the file's head says. */
export type CifarOptions = Pick<DatasetOptions, 'pad' | 'mean' | 'std'>

/** The 50,000 images to train on, and the 10,000 to test with. */
export interface CifarParts {
  readonly training: Dataset
  readonly test: Dataset
}

interface Cifar extends CifarForm {
  readonly owner: string
  readonly name: string
  readonly training: readonly string[]
  readonly test: string
  /** The file that names the classes. */
  readonly meta: string
  /** The names where that file is missing. */
  readonly names: readonly string[] | undefined
  readonly trainingRows: number
  readonly mean: readonly number[]
  readonly std: readonly number[]
}

const ten: Cifar = {
  owner: 'cifar10',
  name: 'CIFAR-10',
  training: [1, 2, 3, 4, 5].map((n) => `data_batch_${n}.bin`),
  test: 'test_batch.bin',
  meta: 'batches.meta.txt',
  names: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
  ...{ labels: 1, classes: 10, rows: 10_000, trainingRows: 10_000 },
  mean: [0.4914, 0.4822, 0.4465],
  std: [0.247, 0.2435, 0.2616],
}

const hundred: Cifar = {
  owner: 'cifar100',
  name: 'CIFAR-100',
  training: ['train.bin'],
  test: 'test.bin',
  meta: 'fine_label_names.txt',
  names: undefined,
  ...{ labels: 2, classes: 100, rows: 10_000, trainingRows: 50_000 },
  mean: [0.5071, 0.4865, 0.4409],
  std: [0.2673, 0.2564, 0.2762],
}

/**
 * CIFAR-10 from a folder with `data_batch_1.bin` … `data_batch_5.bin`, `test_batch.bin` and (for the names of the classes; the
 * usual ones without it) `batches.meta.txt`, or from another storage that holds them.
 * ```ts
 * const { training, test } = await cifar10('cifar-10-batches-bin')
 * ```
 * @throws FormatError 'missing-file', 'empty', 'truncated', 'trailing-bytes', 'foreign', 'wrong-label', 'wrong-names';
 *   OptionError
 */
export function cifar10(folder: string | Storage, options?: CifarOptions): Promise<CifarParts> {
  return load(ten, folder, options)
}

/**
 * CIFAR-100 with its 100 fine classes, from a folder with `train.bin`, `test.bin` and `fine_label_names.txt`.
 * @throws as `cifar10`
 */
export function cifar100(folder: string | Storage, options?: CifarOptions): Promise<CifarParts> {
  return load(hundred, folder, options)
}

async function load(set: Cifar, folder: string | Storage, options: CifarOptions | undefined): Promise<CifarParts> {
  const { pad, mean = set.mean, std = set.std } = knownOptions<CifarOptions>(set.owner, options, ['pad', 'mean', 'std'])
  const storage = typeof folder === 'string' ? folderStorage(folder) : folder
  const classes = await classNames(set, storage)
  const part = async (name: string, files: readonly string[], rows: number) => {
    const images = new Uint8Array(files.length * rows * cifarImage)
    const labels = new Uint8Array(files.length * rows)
    for (const [n, file] of files.entries()) {
      const bytes = await fileOf(set, storage, file)
      const [from, form] = [n * rows, { ...set, rows }]
      readCifar(bytes, form, `${storage.name}/${file}`, images.subarray(from * cifarImage), labels.subarray(from))
    }
    return dataset({ name: `${set.name} ${name}`, images, labels, shape: [3, 32, 32], classes, pad, mean, std })
  }
  return { training: await part('training', set.training, set.trainingRows), test: await part('test', [set.test], set.rows) }
}

async function fileOf(set: Cifar, storage: Storage, file: string): Promise<Uint8Array> {
  try {
    return await storage.read(file)
  } catch (error) {
    if (!isMissing(error)) throw error
    const names = await storage.list()
    const isPython = names.some((name) => /^(data_batch_\d|test_batch|train|test|meta)$/.test(name))
    throw new FormatError({
      code: 'missing-file',
      message: say('{set}: the file {file} is missing in {place}.', { set: set.name, file, place: storage.name }),
      numbers: [say('it takes {names}', { names: [...set.training, set.test].join(', ') })],
      fix: isPython
        ? say('this looks like the version for Python: fetch the binary version.')
        : say('unpack the binary version of {set} again, and name the folder with these files.', { set: set.name }),
      details: { file },
    })
  }
}

/** A name on each line. */
async function classNames(set: Cifar, storage: Storage): Promise<readonly string[]> {
  const bytes = await storage.read(set.meta).catch((error) => {
    if (isMissing(error) && set.names) return undefined
    if (isMissing(error)) return fileOf(set, storage, set.meta)
    throw error
  })
  if (!bytes) return set.names!
  const names = new TextDecoder()
    .decode(bytes)
    .split('\n')
    .map((name) => name.trim())
    .filter(Boolean)
  if (names.length === set.classes && new Set(names).size === names.length) return names
  throw new FormatError({
    code: 'wrong-names',
    message: say('{path} does not name {count} different classes.', { path: `${storage.name}/${set.meta}`, count: set.classes }),
    numbers: [say('it has {count} names', { count: names.length })],
    fix: set.names ? say('fetch it again, or remove it.') : say('fetch the file again.'),
    details: { names: names.length },
  })
}
