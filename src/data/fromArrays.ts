/**
 * `dataset()`: a data set from arrays, checked. Everything that could make training go quietly wrong is looked for
 * here: counts that do not fit, labels outside the classes, numbers that are not numbers, an empty set. Nothing is
 * copied but lists of plain numbers.
 */

import { FormatError, OptionError, ShapeError } from '../errors/errors.ts'
import {
  booleanOption,
  choiceOption,
  knownOptions,
  longestName,
  realOption,
  wholeOption,
  wrongOption,
} from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { type Colours, cropOption, type Fit, fits, handwritingWanted, isDigitSize } from '../graph/modelInput.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'
import { Dataset, type Normalization } from './dataset.ts'
import { checkPixels } from './mostPixels.ts'

/** The arrays of a data set, and how a network is to read them. */
export interface DatasetOptions {
  /** For messages. Default 'data'. */
  name?: string | undefined
  /** All images one after the other: bytes 0 … 255, or real numbers (a plain list becomes real numbers). */
  images: Uint8Array | Uint8ClampedArray | Float32Array | readonly number[]
  /** One class number an image. */
  labels?: Uint8Array | Int32Array | readonly number[] | undefined
  /** For regression: the wanted outputs, one image's after the other. */
  targets?: Float32Array | readonly number[] | undefined
  /** Of one target. Default: a list of as many numbers as there are for each image. */
  targetShape?: Shape | undefined
  /** Of one image: [channels, height, width], or [features]. */
  shape: Shape
  /** What the labels mean, or how many classes there are. */
  classes?: readonly string[] | number | undefined
  /** Pixels around each image: one number, or [top, left, bottom, right]. With them it has at most 50 million. Default 0. */
  pad?: number | readonly [number, number, number, number] | undefined
  /** The raw value of those pixels. Default 0. */
  border?: number | undefined
  /**
   * The network reads (value − mean) / std, where value is raw / 255 for bytes and raw for real numbers. One number,
   * or one a channel. Defaults 0 and 1.
   */
  mean?: number | readonly number[] | undefined
  std?: number | readonly number[] | undefined
  /** The order of the planes. Default: 'grey' for one channel, 'rgb' for three. */
  colours?: Colours | undefined
  /** The images are handwriting of 28 × 28, cut out and centred as MNIST's; photographs are prepared in the same way. */
  handwriting?: boolean | undefined
  /** How the images were brought to their size: `imageFor` prepares others in the same way. Default 'contain'. */
  fit?: Fit | undefined
  /** With 'cover': the share of each side that was kept. Default 1. */
  crop?: number | undefined
}

const known = [
  ...['name', 'images', 'labels', 'targets', 'targetShape', 'shape', 'classes', 'pad', 'border', 'mean', 'std'],
  ...['colours', 'handwriting', 'fit', 'crop'],
]

/**
 * A data set from arrays. Throws ShapeError where sizes do not fit, OptionError for an option or label out of range,
 * FormatError for numbers that are not finite.
 */
export function dataset(options: DatasetOptions): Dataset {
  const { name = 'data' } = knownOptions('dataset', options, known)
  const owner = `dataset "${name}"`
  const stored = shapeOption(owner, 'shape', options.shape)
  if (stored.length !== 1 && stored.length !== 3)
    throw wrongOption(owner, 'shape', options.shape, say('the shape of one image: [channels, height, width], or [features]'))
  const images = imageArray(owner, options.images)
  const count = imageCount(owner, images.length, stored)
  if (images instanceof Float32Array) finite(owner, 'images', images, stored)
  const classes = classNames(owner, options.classes)
  const labels = labelArray(owner, options.labels, count, classes)
  const targets = options.targets && realArray(owner, 'targets', options.targets)
  const targetShape = targets && shapeOfTargets(owner, targets, options.targetShape, count)
  if (targets && targetShape) finite(owner, 'targets', targets, targetShape)
  const normalization = normalizationOf(owner, options.mean ?? 0, options.std ?? 1, stored, images instanceof Uint8Array)
  const border = realOption(owner, 'border', options.border ?? 0)
  const padding = paddingOption(owner, options.pad ?? 0, stored)
  const read = { stored, padding, border, normalization, classes, colours: coloursOf(owner, options.colours, stored) }
  const handwriting = booleanOption(owner, 'handwriting', options.handwriting ?? false)
  if (handwriting && !isDigitSize(stored)) throw wrongOption(owner, 'handwriting', true, handwritingWanted)
  const { fit } = options
  if (fit !== undefined) choiceOption(owner, 'fit', fit, fits)
  const crop = cropOption(owner, options.crop, fit)
  return new Dataset({ name, images, labels, targets, targetShape, ...read, handwriting, fit, crop })
}

function coloursOf(owner: string, given: unknown, [channels, ...sides]: Shape): Colours | undefined {
  const usual = sides.length < 2 ? undefined : channels === 1 ? 'grey' : channels === 3 ? 'rgb' : undefined
  const colours = given === undefined ? usual : choiceOption(owner, 'colours', given, ['grey', 'rgb', 'bgr'])
  if (colours === undefined || (usual !== undefined && (colours === 'grey') === (usual === 'grey'))) return colours
  throw wrongOption(
    owner,
    'colours',
    given,
    channels === 1 ? say("'grey' for one channel") : say("'rgb' or 'bgr' for three channels"),
  )
}

/** (value − mean) / std as one multiply and one add a channel, with value = raw / 255 for bytes. */
function normalizationOf(owner: string, mean: unknown, std: unknown, stored: Shape, bytes: boolean): Normalization {
  const means = perChannel(owner, 'mean', mean, stored)
  const stds = perChannel(owner, 'std', std, stored)
  for (const value of stds) if (!(value > 0)) throw wrongOption(owner, 'std', std, say('above 0'))
  const length = Math.max(means.length, stds.length)
  const pairs = Array.from({ length }, (_, c) => [means[c % means.length]!, stds[c % stds.length]!] as const)
  return { scale: pairs.map(([, s]) => 1 / (bytes ? 255 * s : s)), offset: pairs.map(([m, s]) => (m === 0 ? 0 : -m / s)) }
}

function perChannel(owner: string, name: string, value: unknown, stored: Shape): readonly number[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  const fits = list.length === 1 || list.length === stored[0]
  if (fits && list.every((x) => typeof x === 'number' && Number.isFinite(x))) return list as readonly number[]
  throw wrongOption(owner, name, value, say('a number, or {channels} of them (one per channel)', { channels: stored[0]! }))
}

function shapeOption(owner: string, name: string, shape: unknown): Shape {
  const right = Array.isArray(shape) && shape.length > 0 && shape.every((size) => Number.isInteger(size) && size >= 1)
  if (!right) throw wrongOption(owner, name, shape, say('a list of whole numbers of at least 1'))
  return [...shape]
}

function imageArray(owner: string, images: unknown): Uint8Array | Float32Array {
  if (images instanceof Uint8ClampedArray) return new Uint8Array(images.buffer, images.byteOffset, images.length)
  return images instanceof Uint8Array ? images : realArray(owner, 'images', images)
}

function realArray(owner: string, name: string, values: unknown): Float32Array {
  if (values instanceof Float32Array) return values
  if (values instanceof Float64Array) return Float32Array.from(values)
  if (Array.isArray(values) && values.every((value) => typeof value === 'number')) return Float32Array.from(values)
  const wanted =
    name === 'images'
      ? say('a Uint8Array, a Float32Array or a list of numbers, all images one after the other')
      : say('a Float32Array or a list of numbers, all targets one after the other')
  throw wrongOption(owner, name, values, wanted)
}

function imageCount(owner: string, length: number, stored: Shape): number {
  const size = sizeOf(stored)
  if (length === 0)
    throw new ShapeError({
      code: 'empty',
      message: say('{owner}: images is empty.', { owner }),
      fix: say('pass at least one image.'),
    })
  if (length % size === 0) return length / size
  const whole = Math.floor(length / size)
  throw new ShapeError({
    code: 'not-whole',
    message: say('{owner}: images does not hold a whole number of images.', { owner }),
    numbers: [
      say('{length} numbers / {size} ({stored}) = {whole} images, remainder {rest}', {
        length,
        size,
        stored: showShape(stored),
        whole,
        rest: length % size,
      }),
    ],
    fix: say('give shape as that of one image as it is stored, without padding.'),
    details: { length, size },
  })
}

function classNames(owner: string, classes: unknown): readonly string[] | undefined {
  if (classes === undefined) return undefined
  if (typeof classes === 'number')
    return Array.from({ length: wholeOption(owner, 'classes', classes, { min: 1, max: 2 ** 24 }) }, (_, i) => String(i))
  if (!Array.isArray(classes) || classes.length === 0 || !classes.every((word) => typeof word === 'string'))
    throw wrongOption(owner, 'classes', classes, say('a list of names, or the number of classes'))
  const long = classes.findIndex((word) => word.length > longestName)
  if (long >= 0)
    throw wrongOption(owner, `classes[${long}]`, classes[long], say('a name of at most {most} characters', { most: longestName }))
  return [...classes]
}

type Labels = Uint8Array | Int32Array | undefined

function labelArray(owner: string, labels: unknown, count: number, classes?: readonly string[]): Labels {
  if (labels === undefined) return undefined
  const list = labels instanceof Uint8Array || labels instanceof Int32Array || Array.isArray(labels) ? labels : undefined
  if (!list) throw wrongOption(owner, 'labels', labels, say('a Uint8Array, an Int32Array or a list of whole numbers'))
  if (list.length !== count)
    throw new ShapeError({
      code: 'count-mismatch',
      message: say('{owner}: the numbers of labels and images differ.', { owner }),
      numbers: [say('{labels} labels, {images} images', { labels: list.length, images: count })],
      fix: say('pass one label per image, in the same order.'),
      details: { labels: list.length, images: count },
    })
  const most = classes ? classes.length - 1 : 2 ** 31 - 1
  for (let i = 0; i < list.length; i++)
    if (!(Number.isInteger(list[i]) && list[i] >= 0 && list[i] <= most)) throw wrongLabel(owner, list[i], i, classes)
  return Array.isArray(list) ? Int32Array.from(list) : list
}

function wrongLabel(owner: string, label: unknown, image: number, classes?: readonly string[]): OptionError {
  const found = String(label)
  return new OptionError({
    code: 'wrong-label',
    message: classes
      ? say('{owner}: a label is outside the {count} classes.', { owner, count: classes.length })
      : say('{owner}: a label is not a class number.', { owner }),
    numbers: [
      classes
        ? say('label {found} of image {image}; allowed: 0 to {last}', { found, image, last: classes.length - 1 })
        : say('label {found} of image {image}; allowed: whole numbers from 0', { found, image }),
    ],
    fix: say('number the classes from 0, and list all of them in `classes`.'),
    details: { label, image },
  })
}

function shapeOfTargets(owner: string, targets: Float32Array, given: unknown, count: number): Shape {
  const shape = given === undefined ? [targets.length / count] : shapeOption(owner, 'targetShape', given)
  if (targets.length > 0 && Number.isInteger(shape[0]) && sizeOf(shape) * count === targets.length) return shape
  const found = targets.length
  throw new ShapeError({
    code: 'count-mismatch',
    message: say('{owner}: the numbers of targets and images differ.', { owner }),
    numbers: [
      given === undefined
        ? say('{found} numbers for {count} targets', { found, count })
        : say('{found} numbers for {count} targets of {size} numbers ({shape})', {
            found,
            count,
            size: sizeOf(shape),
            shape: showShape(shape),
          }),
    ],
    fix: say('pass one target per image, in the same order.'),
    details: { targets: found, images: count },
  })
}

function paddingOption(owner: string, pad: unknown, stored: Shape): readonly [number, number, number, number] {
  const list: readonly unknown[] = Array.isArray(pad) ? pad : [pad, pad, pad, pad]
  if (list.length !== 4 || !list.every((n) => Number.isInteger(n) && (n as number) >= 0 && (n as number) < 2 ** 16))
    throw wrongOption(owner, 'pad', pad, say('a whole number of at least 0, or four of them [top, left, bottom, right]'))
  if (stored.length === 1 && list.some((n) => n !== 0)) throw wrongOption(owner, 'pad', pad, say('0 for lists of features'))
  const [top, left, bottom, right] = list as [number, number, number, number]
  const [, height, width] = stored
  if (height !== undefined && width !== undefined)
    checkPixels(owner, 'pad', [top + height + bottom, left + width + right], say('use less padding.'))
  return [top, left, bottom, right]
}

/** Looks for the first number that is NaN or infinite. */
function finite(owner: string, name: string, values: Float32Array, shape: Shape): void {
  let bad = 0
  while (bad < values.length && Number.isFinite(values[bad])) bad++
  if (bad === values.length) return
  const size = sizeOf(shape)
  const image = Math.floor(bad / size)
  throw new FormatError({
    code: 'not-finite',
    message: say('{owner}: {name} must be finite numbers.', { owner, name }),
    numbers: [
      say('{found} at index {index}: image {image}, position {position} of {size} ({shape})', {
        found: values[bad]!,
        index: bad,
        image,
        position: bad % size,
        size,
        shape: showShape(shape),
      }),
    ],
    fix: say('fix that image or leave it out: one such number spoils every weight.'),
    details: { index: bad, image },
  })
}
