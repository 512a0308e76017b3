/** Axes as options name them, from 0 behind the batch or below 0 from the end; and the errors of those that are not there. */

import { ShapeError } from '../errors/errors.ts'
import { wrongOption } from '../errors/options.ts'
import { type Sentence, say } from '../errors/say.ts'
import { type Shape, showShape } from '../values/shape.ts'
import type { Window2d } from '../window/window2d.ts'

/** No shape that a layer makes has more axes. */
export const mostAxes = 8

/** A list of whole numbers, one for each of some axes. */
export function wholesOption(owner: string, name: string, value: unknown): readonly number[] {
  if (Array.isArray(value) && value.length >= 1 && value.length <= mostAxes && value.every(Number.isInteger)) return [...value]
  throw wrongOption(owner, name, value, say('a list of 1 to {most} whole numbers', { most: mostAxes }))
}

/** A whole number of either sign. */
export function integerOption(owner: string, name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value
  throw wrongOption(owner, name, value, say('a whole number'))
}

/** The axis from the front, of `count` axes: those of the input, if not said. @throws ShapeError where there is no such axis */
export function axisIn(kind: string, axis: number, input: Shape, count = input.length): number {
  const found = axis < 0 ? axis + count : axis
  if (found >= 0 && found < count) return found
  throw new ShapeError({
    code: 'no-axis',
    message: say('{kind}: there is no axis {axis}.', { kind, axis }),
    numbers: [
      say('input {shape}; axes 0 to {last}, or −{count} to −1 from the end', { shape: showShape(input), last: count - 1, count }),
    ],
    fix: batchApart(),
    details: { axis, input },
  })
}

/** Different axes, from the front. */
export function axesIn(kind: string, axes: readonly number[], input: Shape, count = input.length): number[] {
  const found = axes.map((axis) => axisIn(kind, axis, input, count))
  for (const [i, axis] of found.entries())
    if (found.indexOf(axis) < i)
      throw new ShapeError({
        code: 'axis-twice',
        message: say('{kind}: axis {axis} is named twice.', { kind, axis }),
        numbers: [say('input {shape}; axes [{axes}]', { shape: showShape(input), axes: axes.join(', ') })],
        fix: say('name each axis once.'),
        details: { axes, input },
      })
  return found
}

/** The error of a layer that would leave an image without any axis. */
export function noAxisLeft(kind: string, input: Shape): ShapeError {
  return new ShapeError({
    code: 'no-axis-left',
    message: say('{kind} would leave no axis.', { kind }),
    numbers: [say('input {shape}', { shape: showShape(input) })],
    fix: say('leave one axis of size 1: the batch is not part of the shape.'),
    details: { input },
  })
}

/** The error of a layer whose result would have too many axes. */
export function tooManyAxes(kind: string, count: number, input: Shape): ShapeError {
  return new ShapeError({
    code: 'too-many-axes',
    message: say('{kind} would make {count} axes; a shape has at most {most}.', { kind, count, most: mostAxes }),
    numbers: [say('input {shape}', { shape: showShape(input) })],
    fix: say('join some axes with reshape() first.'),
    details: { input },
  })
}

export const batchApart = (): Sentence => say('the batch is not part of the shape: axis 0 is the first after it.')

/** A unit sees the place that it lies at, and no other: a window of one pixel. */
export const onePlace: Window2d = { kernelSize: [1, 1], stride: [1, 1], dilation: [1, 1], padding: [0, 0, 0, 0] }

/** Whether two shapes of as many elements in one order have the same rows and columns: then channels alone are counted anew. */
export function keepsPlaces(before: Shape, after: Shape): boolean {
  const [rows, columns] = before.slice(-2)
  return before.length >= 2 && after.length >= 2 && after.at(-2) === rows && after.at(-1) === columns
}
