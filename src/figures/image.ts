/**
 * An image as a figure: values through a colour map, or red, green and blue as they are. Enlarged pixels stay crisp
 * squares; frames and boxes are drawn over them in lines of their own.
 */

import { booleanOption, choiceOption, knownOptions, realOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { type ColourMap, mapOption } from './colourMap.ts'
import type { Figure, Pen } from './pen.ts'
import { balanced, type ImageValues, type Plane, pixelsOf, planeOf, type Range, rangeOf, rangeOption } from './values.ts'

/** Something drawn over an image, in its own pixels: row and column 0 begin at the upper left corner. */
export interface Overlay {
  /**
   * A rectangle by its edges, [top, left, bottom, right]: [0, 0, 5, 5] goes round the first five rows and columns. What
   * lies outside the image is cut off.
   */
  readonly box?: readonly [y0: number, x0: number, y1: number, x1: number]
  /** A dot in the middle of the pixel [row, column]. */
  readonly point?: readonly [y: number, x: number]
  readonly tone?: 'accent' | 'right' | 'wrong'
}

/** Colours, range, size and what is drawn over it. */
export interface ImageOptions {
  /** For one channel; `grey` by default. Three channels are red, green and blue. */
  readonly map?: ColourMap
  /**
   * The values of the map's ends; by default from the smallest to the largest finite value, for `signed` ±max|v| (a given
   * range is made symmetric too), and 0 to 255 for three channels.
   */
  readonly range?: Range
  /** CSS pixels; by default a whole number of them to a pixel, so that small images are about 112 wide. */
  readonly width?: number
  /** Blurs enlarged pixels into each other. By default enlarged pixels are crisp, and only shrunken images are smoothed. */
  readonly smooth?: boolean
  /** A hairline around it (one CSS pixel on each side, outside `width`), or one that says right or wrong. True by default. */
  readonly frame?: boolean | 'right' | 'wrong'
  readonly overlays?: readonly Overlay[]
}

const known = ['map', 'range', 'width', 'smooth', 'frame', 'overlays']

/**
 * A figure of an image, [h, w], [1, h, w] or [3, h, w]. Values that are NaN or infinite are green (`markColour`).
 * @throws ShapeError where shape and data do not make an image, OptionError
 */
export function image(values: ImageValues, options?: ImageOptions): Figure {
  const given = knownOptions('image', options, known)
  const plane = planeOf('image', values)
  const map = mapOption('image', given.map)
  const width = given.width ?? plane.width * Math.max(1, Math.floor(112 / plane.width))
  realOption('image', 'width', width, { min: 0, open: true })
  if (given.smooth !== undefined) booleanOption('image', 'smooth', given.smooth)
  const frame = given.frame ?? true
  if (typeof frame !== 'boolean') choiceOption('image', 'frame', frame, ['right', 'wrong'])
  const overlays = (given.overlays ?? []).map(checkedOverlay)
  const range = given.range === undefined ? undefined : rangeOption('image', given.range)
  const height = (width * plane.height) / plane.width
  const edge = frame === false ? 0 : 1
  return {
    measure: () => ({ width: Math.ceil(width) + 2 * edge, height: Math.ceil(height) + 2 * edge }),
    draw(pen, x, y) {
      const place = { x: x + edge, y: y + edge, width, height }
      const shrunken = width * pen.scale < plane.width
      pen.raster(pixelsOf(plane, map, rangeFor(plane, map, range)), plane.width, plane.height, place, given.smooth ?? shrunken)
      if (frame !== false) drawFrame(pen, place, frame)
      for (const overlay of overlays) drawOverlay(pen, overlay, place, width / plane.width)
    },
  }
}

/** The range that a plane is drawn with: the given one, or its own. */
export function rangeFor(plane: Plane, map: ColourMap, range: Range | undefined): Range {
  if (plane.channels === 3) return range ?? [0, 255]
  return range ? balanced(range, map) : rangeOf([plane], map)
}

type Place = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

function drawFrame(pen: Pen, { x, y, width, height }: Place, frame: true | 'right' | 'wrong'): void {
  const { context, theme } = pen
  context.strokeStyle = frame === true ? theme.line : theme[frame]
  context.lineJoin = 'miter'
  context.lineWidth = frame === true ? 1 : 2
  const out = context.lineWidth / 2
  context.strokeRect(x - out, y - out, width + 2 * out, height + 2 * out)
}

function drawOverlay(pen: Pen, { box, point, tone = 'accent' }: Overlay, place: Place, zoom: number): void {
  const { context } = pen
  const { x, y, width, height } = place
  context.save()
  context.beginPath()
  // The line may stand on the image's edge, so half of it lies outside.
  context.rect(x - 1.5, y - 1.5, width + 3, height + 3)
  context.clip()
  context.lineJoin = 'miter'
  // A light line under the coloured one: it shows on any image.
  for (const [colour, lineWidth] of [
    ['#ffffff', 4],
    [overlayColours[tone], 2],
  ] as const) {
    context.strokeStyle = colour
    context.lineWidth = lineWidth
    if (box) context.strokeRect(x + box[1] * zoom, y + box[0] * zoom, (box[3] - box[1]) * zoom, (box[2] - box[0]) * zoom)
    if (point) pen.dot(x + (point[1] + 0.5) * zoom, y + (point[0] + 0.5) * zoom, 2 + lineWidth / 2, colour)
  }
  context.restore()
}

/** The same in both looks, like the image under them. */
const overlayColours = { accent: '#d6006c', right: '#05785a', wrong: '#b54708' } as const

function checkedOverlay(overlay: Overlay): Overlay {
  const owner = say('an overlay of image(…)')
  knownOptions(owner, overlay, ['box', 'point', 'tone'])
  const { box, point, tone } = overlay
  if (!box === !point) throw wrongOption(owner, say('the overlay'), overlay, say('either a box or a point'))
  const finite = (numbers: readonly number[], count: number) =>
    Array.isArray(numbers) && numbers.length === count && numbers.every((one) => Number.isFinite(one))
  if (box && !(finite(box, 4) && box[0] < box[2] && box[1] < box[3]))
    throw wrongOption(owner, 'box', box, say('[top, left, bottom, right] with top < bottom and left < right'))
  if (point && !finite(point, 2)) throw wrongOption(owner, 'point', point, say('two numbers [row, column]'))
  if (tone !== undefined) choiceOption(owner, 'tone', tone, ['accent', 'right', 'wrong'])
  return overlay
}
