/**
 * Pictures on their way into a network: whether they are numbers at all, a whole number of pictures, and finite. Text and NaN
 * would go through the engine and come out as scores of nothing. One pass over the numbers; a network takes a thousand times as
 * long.
 */

import { OptionError, ShapeError } from '../errors/errors.ts'
import { show, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'

/** What the pictures are given to, with the shape of one: a model as far as its pictures go. */
type Reader = Pick<ModelGraph, 'name' | 'inputShape'>

/**
 * How many pictures of a model these numbers are.
 * @throws OptionError where they are no finite numbers; ShapeError unless they are a whole number of pictures, at least one
 */
export function countPictures(owner: string, model: Reader, pictures: ArrayLike<number>): number {
  const count = wholePictures(owner, model, pictures)
  refuseNotFinite(owner, 'picture', model.inputShape, pictures)
  return count
}

/** The same by the length alone: not a number is looked at yet. */
export function wholePictures(owner: string, { name, inputShape }: Reader, pictures: ArrayLike<number>): number {
  const size = sizeOf(inputShape)
  const { length } = numbersOf(owner, pictures)
  if (length === 0 || length % size !== 0)
    throw new ShapeError({
      code: 'picture-size',
      message: say('{length} numbers do not make a whole number of pictures for "{name}".', { length, name }),
      numbers: [say('one picture is {inputShape} = {size} numbers', { inputShape: showShape(inputShape), size })],
      fix: say('give pictures in the model’s input shape, one after the other.'),
    })
  return length / size
}

/** The numbers of the one picture that a use takes. @throws as `countPictures` */
export function onePicture(owner: string, { name, inputShape }: Reader, picture: ArrayLike<number>): ArrayLike<number> {
  const data = numbersOf(owner, picture)
  if (data.length !== sizeOf(inputShape))
    throw new ShapeError({
      code: 'picture-size',
      message: say('{owner} takes one picture of "{name}": {inputShape} = {inputShape2} numbers. Received {dataCount}.', {
        owner,
        name,
        inputShape: showShape(inputShape),
        inputShape2: sizeOf(inputShape),
        dataCount: data.length,
      }),
      fix: say('look at one picture at a time, in the model’s input shape.'),
    })
  refuseNotFinite(owner, 'picture', inputShape, data)
  return data
}

/** What was given, where it is a list or a typed array. @throws OptionError where it is not */
export function numbersOf(owner: string, pictures: ArrayLike<number>, what = 'the pictures'): ArrayLike<number> {
  const length: unknown = typeof pictures === 'object' && pictures !== null ? pictures.length : undefined
  if (typeof length === 'number' && Number.isInteger(length) && length >= 0) return pictures
  throw wrongOption(owner, what, pictures, say('numbers, in a list or a typed array'))
}

/** @throws OptionError 'not-finite', with the place of the first value that is no finite number */
export function refuseNotFinite(owner: string, what: string, shape: Shape, data: ArrayLike<number>): void {
  const at = firstNotFinite(data)
  if (at < 0) return
  const size = sizeOf(shape)
  const [number, count] = [Math.floor(at / size) + 1, data.length / size]
  throw new OptionError({
    code: 'not-finite',
    message: say('{owner}: {value} holds a value that is no finite number{value2}.', {
      owner,
      value: count > 1 ? say('{what} {number} of {count}', { what, number, count }) : say('the {what}', { what }),
      value2: Number.isFinite(data[at]) ? say(' in single precision') : '',
    }),
    numbers: [say('at [{placeOf}]: {value}', { placeOf: placeOf(at % size, shape).join(', '), value: show(data[at]) })],
    fix: say('mend the {what}; what it would show of the network is nothing.', { what }),
    details: { number, place: placeOf(at % size, shape) },
  })
}

/** The place of the first that is no finite number in single precision, as networks hold it; −1 where all are. */
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
