/** What a data set says where it is asked for what it does not have. */

import { OptionError, ShapeError } from '../errors/errors.ts'
import { asIs, say } from '../errors/say.ts'

interface Asked {
  readonly length: number
  toString(): string
}

/** @throws ShapeError where a place holds less than count × size numbers */
export function placeTooSmall(data: Asked, place: string, length: number, count: number, size: number): void {
  if (length >= count * size) return
  throw new ShapeError({
    code: 'batch-too-small',
    message: say('{data}: the array `{place}` of fill is too small.', { data: String(data), place }),
    numbers: [
      say('it needs {count} × {size} = {needed} numbers; it holds {length}', { count, size, needed: count * size, length }),
    ],
    details: { place, needed: count * size, length },
  })
}

export function setWithout(data: Asked, what: 'labels' | 'targets'): OptionError {
  return new OptionError({
    code: `no-${what}`,
    message: say('the data set {data} has no {what}.', { data: String(data), what }),
    fix: say('pass them when you create it: dataset({ images, {what}, … }).', { what }),
  })
}

export function noSuchImage(data: Asked, index: number): OptionError {
  return new OptionError({
    code: 'no-such-image',
    message: say('the data set {data} has no image {index}.', { data: String(data), index }),
    fix: say('use an index from 0 to {last}.', { last: data.length - 1 }),
    details: { index, length: data.length },
  })
}

export function imagesStreamed(data: Asked): OptionError {
  return new OptionError({
    code: 'streamed',
    message: say('the images of {data} are streamed: they are not in memory.', { data: String(data) }),
    fix: asIs('(await data.loaded([0])).image(0).'),
  })
}
