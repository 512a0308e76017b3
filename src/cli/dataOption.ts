/**
 * What --data means: MNIST or Fashion-MNIST by name, a folder of images by class or a list of them, a folder with the files of
 * CIFAR or with IDX files, or such files themselves.
 */
import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { OptionValues } from 'commander'
import { nearest } from '../plumbing.ts'
import type { DataSource, IdxFiles } from '../runs.ts'
import { UsageError } from './usageError.ts'
import type { Words } from './words.ts'

/**
 * Paths become absolute, so that a run can be evaluated from anywhere on this machine.
 * @throws UsageError where it is neither, or the folder lacks the files.
 */
export async function dataSourceOf(given: string, words: Words): Promise<DataSource> {
  if (given === 'mnist' || given === 'fashion-mnist') return { kind: given }
  const found = await stat(given).catch(() => undefined)
  if (found?.isDirectory()) return fromFolder(given, await readdir(given), words)
  if (found && /\.csv$/i.test(given)) return { kind: 'folder', path: resolve(given) }
  if (given.includes(',')) return fromList(given, words)
  const meant = nearest(given, ['mnist', 'fashion-mnist'])
  throw new UsageError({
    code: 'unknown-data',
    message: words.usage.data(given),
    fix: `${meant ? words.usage.meant(meant) : ''}${words.usage.dataFix}`,
  })
}

function fromList(given: string, words: Words): DataSource {
  const files = given.split(',').map((path) => path.trim())
  if ((files.length !== 2 && files.length !== 4) || files.includes(''))
    throw new UsageError({
      code: 'data-count',
      message: words.usage.dataCount(files.filter(Boolean).length),
      fix: words.usage.dataFix,
    })
  const [images, labels, testImages, testLabels] = files.map((path) => resolve(path))
  const training = { images: images!, labels: labels! }
  return testImages ? { kind: 'idx', training, test: { images: testImages, labels: testLabels! } } : { kind: 'idx', training }
}

/** The usual names, as MNIST's files have them: `train-images-idx3-ubyte`, `train-images.idx3-ubyte`, with or without .gz. */
const usual = (start: string, kind: string) =>
  ['-', '.'].flatMap((dash) => [`${start}${dash}${kind}-ubyte`, `${start}${dash}${kind}-ubyte.gz`])

/** Where files of CIFAR lie, or IDX files, those are meant; else images, if anything in it can hold their classes. */
async function fromFolder(folder: string, names: readonly string[], words: Words): Promise<DataSource> {
  const cifar = cifarIn(names)
  if (cifar) return { kind: cifar, path: resolve(folder) }
  const find = (start: string, kind: string) => {
    const name = usual(start, kind).find((one) => names.includes(one))
    return name && join(resolve(folder), name)
  }
  const pair = (part: string): IdxFiles | undefined => {
    const [images, labels] = [find(`${part}-images`, 'idx3'), find(`${part}-labels`, 'idx1')]
    return images && labels ? { images, labels } : undefined
  }
  const training = pair('train')
  if (!training && (await holdsClasses(folder, names))) return { kind: 'folder', path: resolve(folder) }
  if (!training)
    throw new UsageError({
      code: 'no-idx',
      message: words.usage.idxMissing(folder),
      numbers: [words.usage.idxWanted('train-images-idx3-ubyte, train-labels-idx1-ubyte')],
      fix: words.usage.idxFix,
    })
  const test = pair('t10k')
  return test ? { kind: 'idx', training, test } : { kind: 'idx', training }
}

/** Any of the files: where others are missing, reading them says which. */
function cifarIn(names: readonly string[]): 'cifar10' | 'cifar100' | undefined {
  if (names.some((name) => /^(data_batch_[1-5]|test_batch)\.bin$/.test(name))) return 'cifar10'
  return names.some((name) => /^(train|test)\.bin$/.test(name)) ? 'cifar100' : undefined
}

/** Whether there is a folder in it, or a list. */
async function holdsClasses(folder: string, names: readonly string[]): Promise<boolean> {
  const shown = names.filter((name) => !name.startsWith('.'))
  if (shown.some((name) => /\.csv$/i.test(name))) return true
  for (const name of shown) if ((await stat(join(folder, name)).catch(() => undefined))?.isDirectory()) return true
  return false
}

/** The options that say how the data are read. @throws UsageError for one that goes with other data */
export function withFlags(source: DataSource, { handwriting, skipBroken, stream }: OptionValues, { usage }: Words): DataSource {
  if (handwriting && source.kind === 'folder')
    throw new UsageError({ code: 'handwriting-folder', message: usage.handwritingFolder })
  if (skipBroken && source.kind !== 'folder') throw new UsageError({ code: 'skip-broken-alone', message: usage.skipBrokenAlone })
  if (stream && source.kind !== 'folder') throw new UsageError({ code: 'stream-alone', message: usage.streamAlone })
  if (source.kind === 'folder') return { ...source, ...(skipBroken && { skipBroken: true }), ...(stream && { stream: true }) }
  return handwriting && source.kind === 'idx' ? { ...source, handwriting: true } : source
}
