/**
 * Where a run's images come from, as a plain value that config.json keeps, and the data sets that it means, with the
 * border that the model's input asks for.
 */

import { Dataset } from '../data/dataset.ts'
import { dataset } from '../data/fromArrays.ts'
import { idxDataset } from '../data/idxDataset.ts'
import { withNumbers } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { folderStorage } from '../storage/folderStorage.ts'
import type { Storage } from '../storage/storage.ts'
import { type TrainOptions, validationCount } from '../training/trainOptions.ts'
import { type Shape, sameShape, sizeOf } from '../values/shape.ts'
import type { Fields } from './fields.ts'
import { type FolderReading, type FolderSource, folderClasses, folderFrom, loadFolder } from './folderData.ts'
import { classCounts, imageShapes, loadNamed, type NamedSource, namedFrom, namedKinds } from './namedData.ts'
import { paddingTo } from './paddingTo.ts'
import type { TrainingSettings } from './settings.ts'

/** A pair of IDX files, as paths. */
export interface IdxFiles {
  readonly images: string
  readonly labels: string
}

/** Where the images come from: a data set with a name, pairs of IDX files, or a folder of images. */
export type DataSource =
  | NamedSource
  | {
      readonly kind: 'idx'
      readonly training: IdxFiles
      readonly test?: IdxFiles | undefined
      /** The images are handwriting, prepared as MNIST's were: photographs are, too, before they are asked about. */
      readonly handwriting?: true | undefined
    }
  | FolderSource

/** A source and what it holds. */
export interface RunData {
  readonly source: DataSource
  /** What is learned from; the whole of it, until `partsOf` splits off a validation. */
  readonly training: Dataset
  readonly validation?: Dataset | undefined
  readonly test?: Dataset | undefined
}

/** The data of a run in its parts: where its settings ask for a validation, that is split off, by the run's seed. */
export function partsOf(data: RunData, { validation, seed }: Pick<TrainingSettings, 'validation' | 'seed'>): RunData {
  if (validation === undefined || data.validation) return data
  const parts = data.training.split({ validation: validationCount(data.training.length, validation), seed })
  return { ...data, ...parts }
}

/**
 * Whether the test images are met once, with the weights that a run ends with: where a validation watches the training, and
 * always in a folder of images. (Data sets with a name and IDX files are tested after each epoch without a validation.)
 */
export function isTestedAtEnd({ source, validation }: RunData): boolean {
  return validation !== undefined || source.kind === 'folder'
}

/** What `train` is asked for, by a run's settings and the parts of its data. */
export function optionsOf(settings: TrainingSettings, { training, validation }: RunData): TrainOptions {
  return { ...settings, validation, accuracy: training.labels !== undefined }
}

/** How many classes a source has, as far as that is known before anything is decoded. @throws as `imageFolder` */
export async function classCountOf(source: DataSource): Promise<number | undefined> {
  if (source.kind === 'folder') return (await folderClasses(source)).length
  return source.kind === 'idx' ? undefined : classCounts[source.kind]
}

/** The shape of a source's images, where its name tells it. Those of a folder are made as large as a model wants them. */
export function imageShapeOf(source: DataSource): Shape | undefined {
  return source.kind === 'folder' || source.kind === 'idx' ? undefined : imageShapes[source.kind]
}

/** A source as config.json holds it. @throws FormatError, by `fields` */
export function sourceFrom(fields: Fields): DataSource {
  const kind = fields.word('kind', [...namedKinds, 'idx', 'folder'])
  if (kind === 'folder') return folderFrom(fields)
  if (kind !== 'idx') return namedFrom(kind, fields)
  const files = (part: Fields): IdxFiles => ({ images: part.text('images'), labels: part.text('labels') })
  const training = files(fields.object('training'))
  return {
    kind,
    training,
    ...(fields.has('test') ? { test: files(fields.object('test')) } : {}),
    ...(fields.has('handwriting') && fields.truth('handwriting') ? { handwriting: true } : {}),
  }
}

/**
 * The images of a source, as a model reads them: where they are smaller than its input they get a border, as equal on
 * both sides as can be. Data sets with a name are normalised as is usual; IDX files by the mean and deviation of their own
 * training pixels, or as the model does that reads such images already; a folder of images as `imageFolder` does, or likewise.
 * @throws FormatError, UnsupportedError where files are missing or damaged, ShapeError where no border makes them fit.
 */
export async function loadRunData(
  source: DataSource,
  model: ModelGraph,
  files: Storage = folderStorage(),
  reading?: FolderReading,
): Promise<RunData> {
  if (source.kind === 'folder') return loadFolder(source, model, reading)
  if (source.kind !== 'idx') return { source, ...(await loadNamed(source, model)) }
  const raw = await readPair(files, source.training, 'training')
  const pad = paddingTo(model, raw.stored, say('the data'))
  const norm = pixelStatistics(raw)
  const outputs = sizeOf(model.outputShape)
  // IDX files have no names; where the model has one for each output, they are those.
  const named = model.input?.classes
  const classes = named?.length === outputs ? named : outputs
  const ready = ({ name, images, labels, stored }: Dataset) =>
    dataset({
      name,
      images: images as Uint8Array,
      labels: labels!,
      shape: stored,
      classes,
      pad,
      ...norm,
      handwriting: source.handwriting,
    })
  const test = source.test && (await readPair(files, source.test, 'test'))
  // A model that reads such images already goes on reading them as it did.
  const known = model.input?.dtype === 'u8' && sameShape(model.input.stored, raw.stored) ? model.input : undefined
  const as = (set: Dataset) => (known ? new Dataset({ ...set, padding: known.padding, normalization: known.normalization }) : set)
  return { source, training: as(ready(raw)), ...(test ? { test: as(ready(test)) } : {}) }
}

async function readPair(files: Storage, { images, labels }: IdxFiles, part: string): Promise<Dataset> {
  const read = { images: await files.read(images), labels: await files.read(labels) }
  return idxDataset({ name: part, ...read }).catch((error) => {
    throw withNumbers(error, [say('images: {path}', { path: images }), say('labels: {path}', { path: labels })])
  })
}

/** Mean and standard deviation of each channel, of pixels in 0 … 1, to four decimals: short numbers in config.json. */
function pixelStatistics({ images, stored }: Dataset): { mean: number[]; std: number[] } {
  const [channels, height, width] = stored
  const plane = height! * width!
  const length = images.length / (channels! * plane)
  const mean: number[] = []
  const std: number[] = []
  for (let c = 0; c < channels!; c++) {
    let sum = 0
    let squares = 0
    for (let n = 0; n < length; n++)
      for (let i = (n * channels! + c) * plane, end = i + plane; i < end; i++) {
        sum += images[i]!
        squares += images[i]! * images[i]!
      }
    const count = length * plane
    const average = sum / count
    mean.push(Math.round((10_000 * average) / 255) / 10_000)
    // A channel that is the same everywhere is left as large as it is.
    std.push(Math.round((10_000 * Math.sqrt(Math.max(0, squares / count - average * average))) / 255) / 10_000 || 1)
  }
  return { mean, std }
}
