/** A data set from a pair of IDX files: MNIST, and the many sets that copied its format. */

import { FormatError } from '../errors/errors.ts'
import { type Sentence, say } from '../errors/say.ts'
import { showShape } from '../values/shape.ts'
import type { Dataset } from './dataset.ts'
import { type DatasetOptions, dataset } from './fromArrays.ts'
import { readIdx } from './idx.ts'

/** The two files, and how a network is to read the images (as of `dataset`). */
export interface IdxDatasetOptions extends Omit<DatasetOptions, 'images' | 'labels' | 'targets' | 'targetShape' | 'shape'> {
  /** An IDX file (gzipped or not) of bytes: [images, height, width] or [images, channels, height, width]. */
  images: Uint8Array
  /** An IDX file of one byte (or 32-bit number) an image. */
  labels: Uint8Array
}

/** Throws FormatError where the files are damaged or hold something else, and all that `dataset` throws. */
export async function idxDataset({ images, labels, ...options }: IdxDatasetOptions): Promise<Dataset> {
  const name = options.name ?? 'data'
  const read = await readIdx(images, say('{name}, images', { name }))
  const numbers = await readIdx(labels, say('{name}, labels', { name }))
  const { shape, data } = read
  if (!(data instanceof Uint8Array) || (shape.length !== 3 && shape.length !== 4))
    throw notThis(name, say('the images'), read, say('bytes, [images, height, width]'))
  if (!(numbers.data instanceof Uint8Array || numbers.data instanceof Int32Array) || numbers.shape.length !== 1)
    throw notThis(name, say('the labels'), numbers, say('bytes, [images]'))
  const stored = shape.length === 3 ? [1, ...shape.slice(1)] : shape.slice(1)
  return dataset({ ...options, name, images: data, labels: numbers.data, shape: stored })
}

function notThis(
  name: string,
  which: Sentence,
  { shape, data }: Awaited<ReturnType<typeof readIdx>>,
  wanted: Sentence,
): FormatError {
  return new FormatError({
    code: 'wrong-idx',
    message: say('{name}: the file of {which} holds something else.', { name, which }),
    numbers: [
      say('it holds {type} {shape}; wanted: {wanted}', {
        type: data.constructor.name.replace('Array', ''),
        shape: showShape(shape),
        wanted,
      }),
    ],
    fix: say('check whether images and labels are swapped.'),
    details: { shape },
  })
}
