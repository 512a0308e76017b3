/**
 * A photographed or drawn digit, made as MNIST's were: light on dark, scaled to fit 20 × 20 pixels with its aspect ratio
 * kept, and put into 28 × 28 so that its centre of mass lies in the middle. Any size, place and light; dark on light or
 * light on dark. It prepares one digit: it does not cut a number apart, and does not turn one that lies on its side.
 * Source: LeCun, Bottou, Bengio, Haffner 1998, section III.A; the MNIST pages.
 */

import { ShapeError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { type Ink, inkOf, readInk } from './findInk.ts'
import { luma } from './loadImage.ts'
import { type AnyImage, type Box, checkImage, resample } from './resize.ts'
import { strokeWidth, thickened } from './strokes.ts'

/** A digit as MNIST’s are, and what was found on the way. */
export interface DigitImage {
  readonly shape: readonly [1, 28, 28]
  /** 784 bytes, 0 (background) … 255 (ink), as MNIST stores them. */
  readonly data: Uint8Array
  /**
   * The ink in the given image: [top, left, bottom, right] in its pixels; about a pixel wider where large ones are smoothed.
   */
  readonly box: Box
  /** Whether the digit was dark on light. */
  readonly inverted: boolean
  /** The grey difference from the paper (0 … 255) above which a pixel counts as ink, by Otsu's method. */
  readonly threshold: number
  /** How far the ink stands out from the paper, in grey levels of 255. */
  readonly contrast: number
  /** The paper's noise: a standard deviation in grey levels, after the first smoothing. */
  readonly noise: number
  /** The mean width of its strokes as they were, in pixels of the 28 × 28 image. */
  readonly stroke: number
}

/** The digit's box, the image's side, and where the centre of mass goes (an index; MNIST's lie at 14.0 on average). */
const inner = 20
const side = 28
const centre = 14
/** Larger images are looked at in this size: their digit still has many more than 20 pixels. */
const largest = 1024
/**
 * MNIST's strokes are 1.7 … 3.3 pixels wide, most of them. Thinner ones than `thin`, of a fine pen, become as wide as
 * `usual`: LeNet-5 then reads 96 % of the scene "fine pen" of test/image/measureDigits.ts instead of 93 %; others stay as they
 * are.
 */
const thin = 1.5
const usual = 2

/**
 * `image` is [1 or 3, height, width] with values 0 … 255 (as `loadImage` gives it).
 * @throws FormatError 'no-ink' where nothing stands out from the paper; ShapeError for another shape.
 */
export function digitImage(image: AnyImage): DigitImage {
  const owner = 'digitImage'
  const size = imageChannels(owner, image)
  const { grey, scale } = greyImage(image, ...size)
  const [h, w] = [grey.shape[1]!, grey.shape[2]!]
  const reading = readInk(owner, grey.data, h, w)
  return preparedDigit(inkOf(reading, reading.kept, h, w), h, w, scale)
}

/** [channels, height, width] of an image of one channel or three. @throws ShapeError for any other */
export function imageChannels(owner: string, image: AnyImage): [channels: number, height: number, width: number] {
  const [channels, height, width] = checkImage(owner, image)
  if (channels === 1 || channels === 3) return [channels, height, width]
  throw new ShapeError({
    code: 'wrong-channels',
    message: say('{owner} takes images with 1 channel (grey) or 3 (red, green, blue). Received: {channels}.', {
      owner,
      channels,
    }),
    details: { channels },
  })
}

/** The grey image, no larger than is looked at, and how many of its pixels go on one of the given image's: down, across. */
export function greyImage(image: AnyImage, channels: number, height: number, width: number) {
  const shrink = Math.min(1, largest / Math.max(height, width))
  const [h, w] = [Math.max(1, Math.round(height * shrink)), Math.max(1, Math.round(width * shrink))]
  const full = { shape: [1, height, width], data: luma(image.data, channels) }
  const grey = shrink === 1 ? full : resample(full, [0, 0, height, width], [h, w])
  return { grey, scale: [h / height, w / width] as const }
}

/** One digit's ink, scaled and put where MNIST's digits lie. */
export function preparedDigit(found: Ink, height: number, width: number, [down, across]: readonly [number, number]): DigitImage {
  const { ink, box, inverted, threshold, contrast, noise } = found
  const [top, left, bottom, right] = box
  const shrink = inner / Math.max(bottom - top, right - left)
  const stroke = strokeWidth(ink, width, box) * shrink
  const reach = stroke < thin ? Math.round((usual - stroke) / shrink / 2) : 0
  return {
    shape: [1, side, side],
    data: reach > 0 ? thick(ink, height, width, box, reach) : asMnist(ink, width, box),
    box: [top / down, left / across, bottom / down, right / across],
    inverted,
    threshold,
    contrast,
    noise,
    stroke,
  }
}

/** With wider strokes: the part in the box, with room for them. */
function thick(ink: Float32Array, height: number, width: number, [top, left, bottom, right]: Box, reach: number): Uint8Array {
  const box = [
    Math.max(0, top - reach),
    Math.max(0, left - reach),
    Math.min(height, bottom + reach),
    Math.min(width, right + reach),
  ] as const
  const [tall, wide] = [box[2] - box[0], box[3] - box[1]]
  const part = new Float32Array(tall * wide)
  for (let h = 0; h < tall; h++) part.set(ink.subarray((box[0] + h) * width + box[1], (box[0] + h) * width + box[3]), h * wide)
  return asMnist(thickened(part, tall, wide, reach), wide, [0, 0, tall, wide])
}

/** Scaled to fit 20 × 20, and moved by whole pixels so that the centre of mass is nearest to the middle. */
function asMnist(ink: Float32Array, width: number, box: Box): Uint8Array {
  const [tall, wide] = [box[2] - box[0], box[3] - box[1]]
  const longest = Math.max(tall, wide)
  const size: [number, number] = [
    Math.max(1, Math.round((inner * tall) / longest)),
    Math.max(1, Math.round((inner * wide) / longest)),
  ]
  const { data: small } = resample({ shape: [1, ink.length / width, width], data: ink }, box, size)
  let [mass, down, across, most] = [0, 0, 0, 0]
  small.forEach((value, i) => {
    mass += value
    down += value * Math.floor(i / size[1])
    across += value * (i % size[1])
    most = Math.max(most, value)
  })
  const place = (moment: number, extent: number) => Math.min(side - extent, Math.max(0, Math.round(centre - moment / mass)))
  const [top, left] = [place(down, size[0]), place(across, size[1])]
  const data = new Uint8Array(side * side)
  small.forEach((value, i) => {
    data[(top + Math.floor(i / size[1])) * side + left + (i % size[1])] = Math.round((255 * Math.max(0, value)) / most)
  })
  return data
}
