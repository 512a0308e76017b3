/**
 * All digits of an image, each made as MNIST's were: a number written down, a column of numbers. Strokes that do not meet may
 * be one digit (a 5 with its bar apart, an open 4); digits that touch each other are not cut apart.
 */

import { digitGroups } from './digitGroups.ts'
import { type DigitImage, greyImage, imageChannels, preparedDigit } from './digitImage.ts'
import { inkOf, readInk } from './findInk.ts'
import type { AnyImage } from './resize.ts'

/**
 * The digits of an image [1 or 3, height, width] with values 0 … 255 (as `loadImage` gives it), from the top row to the lowest,
 * in each from the left. At least one. What is much smaller than the tallest digit (a point, a speck) is left out.
 *
 * ```ts
 * for (const { data, box } of findDigits(await loadImage('sum.jpg', { background: 'contrast' }))) …
 * ```
 * @throws FormatError 'no-ink' where nothing stands out from the paper, 'too-many-marks' where there are more than 400 of them;
 *   ShapeError for another shape
 */
export function findDigits(image: AnyImage): DigitImage[] {
  const owner = 'findDigits'
  const size = imageChannels(owner, image)
  const { grey, scale } = greyImage(image, ...size)
  const [height, width] = [grey.shape[1]!, grey.shape[2]!]
  const reading = readInk(owner, grey.data, height, width)
  const { parts, touches, kept } = reading
  const free = [...kept].some((label) => !touches[label - 1])
  const groups = digitGroups(parts, (p) => !free || !touches[p])
  const alone = groups.length < 2 ? [kept] : groups.map((group) => new Set(group.parts.map((p) => p + 1)))
  return alone.map((labels) => preparedDigit(inkOf(reading, labels, height, width), height, width, scale))
}
