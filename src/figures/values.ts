/**
 * What an image of numbers is made of: values with a shape, checked here once, and the range of values that a colour
 * map is laid over. It makes RGBA bytes of them; it draws nothing.
 */

import { ShapeError } from '../errors/errors.ts'
import { show, wrongOption } from '../errors/options.ts'
import { asIs, type Sentence, say } from '../errors/say.ts'
import { type ColourMap, markRgb, writeColour } from './colourMap.ts'

/** Values of one plane, [height, width] or [1, height, width], or of a colour image, [3, height, width]. */
export interface ImageValues {
  readonly shape: readonly number[]
  readonly data: ArrayLike<number>
}

/** Checked values. */
export interface Plane {
  readonly channels: 1 | 3
  readonly height: number
  readonly width: number
  readonly data: ArrayLike<number>
}

/** The values that the ends of a colour map stand for; equal where all values are the same. */
export type Range = readonly [low: number, high: number]

/**
 * Checks an image's shape and length.
 * @throws ShapeError 'wrong-rank', 'wrong-channels', 'empty', 'wrong-length'
 */
export function planeOf(owner: string, values: ImageValues): Plane {
  const { shape, data } = values ?? {}
  if (!Array.isArray(shape) || typeof data !== 'object' || data === null || typeof data.length !== 'number')
    throw wrongOption(owner, say('the image'), values, say('values with a shape and data'))
  const found = say('shape [{shape}], {count} values', { shape: shape.join(', '), count: data.length })
  const wrong = (code: string, what: Sentence, fix: Sentence) =>
    new ShapeError({ code, message: say('{owner}: {what}', { owner, what }), numbers: [found], fix })
  if (shape.length !== 2 && shape.length !== 3)
    throw wrong(
      'wrong-rank',
      say('an image has 2 or 3 dimensions, this one has {count}.', { count: shape.length }),
      say('pass one map of a batch or a layer at a time, as [height, width], [1, height, width] or [3, height, width].'),
    )
  const [channels, height, width] = shape.length === 2 ? [1, ...shape] : shape
  if (channels !== 1 && channels !== 3)
    throw wrong(
      'wrong-channels',
      say('an image has 1 or 3 channels, this one has {channels}.', { channels: String(channels) }),
      say('draw each channel by itself: pictures({ cells: … }).'),
    )
  if (![height, width].every((size) => Number.isInteger(size) && size! >= 1))
    throw wrong('empty', say('an image has at least one row and one column.'), say('leave out empty images.'))
  const wanted = channels * height! * width!
  if (data.length !== wanted)
    throw wrong(
      'wrong-length',
      say('the shape has {wanted} values, the data {found}.', { wanted, found: data.length }),
      say('pass a shape and data that belong together.'),
    )
  return { channels, height: height!, width: width!, data }
}

/** Checks a range that was given. @throws OptionError unless it is [low, high], two finite numbers, low < high */
export function rangeOption(owner: string, range: unknown): Range {
  const good = Array.isArray(range) && range.length === 2 && range.every((end) => Number.isFinite(end)) && range[0] < range[1]
  if (!good)
    throw wrongOption(
      owner,
      'range',
      range,
      say('two finite numbers [low, high] with low < high'),
      Array.isArray(range) && range[0] > range[1] ? asIs(`[${show(range[1])}, ${show(range[0])}].`) : undefined,
    )
  return [range[0], range[1]]
}

/** From the lowest to the highest finite value of the one-channel images; for `signed`, ±max|v|. Without any: 0 to 1. */
export function rangeOf(planes: readonly Plane[], map: ColourMap): Range {
  let [low, high] = [Infinity, -Infinity]
  for (const { data, channels } of planes)
    for (let i = 0; channels === 1 && i < data.length; i++) {
      const value = data[i]!
      if (!Number.isFinite(value)) continue
      if (value < low) low = value
      if (value > high) high = value
    }
  if (low > high) return map === 'signed' ? [-1, 1] : [0, 1]
  return balanced([low, high], map)
}

/** For `signed`, the range made symmetric, so that zero is in the middle: ±max(|low|, |high|). Others as they are. */
export function balanced([low, high]: Range, map: ColourMap): Range {
  if (map !== 'signed') return [low, high]
  const most = Math.max(Math.abs(low), Math.abs(high))
  return [0 - most, most]
}

/** How many values are NaN or infinite. */
export function countMarked(planes: readonly Plane[]): number {
  let count = 0
  for (const { data } of planes) for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) count++
  return count
}

/**
 * RGBA bytes, [height, width, 4]. One channel goes through the map over the range (in its middle where all values are
 * the same); three channels are red, green and blue, each from low → 0 to high → 255. A pixel with a value that is not finite
 * gets the marking colour.
 */
export function pixelsOf(
  { channels, height, width, data }: Plane,
  map: ColourMap,
  [low, high]: Range,
): Uint8ClampedArray<ArrayBuffer> {
  const count = height * width
  const pixels = new Uint8ClampedArray(4 * count)
  // Halves first: high − low may overflow although both are finite.
  const span = high / 2 - low / 2
  const part = (value: number) => (span > 0 ? (value / 2 - low / 2) / span : 0.5)
  for (let i = 0; i < count; i++) {
    pixels[4 * i + 3] = 255
    if (channels === 1) {
      if (Number.isFinite(data[i])) writeColour(map, part(data[i]!), pixels, 4 * i)
      else pixels.set(markRgb, 4 * i)
    } else if ([0, 1, 2].every((c) => Number.isFinite(data[c * count + i])))
      for (let c = 0; c < 3; c++) pixels[4 * i + c] = Math.round(255 * part(data[c * count + i]!))
    else pixels.set(markRgb, 4 * i)
  }
  return pixels
}
