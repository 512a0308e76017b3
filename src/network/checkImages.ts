/**
 * Images on their way into a network: whether they are numbers at all, a whole number of images, and finite. Text and NaN
 * would go through the engine and come out as scores of nothing. One pass over the numbers; a network takes a thousand times as
 * long.
 */

import { OptionError, ShapeError } from '../errors/errors.ts'
import { show, wrongOption } from '../errors/options.ts'
import { type Sentence, say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'

/** What the images are given to, with the shape of one: a model as far as its images go. */
type Reader = Pick<ModelGraph, 'name' | 'inputShape'>

/**
 * How many images of a model these numbers are.
 * @throws OptionError where they are not finite numbers; ShapeError unless they are a whole number of images, at least one
 */
export function countImages(owner: string, model: Reader, images: ArrayLike<number>): number {
  const count = wholeImages(owner, model, images)
  refuseNotFinite(owner, 'image', model.inputShape, images)
  return count
}

/** The same by the length alone: not a number is looked at yet. */
export function wholeImages(owner: string, { name, inputShape }: Reader, images: ArrayLike<number>): number {
  const size = sizeOf(inputShape)
  const { length } = numbersOf(owner, images)
  if (length === 0 || length % size !== 0)
    throw new ShapeError({
      code: 'image-size',
      message: say('a list of length {count} does not hold a whole number of images for "{name}".', { count: length, name }),
      numbers: [say('one image is {shape} = {size} numbers', { shape: showShape(inputShape), size })],
      fix: say('pass images in the model’s input shape, one after the other.'),
    })
  return length / size
}

/** The numbers of the one image that a use takes. @throws as `countImages` */
export function oneImage(owner: string, { name, inputShape }: Reader, image: ArrayLike<number>): ArrayLike<number> {
  const data = numbersOf(owner, image)
  if (data.length !== sizeOf(inputShape))
    throw new ShapeError({
      code: 'image-size',
      message: say('{owner} takes one image of "{name}": {shape} = {wanted} numbers. Received: {found}.', {
        owner,
        name,
        shape: showShape(inputShape),
        wanted: sizeOf(inputShape),
        found: data.length,
      }),
      fix: say('pass one image at a time, in the model’s input shape.'),
    })
  refuseNotFinite(owner, 'image', inputShape, data)
  return data
}

/** What was given, where it is a list or a typed array. @throws OptionError where it is not */
export function numbersOf(owner: string, images: ArrayLike<number>, what: Sentence = say('the images')): ArrayLike<number> {
  const length: unknown = typeof images === 'object' && images !== null ? images.length : undefined
  if (typeof length === 'number' && Number.isInteger(length) && length >= 0) return images
  throw wrongOption(owner, what, images, say('numbers, in a list or a typed array'))
}

/** @throws OptionError 'not-finite', with the place of the first value that is not a finite number */
export function refuseNotFinite(owner: string, what: 'image' | 'gradient', shape: Shape, data: ArrayLike<number>): void {
  const at = firstNotFinite(data)
  if (at < 0) return
  const size = sizeOf(shape)
  const [number, count] = [Math.floor(at / size) + 1, data.length / size]
  const place = placeOf(at % size, shape)
  const noun = what === 'image' ? say('the image') : say('the gradient')
  const whole =
    what === 'image'
      ? say('image {number} of {count}', { number, count })
      : say('gradient {number} of {count}', { number, count })
  const which = { owner, which: count > 1 ? whole : noun }
  const single = Number.isFinite(data[at])
  throw new OptionError({
    code: 'not-finite',
    message: single
      ? say('{owner}: {which} holds a value that is not finite in single precision.', which)
      : say('{owner}: {which} holds a value that is not finite.', which),
    numbers: [say('at [{place}]: {value}', { place: place.join(', '), value: show(data[at]) })],
    fix: say('correct {noun}: nothing that the network computes from it would mean anything.', { noun }),
    details: { number, place },
  })
}

/** The place of the first that is not a finite number in single precision, as networks hold it; −1 where all are. */
export function firstNotFinite(data: ArrayLike<number>): number {
  // Typed arrays of whole numbers hold nothing else.
  if (/^\[object (Ui|I)nt\d/.test(Object.prototype.toString.call(data))) return -1
  for (let i = 0; i < data.length; i++) if (typeof data[i] !== 'number' || !Number.isFinite(Math.fround(data[i]!))) return i
  return -1
}

/** The indices of a number in its shape. */
function placeOf(index: number, shape: Shape): number[] {
  const place: number[] = []
  let rest = index
  for (const size of [...shape].reverse()) {
    place.unshift(rest % size)
    rest = Math.floor(rest / size)
  }
  return place
}
