/** Sizes that no machine could hold: refused before anything is computed with them. */

import { ShapeError } from '../errors/errors.ts'
import { type Sentence, say } from '../errors/say.ts'
import { wholeText } from '../text/numbers.ts'
import { largestSize, mostElements, type Shape, showShape, sizeOf } from '../values/shape.ts'
import type { Window2d } from '../window/window2d.ts'

/** What no machine could hold is refused before anyone computes with its size. */
export function refuseTooLarge(message: Sentence, shape: Shape): void {
  const size = sizeOf(shape)
  if (size <= mostElements && shape.every((one) => one <= largestSize)) return
  throw new ShapeError({
    code: 'too-large',
    message,
    numbers: [
      say('{shape} = {size} values; at most {most}, and {largest} in one dimension', {
        shape: showShape(shape),
        size: wholeText(size),
        most: wholeText(mostElements),
        largest: wholeText(largestSize),
      }),
    ],
    fix: say('make the input smaller, or the layer: fewer filters or units, a smaller kernel, a larger stride.'),
    details: { shape, most: mostElements },
  })
}

/** 'same' padding of a wide window: no engine counts so far. */
export function refuseWideWindow(window: Window2d | 'all' | undefined): void {
  if (window === undefined || window === 'all') return
  const { kernelSize: kernel, dilation, padding } = window
  const spans = kernel.map((size, i) => (size - 1) * dilation[i]! + 1)
  if ([...spans, ...padding].every((size) => size <= largestSize)) return
  throw new ShapeError({
    code: 'too-large',
    message: say('its window is too large.'),
    numbers: [
      say('kernelSize {kernel}, dilation {dilation}: {pixels} pixels; at most {largest} in each direction', {
        kernel: showShape(kernel),
        dilation: showShape(dilation),
        pixels: spans.map(wholeText).join(' × '),
        largest: wholeText(largestSize),
      }),
    ],
    fix: say('use a smaller kernel or dilation.'),
    details: { kernel, dilation, padding, most: largestSize },
  })
}
