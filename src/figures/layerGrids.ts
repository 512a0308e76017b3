/**
 * Grids of what a layer puts out and of what it looks for: one tile a feature map, one a filter. How many tiles there are at
 * most is decided here; the page around them says what was left out.
 */
import { extent } from '../math/extent.ts'
import type { Language } from '../text/language.ts'
import { sizeOf } from '../values/shape.ts'
import { colourBar } from './colourBar.ts'
import { image } from './image.ts'
import { column } from './layout.ts'
import type { Figure } from './pen.ts'
import { type PictureCell, pictures } from './pictures.ts'
import type { ImageValues } from './values.ts'

/** What a layer outputs for one image: [maps, height, width], or [features]; axes before the last three are maps, too. */
export interface LayerValues {
  readonly shape: readonly number[]
  readonly data: Float32Array | Float64Array
}

/** Feature maps and filters beyond these are left out, and the report says so. */
export const mostMaps = 64

/**
 * One tile per filter; of several channels the slices of a filter stand in a row (three of a colour image, say). At most `most`
 * slices.
 */
export function filterGrid({ shape, data }: ImageValues, lang: Language, most = mostMaps): Figure {
  const [filters, channels, height, width] = shape as [number, number, number, number]
  const size = height * width
  const cells: PictureCell[] = []
  for (let f = 0; f < filters && cells.length < most; f++)
    for (let c = 0; c < channels && cells.length < most; c++)
      cells.push({
        title: channels === 1 ? String(f + 1) : `${f + 1}.${c + 1}`,
        image: { shape: [height, width], data: slice(data, (f * channels + c) * size, size) },
      })
  return pictures({
    cells,
    map: 'signed',
    scale: 'shared',
    lang,
    ...(channels > 1 && channels <= 8 ? { columns: channels * Math.max(1, Math.floor(8 / channels)) } : {}),
  })
}

/** The maps of one layer on one scale: signed where there are values below zero. One value per map: all of them in one tile. */
export function mapGrid({ shape, data }: LayerValues, lang: Language): Figure {
  const map = Array.prototype.some.call(data, (value: number) => value < 0) ? 'signed' : 'grey'
  const [height = 1, width = 1] = shape.length > 3 ? shape.slice(-2) : shape.slice(1)
  const size = height * width
  const maps = sizeOf(shape) / size
  if (isVector({ shape, data })) return vectorFigure(data, maps)
  const count = Math.min(maps, mostMaps)
  const cells = Array.from({ length: count }, (_, c) => ({
    title: String(c + 1),
    image: { shape: [height, width], data: slice(data, c * size, size) },
  }))
  return pictures({ cells, map, scale: 'shared', lang })
}

/** One finite value per map, and not all the same. */
export function isVector({ shape, data }: LayerValues): boolean {
  return shape.slice(1).every((size) => size === 1) && data.every(Number.isFinite) && data.some((value) => value !== data[0])
}

/** One tile, and the key to its colours. */
function vectorFigure(data: LayerValues['data'], length: number): Figure {
  const [low, high] = extent(data)
  const most = Math.max(-low, high)
  const scale = low < 0 ? ({ map: 'signed', range: [-most, most] } as const) : ({ map: 'grey', range: [0, high] } as const)
  const key = colourBar({ ...scale, length: 160, direction: 'horizontal' })
  return column([image(vectorImage(data, length), { ...scale, width: 260 }), key], { gap: 16 })
}

/** A list of numbers as an image: one row up to 16, else as near to a square as its length divides. */
function vectorImage(data: ArrayLike<number>, length: number): ImageValues {
  let rows = 1
  if (length > 16) for (let d = 2; d * d <= length; d++) if (length % d === 0) rows = d
  return { shape: [rows, length / rows], data }
}

function slice(data: ArrayLike<number>, from: number, length: number): ArrayLike<number> {
  return ArrayBuffer.isView(data)
    ? (data as Float32Array).subarray(from, from + length)
    : Array.prototype.slice.call(data, from, from + length)
}
