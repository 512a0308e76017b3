/**
 * What is laid over an image: a heat or a signed map blended into its pixels, and boxes and ellipses in lines that show on any
 * image. image.ts has frames and boxes that end at the image's edge; here a box may reach past it, into the padding.
 */

import { ShapeError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { barOf } from './colourBar.ts'
import { type ColourMap, markRgb, writeColour } from './colourMap.ts'
import { rangeFor } from './image.ts'
import type { Figure, Pen } from './pen.ts'
import { type ImageValues, type Plane, pixelsOf, planeOf, type Range } from './values.ts'

/** A line over an image, in its pixels: pixel (0, 0) reaches from 0 to 1 in both directions. */
export type Line =
  | { readonly box: readonly [top: number, left: number, bottom: number, right: number]; readonly dashed?: boolean }
  | {
      /** Of the pixel in its middle, [row, column]: pixel i's middle is at i. */
      readonly ellipse: readonly [number, number]
      /** [vertical, horizontal] */
      readonly radii: readonly [number, number]
      readonly dashed?: boolean
    }
  | { readonly dot: readonly [number, number] }

/** Around the image, in its pixels: [top, left, bottom, right]. */
export type Margin = readonly [number, number, number, number]

/**
 * The pixels of an image under a map of its size, as red, green and blue, [3, height, width]. The image turns grey and a
 * third darker; where the map is strong, its colour covers it, with the weight √(|value| / largest), of a signed map |value| /
 * largest. What is not a finite number gets the marking colour.
 * @throws ShapeError where map and image are of different sizes
 */
export function blended(
  owner: string,
  image: ImageValues | undefined,
  map: { readonly shape: readonly number[]; readonly data: ArrayLike<number> },
  colours: ColourMap,
  largest: number,
  range?: Range,
): ImageValues {
  const over = planeOf(owner, map)
  const under = image && planeOf(owner, image)
  if (under && (under.height !== over.height || under.width !== over.width))
    throw new ShapeError({
      code: 'image-size',
      message: say('{owner}: the image and the map over it differ in size.', { owner }),
      numbers: [
        say('image {height}×{width}, map {mapHeight}×{mapWidth}', {
          height: under.height,
          width: under.width,
          mapHeight: over.height,
          mapWidth: over.width,
        }),
      ],
      fix: say('pass the image as the network reads it.'),
    })
  const count = over.height * over.width
  const grey = under ? greyOf(under, range) : new Float64Array(count)
  const data = new Float64Array(3 * count)
  for (let i = 0; i < count; i++) {
    const rgb = blend(colours, over.data[i]!, largest, grey[i]!)
    for (let c = 0; c < 3; c++) data[c * count + i] = rgb[c]!
  }
  return { shape: [3, over.height, over.width], data }
}

/** The colour of one value over one grey. */
function blend(colours: ColourMap, value: number, largest: number, grey: number): number[] {
  const colour = new Uint8ClampedArray(3)
  const part = largest > 0 ? Math.min(1, Math.abs(value) / largest) : 0
  let weight = 1
  if (Number.isFinite(value)) {
    // A signed map's middle is light grey: over a dark image even a little of it would shine, so the hue begins at once.
    const t = colours === 'signed' ? 0.5 + ((value < 0 ? -1 : 1) * (1 + part)) / 4 : part
    writeColour(colours, t, colour, 0)
    weight = colours === 'signed' ? part : Math.sqrt(part)
  } else colour.set(markRgb)
  return Array.from(colour, (one) => (1 - weight) * (2 / 3) * grey + weight * one)
}

/** The key to what is blended: the colours as they lie over a middle grey. */
export function blendedBar(colours: ColourMap, largest: number): Figure {
  const low = colours === 'signed' ? -largest : 0
  return barOf({ map: colours, range: [low, largest], length: 160, direction: 'horizontal' }, (part, pixels, at) =>
    pixels.set(blend(colours, low + part * (largest - low), largest, 128), at),
  )
}

/** Luma, 0 … 255, of an image as it would be drawn. */
function greyOf(plane: Plane, range: Range | undefined): Float64Array {
  const rgba = pixelsOf(plane, 'grey', rangeFor(plane, 'grey', range))
  return Float64Array.from(
    { length: plane.height * plane.width },
    (_, i) => 0.299 * rgba[4 * i]! + 0.587 * rgba[4 * i + 1]! + 0.114 * rgba[4 * i + 2]!,
  )
}

/** An image with lines over it, and a margin for those that reach past it. `zoom` is CSS pixels a pixel. */
export function lined(image: ImageValues, lines: readonly Line[], zoom: number, margin: Margin, range?: Range): Figure {
  const plane = planeOf('lined', image)
  const [top, left, bottom, right] = margin.map((side) => Math.ceil(side * zoom)) as [number, number, number, number]
  const [height, width] = [Math.round(plane.height * zoom), Math.round(plane.width * zoom)]
  // Half a line stands outside.
  const edge = 2
  return {
    measure: () => ({ width: left + width + right + 2 * edge, height: top + height + bottom + 2 * edge }),
    draw(pen, x, y) {
      const place = { x: x + edge + left, y: y + edge + top, width, height }
      if (top + left + bottom + right > 0)
        pen.fill(x + edge, y + edge, left + width + right, top + height + bottom, pen.theme.track)
      const shrunken = width * pen.scale < plane.width
      pen.raster(pixelsOf(plane, 'grey', rangeFor(plane, 'grey', range)), plane.width, plane.height, place, shrunken)
      for (const line of lines) drawLine(pen, line, place, width / plane.width)
    },
  }
}

/** Boxes in the one colour that says "look here", over white; ellipses white over dark: each shows on any image. */
const looks = { box: ['#ffffff', '#d6006c'], ellipse: ['#12161c', '#ffffff'] } as const

function drawLine(pen: Pen, line: Line, { x, y }: { readonly x: number; readonly y: number }, zoom: number): void {
  const { context } = pen
  if ('dot' in line) {
    const [cx, cy] = [x + (line.dot[1] + 0.5) * zoom, y + (line.dot[0] + 0.5) * zoom]
    pen.dot(cx, cy, 4, looks.box[0])
    pen.dot(cx, cy, 2.5, looks.box[1])
    return
  }
  context.save()
  context.lineJoin = 'miter'
  const [under, over] = 'box' in line ? looks.box : looks.ellipse
  for (const [colour, lineWidth] of [
    [under, 4],
    [over, 2],
  ] as const) {
    context.strokeStyle = colour
    context.lineWidth = lineWidth
    context.setLineDash(line.dashed ? [6, 4] : [])
    context.beginPath()
    if ('box' in line) {
      const [y0, x0, y1, x1] = line.box
      context.rect(x + x0 * zoom, y + y0 * zoom, (x1 - x0) * zoom, (y1 - y0) * zoom)
    } else {
      const [cy, cx] = line.ellipse
      context.ellipse(x + (cx + 0.5) * zoom, y + (cy + 0.5) * zoom, line.radii[1] * zoom, line.radii[0] * zoom, 0, 0, 2 * Math.PI)
    }
    context.stroke()
  }
  context.restore()
}
