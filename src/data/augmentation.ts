/**
 * Augmentation as a user says it (pixels, degrees, shares), and as the ops at the head of the training program take it. The
 * random amounts depend on the seed, the image and the epoch alone.
 */

import { OptionError } from '../errors/errors.ts'
import { knownOptions, realOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { InputAugmentation } from '../network/use.ts'
import type { ColourJitterAttributes } from '../ops/colourJitter/op.ts'
import type { WarpAttributes } from '../ops/warp/op.ts'
import { sizeOf } from '../values/shape.ts'
import type { Dataset } from './dataset.ts'

/**
 * What is done to images, and the most of it; 0 or left out is not at all. In this order: places (one resampling, bilinear),
 * colours, what is missing, mixing. The formulas stand at the head of the ops `warp`, `colourJitter`, `cutout` and `mixup`.
 */
export interface Augmentation {
  /** Pixels, each way; not whole ones, which a padding of as many and a crop back to the size would give. */
  readonly shift?: number | undefined
  /** Degrees about the centre. */
  readonly rotate?: number | undefined
  /** A share, of each axis for itself: 0.1 is ±10 %. */
  readonly scale?: number | undefined
  /** A share: 0.1 moves the edge of an image of height h by h / 20. */
  readonly shear?: number | undefined
  /** How likely an image is mirrored, left to right: 0.5 for photographs, 0 where left and right differ, as in writing. */
  readonly flip?: number | undefined
  /**
   * A part of the image is stretched to its size, of the same ratio within 3:4 and 4:3; this is the least share of the area that
   * is kept: 0.35 crops much, 0.8 little.
   */
  readonly crop?: number | undefined
  /** A share: the brightness is multiplied by 1 ± this. Of images of bytes, as the next three. */
  readonly brightness?: number | undefined
  /** A share: how far colours lie from the image's mean grey is multiplied by 1 ± this. */
  readonly contrast?: number | undefined
  /** A share: how far colours lie from grey is multiplied by 1 ± this. Of images in colour. */
  readonly saturation?: number | undefined
  /** A share of the circle of colours, each way, up to 0.5. Of images in colour. */
  readonly hue?: number | undefined
  /** The side of a square that is replaced by the border's value, as a share of the image's shorter side, up to 1. */
  readonly cutout?: number | undefined
  /**
   * α of the distribution Beta(α, α), above 0 and up to 1, by which each image and the next of the batch are mixed, and their
   * losses likewise; an image keeps the larger share. 0.2 mixes few, 1 all.
   */
  readonly mixup?: number | undefined
  /**
   * The share of the epochs in which it is done; in the last ones images are as they are, as those that the network will be asked
   * about. Default 1: in all of them.
   */
  readonly until?: number | undefined
}

/**
 * Amounts for photographs: what is in them stays the same when they are mirrored, cut and lit otherwise. Without what changes
 * only colours where they are grey.
 */
export function photoAugmentation({ grey = false } = {}): Augmentation {
  return { flip: 0.5, crop: 0.5, brightness: 0.2, contrast: 0.2, ...(grey ? {} : { saturation: 0.2, hue: 0.03 }) }
}

/** The largest amount of each, and the options' order. */
const most = {
  ...{ shift: 4096, rotate: 180, scale: 0.99, shear: 1, flip: 1, crop: 1 },
  ...{ brightness: 1, contrast: 1, saturation: 1, hue: 0.5, cutout: 1, mixup: 1, until: 1 },
} as const

/** Checked, in one order: those of places always, the others where there are any. */
export type AugmentationAmounts = Required<Pick<Augmentation, 'shift' | 'rotate' | 'scale' | 'shear'>> & Augmentation

/** Checks what was asked for. Throws OptionError for unknown names, and numbers outside 0 … `most`. */
export function augmentation(options: Augmentation): AugmentationAmounts {
  const names = Object.keys(most) as (keyof typeof most)[]
  const given = knownOptions('augmentation', options, names)
  if (given.until !== undefined) realOption('augmentation', 'until', given.until, { min: 0, open: true })
  const amounts = names.map((name) => [name, realOption('augmentation', name, given[name] ?? 0, { min: 0, max: most[name] })])
  const places = ['shift', 'rotate', 'scale', 'shear']
  return Object.fromEntries(amounts.filter(([name, amount]) => places.includes(name as string) || amount !== 0)) as never
}

/** What of a data set augmentation has to know. */
type Augmented = Pick<Dataset, 'normalization' | 'border' | 'shape' | 'dtype' | 'colours' | 'toString'>

/** Of so many epochs, the last that is augmented: at least the first. */
export function lastAugmented({ until = 1 }: Augmentation, epochs: number): number {
  return Math.max(1, Math.round(until * epochs))
}

/**
 * The ops' attributes: radians, pixels, and what lies outside an image is what the data set puts around it. Only what is asked
 * for is there. Throws OptionError where the images are not of bytes, or not in the colours that an amount needs.
 */
export function inputAugmentation(options: Augmentation, data: Augmented): InputAugmentation {
  const { shift, rotate, scale, shear, flip = 0, crop = 0, cutout = 0, mixup = 0, until: _, ...colours } = augmentation(options)
  const { scale: factors, offset } = data.normalization
  const border = factors.map((factor, c) => data.border * factor + offset[c]!)
  const moves = shift + rotate + scale + shear + flip + crop > 0
  const warp: WarpAttributes = {
    ...{ shift, rotate: rotate * (Math.PI / 180), scale, shear, border },
    ...(flip > 0 ? { flip } : {}),
    ...(crop > 0 ? { crop } : {}),
  }
  const shorter = Math.min(data.shape[1] ?? 1, data.shape[2] ?? 1)
  return {
    ...(moves ? { warp } : {}),
    ...(Object.keys(colours).length > 0 ? { colourJitter: jitterOf(colours, data) } : {}),
    ...(cutout > 0 ? { cutout: { side: Math.max(1, Math.round(cutout * shorter)), border } } : {}),
    ...(mixup > 0 ? { mixup: true as const } : {}),
  }
}

function jitterOf(amounts: Omit<Augmentation, 'shift'>, data: Augmented): ColourJitterAttributes {
  const { brightness = 0, contrast = 0, saturation = 0, hue = 0 } = amounts
  const channels = data.shape[0]!
  const [name] = Object.keys(amounts)
  if (data.dtype !== 'u8' || ![1, 3].includes(channels) || (channels === 3 && !data.colours)) throw notColours(name!, data)
  const inColour = saturation > 0 ? 'saturation' : 'hue'
  if (channels === 1 && saturation + hue > 0) throw onlyGrey(inColour, data)
  const each = (list: readonly number[], factor: number) =>
    Array.from({ length: channels }, (_, c) => factor * list[c % list.length]!)
  const { scale, offset } = data.normalization
  const bgr = data.colours === 'bgr'
  return { brightness, contrast, saturation, hue, bgr, scale: each(scale, 255), offset: each(offset, 1) }
}

function notColours(name: string, data: Augmented): OptionError {
  return new OptionError({
    code: 'no-colours',
    message: say('augmentation: {name} changes colours, but the images of {data} are not known to have any.', {
      name,
      data: String(data),
    }),
    numbers: [say('its images are {size} values each', { size: sizeOf(data.shape) })],
    fix: say("leave it out, or give the data set images of bytes and say what they are: colours: 'rgb'."),
    details: { option: name },
  })
}

function onlyGrey(name: string, data: Augmented): OptionError {
  return new OptionError({
    code: 'grey-images',
    message: say('augmentation: {name} changes nothing of grey images, as those of {data} are.', { name, data: String(data) }),
    fix: say('leave it out; brightness and contrast are for grey images, too.'),
    details: { option: name },
  })
}
