/**
 * What a model knows of the images that it reads: their size, their scale, the order of their colours, and what its outputs are
 * called. It belongs to the model and goes where the model goes (model.json, safetensors), so that a network that is loaded
 * elsewhere says the same of an image as where it was trained.
 */

import { OptionError, ShapeError } from '../errors/errors.ts'
import { booleanOption, choiceOption, knownOptions, longestName, realOption, show, wrongOption } from '../errors/options.ts'
import { type Sentence, say, spoken, type Translation } from '../errors/say.ts'
import type { NormalizeAttributes } from '../ops/normalize/op.ts'
import { type Shape, sameShape, showShape, sizeOf } from '../values/shape.ts'

/** Handwriting is prepared as MNIST's digits were, and they are 28 × 28. */
export const isDigitSize = (stored: Shape): boolean => sameShape(stored, [1, 28, 28])
export const handwritingWanted = say('left out unless images are stored as [1, 28, 28], as the digits of MNIST are')

/** The order of an image's planes. */
export type Colours = 'grey' | 'rgb' | 'bgr'
const coloursKnown = ['grey', 'rgb', 'bgr'] as const

/** What a size of another aspect ratio does to an image. */
export const fits = ['cover', 'contain', 'fill'] as const
/** 'cover': fills it, the centre is kept; 'contain': lies inside it, with a border; 'fill': is stretched to it. */
export type Fit = (typeof fits)[number]

/** How raw images become a model's input, and what its outputs are called. `data.input` of a data set is one. */
export interface ModelInput {
  /** Of one raw image: [channels, height, width], or [features]. */
  readonly stored: Shape
  /** What raw numbers are: bytes 0 … 255, or real numbers of the user's own scale. */
  readonly dtype: 'u8' | 'real'
  /** Pixels around each image: top, left, bottom, right. */
  readonly padding: readonly [number, number, number, number]
  /** The raw value of those pixels. */
  readonly border: number
  /** x = raw · scale[c] + offset[c]: one number for all channels, or one for each. */
  readonly normalization: Pick<NormalizeAttributes, 'scale' | 'offset'>
  /** Undefined where the channels are not colours. */
  readonly colours?: Colours | undefined
  /** What the outputs mean, in their order. */
  readonly classes?: readonly string[] | undefined
  /** The images are handwriting, cut out and centred as MNIST's were: a photograph is prepared in the same way first. */
  readonly handwriting?: boolean | undefined
  /** How images were brought to the stored size, and others are to be. Undefined: 'contain', with the border's value around. */
  readonly fit?: Fit | undefined
  /**
   * Of images that are fitted in by 'cover': the share of each side that is kept, in the middle. Networks of ImageNet are tested
   * with 0.875, 224 pixels of 256. Undefined: 1, all that covers.
   */
  readonly crop?: number | undefined
}

/** An image as it was read, 0 … 255 in planes: `loadImage` of `striate/image` gives one. */
export interface RawImage {
  /** [channels, height, width] */
  readonly shape: Shape
  readonly data: ArrayLike<number>
  readonly colours: Colours
}

const known = [
  ...['stored', 'dtype', 'padding', 'border', 'normalization', 'colours', 'classes', 'handwriting', 'fit', 'crop'],
] as const

/** @throws OptionError, ShapeError where it is not the input of such a model */
export function checkModelInput(model: string, input: Shape, output: Shape, given: unknown): ModelInput {
  const owner = say('the input of {model}', { model: show(model) })
  const { stored, dtype, padding, border, normalization, colours, classes, handwriting, fit, crop } = knownOptions(
    owner,
    given as ModelInput,
    known,
  )
  const sizes = (list: unknown): list is number[] => Array.isArray(list) && list.every((n) => Number.isInteger(n) && n >= 0)
  if (!sizes(stored)) throw wrongOption(owner, 'stored', stored, say('a shape'))
  if (!sizes(padding) || padding.length !== 4) throw wrongOption(owner, 'padding', padding, say('four whole numbers'))
  const [top, left, bottom, right] = padding as [number, number, number, number]
  const [channels = 0, height, width] = stored
  const shape = height !== undefined && width !== undefined ? [channels, top + height + bottom, left + width + right] : stored
  if (!sameShape(shape, input))
    throw new ShapeError({
      code: 'input-shape',
      message: say('the images of {model} do not fit its input.', { model: show(model) }),
      numbers: [
        say('{stored} with padding [{padding}]: {shape}; wanted {input}', {
          stored: showShape(stored),
          padding: padding.join(', '),
          shape: showShape(shape),
          input: showShape(input),
        }),
      ],
    })
  choiceOption(owner, 'dtype', dtype, ['u8', 'real'])
  realOption(owner, 'border', border)
  const { scale, offset } = knownOptions(say('{owner}: normalization', { owner }), normalization, ['scale', 'offset'])
  for (const [name, list] of Object.entries({ scale, offset })) {
    const fits = (x: unknown) => Number.isFinite(x) && !(name === 'scale' && x === 0)
    const right = Array.isArray(list) && (list.length === 1 || list.length === channels) && list.every(fits)
    const wanted =
      name === 'scale'
        ? say('a list of one number, or of {channels}, none of them 0', { channels })
        : say('a list of one number, or of {channels}', { channels })
    if (!right) throw wrongOption(owner, name, list, wanted)
  }
  if (colours !== undefined) {
    choiceOption(owner, 'colours', colours, coloursKnown)
    if (channels !== (colours === 'grey' ? 1 : 3))
      throw wrongOption(owner, 'colours', colours, say('those of {channels} channels', { channels }))
  }
  if (classes !== undefined) checkClasses(owner, classes, sizeOf(output))
  if (handwriting !== undefined) booleanOption(owner, 'handwriting', handwriting)
  if (handwriting && !isDigitSize(stored)) throw wrongOption(owner, 'handwriting', handwriting, handwritingWanted)
  if (fit !== undefined) choiceOption(owner, 'fit', fit, fits)
  cropOption(owner, crop, fit)
  // A copy, in one order of names: two equal inputs are one text.
  return {
    stored: [...stored],
    dtype,
    padding: [top, left, bottom, right],
    border,
    normalization: { scale: [...scale], offset: [...offset] },
    ...(colours ? { colours } : {}),
    ...(classes ? { classes: [...classes] } : {}),
    ...(handwriting ? { handwriting } : {}),
    ...(fit && fit !== 'contain' ? { fit } : {}),
    ...(crop !== undefined && crop !== 1 ? { crop } : {}),
  }
}

/** A share above 0, of images that cover. @throws OptionError */
export function cropOption(owner: Sentence | string, crop: unknown, fit: Fit | undefined): number | undefined {
  if (crop === undefined) return undefined
  if (fit !== 'cover') throw wrongOption(owner, 'crop', crop, say("left out unless fit is 'cover'"))
  return realOption(owner, 'crop', crop, { min: 0, max: 1, open: true })
}

function checkClasses(owner: Sentence, classes: unknown, outputs: number): void {
  const right = (name: unknown) => typeof name === 'string' && name.length <= longestName
  if (!Array.isArray(classes) || classes.length > outputs || !classes.every(right))
    throw wrongOption(
      owner,
      'classes',
      classes,
      say('at most {outputs} names (one per output) of at most {most} letters', { outputs, most: longestName }),
    )
}

/** A raw image as the model's input: normalised, then padded. */
export function normalizedImage(raw: ArrayLike<number>, input: ModelInput, into: Float32Array): Float32Array {
  const { stored, padding, border, normalization } = input
  const { scale, offset } = normalization
  const [channels, height, width] = stored.length === 3 ? stored : [stored[0]!, 1, 1]
  const [top, left, bottom, right] = padding
  const [outHeight, outWidth] = [top + height! + bottom, left + width! + right]
  for (let c = 0; c < channels!; c++) {
    const a = scale[c % scale.length]!
    const b = offset[c % offset.length]!
    const plane = c * outHeight * outWidth
    into.fill(border * a + b, plane, plane + outHeight * outWidth)
    for (let h = 0; h < height!; h++)
      for (let w = 0; w < width!; w++)
        into[plane + (top + h) * outWidth + left + w] = raw[(c * height! + h) * width! + w]! * a + b
  }
  return into
}

/** What is given to a network to be looked at: numbers as it reads them, or raw images. */
export type GivenImages = ArrayLike<number> | RawImage | readonly RawImage[]

const isRaw = (given: unknown): given is RawImage =>
  typeof given === 'object' && given !== null && 'colours' in given && 'data' in given

/**
 * The numbers that a network reads: raw images as its input says, anything else as it is.
 * @throws OptionError where nothing is known of its images, ShapeError where an image has another size or other colours
 */
export function readImages(
  owner: string,
  model: { readonly name: string; readonly inputShape: Shape },
  input: ModelInput | undefined,
  given: GivenImages | { readonly data: ArrayLike<number> },
): ArrayLike<number> {
  refuseDataset(owner, given)
  const images = isRaw(given) ? [given] : Array.isArray(given) && isRaw(given[0]) ? (given as readonly RawImage[]) : undefined
  if (!images) return typeof given === 'object' && given !== null && 'data' in given ? given.data : (given as ArrayLike<number>)
  const known = { owner, name: show(model.name) }
  if (input?.dtype !== 'u8' || !input.colours)
    throw new OptionError({
      code: 'no-input',
      message: input
        ? say('{owner}: {name} does not know how to read an image: its data was not images of bytes.', known)
        : say('{owner}: {name} does not know how to read an image.', known),
      fix: input
        ? say('pass the numbers that it reads.')
        : say('train it, load it with its weights, or declare it: model.withInput(data.input).'),
    })
  const size = sizeOf(model.inputShape)
  const all = new Float32Array(images.length * size)
  for (const [n, image] of images.entries()) {
    if (!isRaw(image) || !sameShape(image.shape, input.stored) || image.colours !== input.colours)
      throw new ShapeError({
        code: 'image-size',
        message: say('{owner}: {name} reads {colours} images of {stored}.', {
          owner,
          name: show(model.name),
          stored: showShape(input.stored),
          colours: input.colours,
        }),
        numbers: [
          isRaw(image)
            ? say('received: {colours} {shape}', { shape: showShape(image.shape), colours: image.colours })
            : say('received: {image}', { image: show(image) }),
        ],
        fix: say("convert it with imageFor(net, image) of 'striate/image'."),
      })
    if (image.data.length !== sizeOf(input.stored))
      throw new ShapeError({
        code: 'image-size',
        message: say('{owner}: the shape and the data of an image do not agree.', { owner }),
        numbers: [
          say('shape {shape} = {wanted} numbers; data has {found}', {
            shape: showShape(image.shape),
            wanted: sizeOf(image.shape),
            found: image.data.length,
          }),
        ],
        fix: say('pass all planes of the image, one after the other.'),
      })
    normalizedImage(image.data, input, all.subarray(n * size, (n + 1) * size))
  }
  return all
}

/** A network's own methods take images; the functions of the same names take a network and a data set. */
function refuseDataset(owner: string, given: unknown): void {
  if (typeof given !== 'object' || given === null || !('label' in given && 'stored' in given)) return
  throw new OptionError({
    code: 'data-set',
    message: say('{owner} takes images, not a data set.', { owner }),
    fix: say('pass data.image(0) for one image; for a data set, use predict(net, data) or evaluate(net, data).'),
  })
}

/** `grey 28×28, padding 2; mean 0.1307, standard deviation 0.3081; classes 0, 1, 2 …` */
export function describeInput(input: ModelInput, translation?: Translation): string {
  return spoken(inputSentence(input), translation)
}

/** The same as a sentence, for errors. */
export function inputSentence({ stored, dtype, padding, normalization, colours, classes }: ModelInput): Sentence {
  const unit = dtype === 'u8' ? 255 : 1
  const short = (x: number) => String(Math.round(x * 1e4) / 1e4)
  const { scale, offset } = normalization
  const size = showShape(colours ? stored.slice(1) : stored)
  const [top, ...rest] = padding
  const pad = rest.every((n) => n === top) ? String(top) : `[${padding.join(', ')}]`
  const image = colours
    ? say(colours === 'grey' ? 'grey {size}' : colours === 'rgb' ? 'rgb {size}' : 'bgr {size}', { size })
    : say('numbers {size}', { size })
  const numbers = {
    image: pad === '0' ? image : say('{image}, padding {padding}', { image, padding: pad }),
    mean: offset.map((b, c) => short(-b / scale[c % scale.length]! / unit)).join(' '),
    deviation: scale.map((a) => short(1 / a / unit)).join(' '),
  }
  const named = classes?.slice(0, 10).join(', ')
  if (!named) return say('{image}; mean {mean}, standard deviation {deviation}', numbers)
  const all = `${named}${classes!.length > 10 ? ' …' : ''}`
  return say('{image}; mean {mean}, standard deviation {deviation}; classes {classes}', { ...numbers, classes: all })
}
