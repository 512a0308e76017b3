/**
 * Resampling by Striate itself, so that an image has the same pixels in Node and in a page: a triangle filter that widens
 * as the image shrinks (antialiased), one axis after the other. Enlarging, that is bilinear interpolation. As "bilinear"
 * of Pillow, and of torchvision with antialias; not as OpenCV's INTER_LINEAR, which skips pixels when it shrinks.
 */

import type { ImageTensor } from '../data/dataset.ts'
import { checkPixels, mostPixels } from '../data/mostPixels.ts'
import { ShapeError } from '../errors/errors.ts'
import {
  choiceOption,
  knownOptions,
  pairOption,
  realOption,
  received,
  show,
  wholeOption,
  wrongOption,
} from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { cropOption, type Fit, fits } from '../graph/modelInput.ts'
import { showShape } from '../values/shape.ts'

/** How an image is fitted into another shape. */
export interface ResizeOptions {
  /** Default 'cover': scaled so that it fills the size, and cropped to its centre. */
  fit?: Fit | undefined
  /** With 'cover': the share of each side of what covers that is kept, in the middle: 0.875 is 224 pixels of 256. Default 1. */
  crop?: number | undefined
  /** What lies around an image that is 'contain'ed: one number for all channels, or one a channel. Default 255. */
  background?: number | readonly number[] | undefined
  /** The most pixels that the result may have. Default 50 million. */
  pixels?: number | undefined
}

/** An image whose pixels are any numbers. */
export interface AnyImage {
  readonly shape: readonly number[]
  readonly data: ArrayLike<number>
}

/** [top, left, bottom, right] in pixels, from edge to edge; fractions are meant. */
export type Box = readonly [top: number, left: number, bottom: number, right: number]

/**
 * An image [C, H, W] → [C, height, width]. `size` is [height, width], or one number for both. Cost: about
 * C · (H · width + height · width) · 2 · (the factor it shrinks by, at least 1) multiply-adds.
 * @throws OptionError, and ShapeError for an image that is not [C, H, W].
 */
export function resize(image: AnyImage, size: number | readonly [number, number], options?: ResizeOptions): ImageTensor {
  const owner = 'resize'
  const given = knownOptions(owner, options, ['fit', 'crop', 'background', 'pixels'])
  const { fit = 'cover', background = 255, pixels = mostPixels } = given
  const [channels, height, width] = checkImage(owner, image)
  const [toHeight, toWidth] = pairOption(owner, 'size', size)
  wholeOption(owner, 'pixels', pixels)
  checkPixels(
    owner,
    'size',
    [toHeight, toWidth],
    say('use a smaller size, or raise the limit with resize(…, { pixels }).'),
    pixels,
  )
  choiceOption(owner, 'fit', fit, fits)
  const kept = cropOption(owner, given.crop, fit) ?? 1
  const border = typeof background === 'number' ? new Array<number>(channels).fill(background) : [...background]
  if (border.length !== channels)
    throw wrongOption(
      owner,
      'background',
      background,
      channels === 1 ? say('a number') : say('one number, or {count} of them', { count: channels }),
    )
  for (const value of border) realOption(owner, 'background', value)
  if (fit === 'fill') return resample(image, [0, 0, height, width], [toHeight, toWidth])
  if (fit === 'cover') {
    const scale = Math.max(toHeight / height, toWidth / width) / kept
    const [top, left] = [(height - toHeight / scale) / 2, (width - toWidth / scale) / 2]
    return resample(image, [top, left, height - top, width - left], [toHeight, toWidth])
  }
  const scale = Math.min(toHeight / height, toWidth / width)
  const inside: [number, number] = [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale))]
  const small = resample(image, [0, 0, height, width], inside)
  const data = new Float32Array(channels * toHeight * toWidth)
  const [top, left] = [(toHeight - inside[0]) >> 1, (toWidth - inside[1]) >> 1]
  for (let c = 0; c < channels; c++) {
    data.fill(border[c]!, c * toHeight * toWidth, (c + 1) * toHeight * toWidth)
    for (let h = 0; h < inside[0]; h++) {
      const from = (c * inside[0] + h) * inside[1]
      data.set(small.data.subarray(from, from + inside[1]), (c * toHeight + top + h) * toWidth + left)
    }
  }
  return { shape: [channels, toHeight, toWidth], data }
}

/** The part `box` of an image [C, H, W], as [C, height, width]. Beyond the image's edges there is nothing to average. */
export function resample(image: AnyImage, box: Box, [toHeight, toWidth]: readonly [number, number]): ImageTensor {
  const [channels, height, width] = image.shape as [number, number, number]
  const source = image.data
  const across = windows(box[1], box[3], width, toWidth)
  const down = windows(box[0], box[2], height, toHeight)
  // Only the rows and columns that are read further on.
  const [firstRow, rows] = [down.starts[0]!, reached(down)]
  const [firstColumn, columns] = [across.starts[0]!, reached(across)]
  // Across first. Of a long strip that would leave more than any image has; one of the two ways never does.
  const acrossFirst = rows * toWidth <= Math.max(mostPixels, toHeight * columns)
  const between = new Float32Array(acrossFirst ? rows * toWidth : toHeight * columns)
  const data = new Float32Array(channels * toHeight * toWidth)
  for (let c = 0; c < channels; c++) {
    const [plane, to] = [c * height * width, c * toHeight * toWidth]
    if (acrossFirst) {
      resampleAcross(source, plane + firstRow * width, width, rows, across, between, 0)
      resampleDown(between, -firstRow * toWidth, toWidth, toWidth, down, data, to)
    } else {
      resampleDown(source, plane + firstColumn, width, columns, down, between, 0)
      resampleAcross(between, -firstColumn, columns, toHeight, across, data, to)
    }
  }
  return { shape: [channels, toHeight, toWidth], data }
}

/** Each of `rows` rows of the source (the first at `from`, `width` apart) → a row of as many numbers as there are windows. */
function resampleAcross(
  source: ArrayLike<number>,
  from: number,
  width: number,
  rows: number,
  { starts, counts, weights, widest }: Windows,
  into: Float32Array,
  to: number,
): void {
  const count = starts.length
  let h = 0
  // Four rows at a time: each sum waits for its own last addition, so four of them take hardly longer than one.
  for (; h + 4 <= rows; h += 4, to += 4 * count)
    for (let ow = 0; ow < count; ow++) {
      const [first, last] = [from + h * width + starts[ow]!, from + h * width + starts[ow]! + counts[ow]!]
      let [a, b, c, d] = [0, 0, 0, 0]
      for (let at = first, k = ow * widest; at < last; at++, k++) {
        const weight = weights[k]!
        a += source[at]! * weight
        b += source[at + width]! * weight
        c += source[at + 2 * width]! * weight
        d += source[at + 3 * width]! * weight
      }
      into[to + ow] = a
      into[to + count + ow] = b
      into[to + 2 * count + ow] = c
      into[to + 3 * count + ow] = d
    }
  for (; h < rows; h++)
    for (let ow = 0; ow < count; ow++) {
      const at = from + h * width + starts[ow]!
      let sum = 0
      for (let i = 0; i < counts[ow]!; i++) sum += source[at + i]! * weights[ow * widest + i]!
      into[to++] = sum
    }
}

/** The same for `columns` columns whose rows lie `width` apart: as many rows as there are windows. */
function resampleDown(
  source: ArrayLike<number>,
  from: number,
  width: number,
  columns: number,
  { starts, counts, weights, widest }: Windows,
  into: Float32Array,
  to: number,
): void {
  for (let oh = 0; oh < starts.length; oh++) {
    const at = from + starts[oh]! * width
    for (let w = 0; w < columns; w++) {
      let sum = 0
      for (let i = 0; i < counts[oh]!; i++) sum += source[at + i * width + w]! * weights[oh * widest + i]!
      into[to++] = sum
    }
  }
}

type Windows = ReturnType<typeof windows>

/** How many pixels there are from the first that is read to the last. */
function reached({ starts, counts }: Windows): number {
  return starts.at(-1)! + counts.at(-1)! - starts[0]!
}

/** For each of `count` places between `from` and `to`: which pixels of 0 … size − 1 it reads, and their weights (sum 1). */
function windows(from: number, to: number, size: number, count: number) {
  const scale = (to - from) / count
  const reach = Math.max(1, scale)
  const widest = Math.min(size, Math.ceil(reach * 2) + 1)
  const starts = new Int32Array(count)
  const counts = new Int32Array(count)
  const weights = new Float64Array(count * widest)
  for (let o = 0; o < count; o++) {
    const centre = from + (o + 0.5) * scale
    // Pixel i is read from its middle, i + 0.5.
    const first = Math.min(size - 1, Math.max(0, Math.floor(centre - reach + 0.5)))
    const last = Math.max(first + 1, Math.min(size, Math.floor(centre + reach + 0.5), first + widest))
    let sum = 0
    for (let i = first; i < last; i++)
      sum += weights[o * widest + i - first] = Math.max(0, 1 - Math.abs(i + 0.5 - centre) / reach)
    // A place that lies wholly outside takes the nearest pixel.
    if (sum === 0) sum = weights[o * widest] = 1
    for (let i = 0; i < last - first; i++) weights[o * widest + i]! /= sum
    starts[o] = first
    counts[o] = last - first
  }
  return { starts, counts, weights, widest }
}

/** [C, H, W] of an image that is one. */
export function checkImage(owner: string, image: AnyImage): [number, number, number] {
  const { shape, data } = image ?? {}
  const whole = Array.isArray(shape) && shape.length === 3 && shape.every((size) => Number.isInteger(size) && size > 0)
  if (whole && data?.length === shape[0] * shape[1] * shape[2]) return [shape[0], shape[1], shape[2]]
  throw new ShapeError({
    code: 'not-an-image',
    message: say('{owner} takes an image { shape: [channels, height, width], data }.', { owner }),
    numbers: [
      shape === undefined || data?.length === undefined
        ? say('received: {value}', { value: received(image) })
        : say('shape: {shape}, data: {data}', {
            shape: Array.isArray(shape) ? showShape(shape) : show(shape),
            data: say('{count} numbers', { count: data.length }),
          }),
    ],
    details: { shape, length: data?.length },
  })
}
