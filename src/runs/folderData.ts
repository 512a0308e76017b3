/**
 * A run's data from a folder of images (class folders, parts of such, or a list): brought to the size and the colours that the
 * model reads. What was found is kept with the run, so that it is known later whether the folder still holds the same.
 */

import { Dataset } from '../data/dataset.ts'
import { OptionError, ShapeError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import type { ModelInput } from '../graph/modelInput.ts'
import { digestOf } from '../image/folder/digest.ts'
import { findImages } from '../image/folder/findImages.ts'
import { type ImageFolderOptions, partsFrom } from '../image/folder/imageFolder.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'
import type { Fields } from './fields.ts'

/** A folder of images, or a list of them. */
export interface FolderSource {
  readonly kind: 'folder'
  readonly path: string
  /** Files that are no readable images are left out. */
  readonly skipBroken?: true | undefined
  /** The images stay on the disk until they are needed; else only where they would take too much memory. */
  readonly stream?: true | undefined
  /** What was found when the run began; undefined in a source that was not read yet. */
  readonly found?: FolderFound | undefined
}

/** What a folder held, and what became of it. */
export interface FolderFound {
  /** What each image was brought to: [height, width]. */
  readonly size: readonly number[]
  /** Of all parts. */
  readonly files: number
  readonly skipped: readonly string[]
  /** Of names, classes and sizes. */
  readonly digest: string
}

/** How a folder is read for a run. */
export interface FolderReading extends Pick<ImageFolderOptions, 'onProgress' | 'signal'> {
  /** The model is trained already: its classes are those of the labels, and the folder may have no others. */
  readonly trained?: boolean | undefined
}

export interface FolderData {
  readonly source: FolderSource
  readonly training: Dataset
  readonly validation?: Dataset
  readonly test?: Dataset
}

/** A source as config.json holds it. @throws FormatError, by `fields` */
export function folderFrom(fields: Fields): FolderSource {
  const found = fields.has('found') ? fields.object('found') : undefined
  return {
    kind: 'folder',
    path: fields.text('path'),
    ...(fields.has('skipBroken') && fields.truth('skipBroken') ? { skipBroken: true } : {}),
    ...(fields.has('stream') && fields.truth('stream') ? { stream: true } : {}),
    ...(found
      ? {
          found: {
            size: found.wholes('size'),
            files: found.whole('files'),
            skipped: found.texts('skipped'),
            digest: found.text('digest'),
          },
        }
      : {}),
  }
}

/**
 * The images of a folder as a model reads them: where that has an input already, as that says.
 * @throws OptionError 'other-files' where they are not those that the run began with; ShapeError where the model reads no
 *   images, or has not one output for each class; and what `imageFolder` throws
 */
export async function loadFolder(source: FolderSource, model: ModelGraph, reading: FolderReading = {}): Promise<FolderData> {
  const { path, skipBroken = false, stream = 'auto' } = source
  const found = await findImages(path)
  if (source.found) refuseOthers(source, source.found, await digestOf(found), countOf(found))
  const known = model.input?.dtype === 'u8' && model.input.colours ? model.input : undefined
  const stored = storedBy(model, known)
  const classes = classesFor(path, model, found.training.classes, reading.trained === true)
  const { signal, onProgress } = reading
  const asked: ImageFolderOptions = {
    size: [stored[1]!, stored[2]!],
    colours: known?.colours ?? (stored[0] === 1 ? 'grey' : 'rgb'),
    fit: known?.fit,
    crop: known?.crop,
    background: known?.border,
    classes,
    skipBroken,
    stream,
    signal,
    onProgress,
  }
  // Files that were read when the run began, and are those of then, need no other look before they are streamed.
  // A run that began without leaving any out is looked at again where some may be now.
  const looked = source.found && (!skipBroken || source.found.skipped.length > 0) ? source.found.skipped : undefined
  const parts = await partsFrom(path, found, asked, looked)
  const { files, skipped, digest } = parts
  // A network that was trained elsewhere goes on reading as it did there.
  const as = (set: Dataset) => (known ? new Dataset({ ...set, padding: known.padding, normalization: known.normalization }) : set)
  return {
    source: { ...source, found: { size: stored.slice(1), files, skipped, digest } },
    training: as(parts.training),
    ...(parts.validation ? { validation: as(parts.validation) } : {}),
    ...(parts.test ? { test: as(parts.test) } : {}),
  }
}

/** The classes of a folder's training images, sorted: nothing is decoded for it. @throws as `imageFolder` */
export async function folderClasses({ path }: FolderSource): Promise<readonly string[]> {
  return (await findImages(path)).training.classes
}

const countOf = (found: Awaited<ReturnType<typeof findImages>>) =>
  Object.values(found).reduce((sum, part) => sum + part.files.length, 0)

/** The shape of one image before its padding. */
function storedBy(model: ModelGraph, known: ModelInput | undefined): Shape {
  const { inputShape } = model
  if (known) return known.stored
  if (inputShape.length === 3 && (inputShape[0] === 1 || inputShape[0] === 3)) return inputShape
  throw new ShapeError({
    code: 'image-shape',
    message: say('"{model}" reads {wanted}, which is no image in grey (1) or colour (3).', {
      model: model.name,
      wanted: showShape(inputShape),
    }),
    fix: say('use a model with the input [3, height, width] or [1, height, width].'),
    details: { model: inputShape },
  })
}

/** In the order of the model's outputs, where it has names for them that are these. */
function classesFor(path: string, model: ModelGraph, found: readonly string[], trained: boolean): readonly string[] {
  const outputs = sizeOf(model.outputShape)
  const named = model.input?.classes
  if (named?.length === outputs && (trained || found.every((name) => named.includes(name)))) return named
  if (found.length === outputs) return found
  throw new ShapeError({
    code: 'class-count',
    message: say('"{model}" has {outputs} outputs, but {path} has {count} classes.', {
      model: model.name,
      outputs,
      path,
      count: found.length,
    }),
    numbers: [say('classes: {names}', { names: found.map((name) => JSON.stringify(name)).join(', ') })],
    fix: say('end the model with one output for each class: dense({ units: {count} }).', { count: found.length }),
    details: { outputs, classes: found },
  })
}

function refuseOthers({ path }: FolderSource, then: FolderFound, digest: string, files: number): void {
  if (digest === then.digest) return
  throw new OptionError({
    code: 'other-files',
    message: say('{path} does not hold the images that the run began with.', { path }),
    numbers: [
      files === then.files
        ? say('{files} files, as then, but with other names, classes or sizes', { files })
        : say('then {before} files, now {files}', { before: then.files, files }),
    ],
    fix: say('restore them, or begin another run. Other images are tested by striate evaluate <run> --data <folder>.'),
    details: { path, before: then.files, files },
  })
}
