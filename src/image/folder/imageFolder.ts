/**
 * A data set from a folder of images: one folder per class, or a list (CSV) with the class of each file. What is found, and in
 * which order, follows from names alone, so that every machine makes the same data set of the same files.
 */

import { Dataset } from '../../data/dataset.ts'
import { dataset } from '../../data/fromArrays.ts'
import { checkPixels } from '../../data/mostPixels.ts'
import { FormatError, type StriateError } from '../../errors/errors.ts'
import { booleanOption, choiceOption, knownOptions, pairOption, wholeOption, wrongOption } from '../../errors/options.ts'
import { say } from '../../errors/say.ts'
import { type Colours, cropOption, type Fit, fits, type ModelInput } from '../../graph/modelInput.ts'
import { nodeModules } from '../../storage/node.ts'
import { sizeOf } from '../../values/shape.ts'
import { fileStream } from '../stream/fileStream.ts'
import { digestOf } from './digest.ts'
import { findImages } from './findImages.ts'
import { type Broken, brokenImages, leftBefore, noClass, noneLeft, refuseUnknown } from './folderErrors.ts'
import type { FoundImages, FoundParts } from './found.ts'
import { isStreamed } from './isStreamed.ts'
import { type CheckedFiles, checkFiles, type Reading, readImages } from './readImages.ts'

/** How the images of a folder become a data set. */
export interface ImageFolderOptions {
  /** What every image is brought to: [height, width], or one number for both. */
  readonly size: number | readonly [number, number]
  /** The planes of an image. Default 'rgb'. */
  readonly colours?: Colours | undefined
  /** What happens where its sides have another ratio: see `resize`. Default 'contain': all of it, with a border. */
  readonly fit?: Fit | undefined
  /** With 'cover': the share of each side that is kept, in the middle. Default 1. */
  readonly crop?: number | undefined
  /** The value of that border, and of what augmentation moves in: 0 … 255. Default 0. */
  readonly background?: number | undefined
  /**
   * The network reads (value / 255 − mean) / std. Defaults 0.5 and 0.25, which is about what photographs have (ImageNet's
   * means are 0.41 to 0.49, its deviations 0.22 to 0.23), and not measured: so two folders are read alike without knowing
   * of each other, and a photograph more or less changes nothing.
   */
  readonly mean?: number | readonly number[] | undefined
  readonly std?: number | readonly number[] | undefined
  /** The classes in the order of the labels, such as those of a network that is to be tested. Default: those found, sorted. */
  readonly classes?: readonly string[] | undefined
  /**
   * Whether the images stay on the disk, and are read (by threads of their own, ahead of the training) each time they are needed:
   * for data larger than memory. The numbers are the same to the bit. Default 'auto': where all of them, as they are stored,
   * would take more than 1 GiB, or more than a quarter of the machine's memory where that is less.
   */
  readonly stream?: boolean | 'auto' | undefined
  /** For messages. Default: the name of the folder. */
  readonly name?: string | undefined
  /**
   * Leaves out files that cannot be read as images; else they are an error, which names them. Default: true where `onSkipped`
   * is given. Of streamed images it is known beforehand: with `skipBroken` each is decoded once, as if it were used; without it
   * only looked at (format, size, end), and damage inside is an error when the image is met.
   */
  readonly skipBroken?: boolean | undefined
  /** Is told of each file that is left out, and why. */
  readonly onSkipped?: ((file: string, error: StriateError) => void) | undefined
  /** After each file: how many of how many are read. */
  readonly onProgress?: ((done: number, all: number) => void) | undefined
  /** Stops reading; the signal's reason is then thrown. */
  readonly signal?: AbortSignal | undefined
}

/** The parts of a folder's images. */
export interface ImageFolderParts {
  readonly training: Dataset
  readonly validation?: Dataset
  readonly test?: Dataset
  /** How many files were found, of all parts. */
  readonly files: number
  /** Those that were left out, as seen from the folder. */
  readonly skipped: readonly string[]
  /** Of the names, classes and sizes of all files: two folders with the same one hold the same images, as far as that tells. */
  readonly digest: string
}

const known = [
  ...['size', 'colours', 'fit', 'crop', 'background', 'mean', 'std', 'classes', 'name'],
  ...['stream', 'skipBroken', 'onSkipped', 'onProgress', 'signal'],
]

/**
 * The images of a folder as a data set: `photos/` with a folder for each class, `labels.csv` with rows `file,label`, or a folder
 * with such a list. Files are looked for at any depth within a class; hidden ones are passed over, links to folders followed.
 * Each image is prepared as `imageFor` prepares one for a network that was trained on them, to the byte. JPEG and WebP need the
 * package `sharp`. Only in Node. As many threads read as there are processors (eight at most); a JPEG of 640 × 480 takes about
 * 10 ms of one (`test/image/measureFolder.ts`). What does not fit into memory is streamed (`stream`).
 * ```ts
 * const photos = await imageFolder('photos', { size: 64 })
 * const { training, validation } = photos.split({ validation: 40, seed: 1 })
 * ```
 * @throws FormatError 'missing-folder', 'file-refused', 'not-classes', 'no-classes', 'empty-class', 'one-class', 'unknown-class',
 *   'broken-images', 'folder-again', 'several-parts', 'list-beside-folders'; of lists 'wrong-list', 'not-utf8', 'open-quote',
 *   'file-twice', 'several-lists', 'no-training'; OptionError; UnsupportedError where sharp is missing, or memory does not
 *   suffice; RunError where the threads that read are lost.
 */
export async function imageFolder(path: string, options: ImageFolderOptions): Promise<Dataset> {
  const asked = checkedOptions('imageFolder', path, options)
  const found = await findImages(path)
  if (found.validation || found.test)
    throw new FormatError({
      code: 'several-parts',
      message: say('imageFolder: {path} has parts for training and for testing.', { path }),
      fix: say('read all of them with imageFolderParts(…), or name one of them.'),
      details: { path },
    })
  return (await partsOf(path, found, asked)).training
}

/**
 * The same of a folder that may have its own parts: `train/`, `validation/` (or `val/`) and `test/`, each with class folders or a
 * list; or `train.csv`, `validation.csv` (or `val.csv`) and `test.csv`; or one list with a heading and a column `part` (or
 * `split`) of such words. The classes are those of the training images, for all of them.
 * @throws as `imageFolder`, and FormatError 'part-twice', 'no-training', 'part-column'
 */
export async function imageFolderParts(path: string, options: ImageFolderOptions): Promise<ImageFolderParts> {
  return partsFrom(path, await findImages(path), options)
}

/**
 * The same, of what was found in it already. `skipped`: the names that were left out when these very files were read before;
 * then streamed images are not looked at again.
 */
export function partsFrom(
  path: string,
  found: FoundParts,
  options: ImageFolderOptions,
  skipped?: readonly string[],
): Promise<ImageFolderParts> {
  return partsOf(path, found, { ...checkedOptions('imageFolderParts', path, options), before: skipped })
}

type Asked = ReturnType<typeof checkedOptions> & { readonly before?: readonly string[] | undefined }

function checkedOptions(owner: string, path: unknown, options: ImageFolderOptions) {
  if (typeof path !== 'string' || path === '') throw wrongOption(owner, 'path', path, say('the path of a folder or of a list'))
  const given = knownOptions(owner, options, known)
  const { colours = 'rgb', fit = 'contain', background = 0, mean = 0.5, std = 0.25, onSkipped } = given
  const { skipBroken = onSkipped !== undefined, classes, stream = 'auto', onProgress, signal } = given
  const { path: paths } = nodeModules()
  const size = pairOption(owner, 'size', given.size)
  checkPixels(owner, 'size', size, say('use a smaller size, or fewer images.'))
  choiceOption(owner, 'colours', colours, ['rgb', 'grey', 'bgr'])
  choiceOption(owner, 'fit', fit, fits)
  const crop = cropOption(owner, given.crop, fit)
  wholeOption(owner, 'background', background, { min: 0, max: 255 })
  booleanOption(owner, 'skipBroken', skipBroken)
  if (typeof stream !== 'boolean') choiceOption(owner, 'stream', stream, ['auto'])
  const shape = [colours === 'grey' ? 1 : 3, ...size]
  const name = given.name ?? paths.basename(paths.resolve(path))
  const asked = { shape, colours, fit, crop, border: background, mean, std, classes, name }
  return { ...asked, stream, skipBroken, onSkipped, onProgress, signal }
}

async function partsOf(path: string, found: FoundParts, asked: Asked): Promise<ImageFolderParts> {
  const parts = Object.entries(found) as [keyof FoundParts, FoundImages][]
  const classes = asked.classes ?? found.training.classes
  for (const [, part] of parts) refuseUnknown(part, classes)
  const toRead = parts.reduce((sum, [, { files }]) => sum + files.length, 0)
  const all = parts.reduce((sum, [, { stray }]) => sum + stray.length, toRead)
  const broken: Broken[] = []
  const stream = isStreamed(asked.stream, toRead * sizeOf(asked.shape))
  const sets: Partial<Record<keyof FoundParts, Dataset>> = {}
  // Names are as seen from a list, or from the folder of a part; where there are several of these, they begin with it.
  const { path: paths } = nodeModules()
  const placeOf = (one: FoundImages) => (one.isList ? paths.dirname(one.path) : one.path)
  const places = new Set(parts.map(([, one]) => placeOf(one)))
  let before = 0
  for (const [part, one] of parts) {
    // What files of one part are called, as seen from the folder that was asked for.
    const prefix =
      parts.length > 1 && places.size > 1 ? `${paths.basename(one.isList ? paths.dirname(one.path) : one.path)}/` : ''
    const onProgress = (done: number) => asked.onProgress?.(before + done, toRead)
    const read = await readPart(one, part, { ...asked, classes, stream, prefix }, onProgress)
    sets[part] = read.data
    for (const { name, error } of read.broken) broken.push({ name: prefix + name, error })
    before += one.files.length
  }
  if (broken.length > 0 && !asked.skipBroken) throw brokenImages(path, broken, all)
  for (const { name, error } of broken) asked.onSkipped?.(name, error)
  const { training, ...others } = sets
  if (!training || Object.values(others).some((set) => !set)) throw brokenImages(path, broken, all)
  return { training, ...others, files: all, skipped: broken.map(({ name }) => name), digest: await digestOf(found) }
}

/** The data set is undefined where not one of its files is an image. */
async function readPart(
  { path, files, stray }: FoundImages,
  part: keyof FoundParts,
  asked: Asked & { readonly classes: readonly string[]; readonly stream: boolean; readonly prefix: string },
  onProgress: (done: number) => void,
): Promise<{ data: Dataset | undefined; broken: readonly Broken[] }> {
  const { shape, classes, mean, std, name, colours, fit, crop, border, signal, stream } = asked
  const described = {
    name: part === 'training' ? name : `${name}, ${part}`,
    shape,
    classes,
    mean,
    std,
    colours,
    fit,
    crop,
    border,
  }
  // How one image is prepared is asked of a data set of one, so that it is checked once and said in one place.
  const one = dataset({ ...described, images: new Uint8Array(sizeOf(shape)), labels: [0] })
  const reading = { onProgress, signal }
  const read: CheckedFiles & { readonly images?: Uint8Array } = stream
    ? await checked(files, one.input, asked, reading)
    : await readImages(files, one.input, reading)
  const broken = [...stray.map((file) => ({ name: file, error: noClass(file) })), ...read.broken]
  if (read.files.length === 0) return { data: undefined, broken }
  const labels = Int32Array.from(read.files, ({ label }) => classes.indexOf(label))
  const missing = classes.findIndex((one, k) => !labels.includes(k) && files.some(({ label }) => label === one))
  // A class of whose files none can be read would be one that nothing is learned of.
  if (part === 'training' && missing >= 0) throw noneLeft(path, classes[missing]!, read.broken)
  if (read.images) return { data: dataset({ ...described, images: read.images, labels }), broken }
  return { data: new Dataset({ ...one, images: undefined, stream: fileStream(read.files, one.input), labels }), broken }
}

/** What is known of files before they are streamed. */
async function checked(
  files: FoundImages['files'],
  input: ModelInput,
  { before, prefix, skipBroken }: Pick<Asked, 'before' | 'skipBroken'> & { readonly prefix: string },
  reading: Reading,
): Promise<CheckedFiles> {
  if (!before) return checkFiles(files, skipBroken ? input : undefined, reading)
  const left = new Set(before)
  const [good, bad] = [false, true].map((out) => files.filter(({ name }) => left.has(prefix + name) === out))
  return { files: good!, broken: bad!.map(({ name }) => ({ name, error: leftBefore(name) })) }
}
