/**
 * The figures of `inspectPicture` with the words that belong below them. How many maps and filters are drawn is decided, and
 * said, here.
 */

import { filterGrid, mapGrid, mostMaps } from '../figures/layerGrids.ts'
import type { Figure } from '../figures/pen.ts'
import { type PictureCell, pictures } from '../figures/pictures.ts'
import type { ImageValues } from '../figures/values.ts'
import type { FeatureMap } from '../network/featureMaps.ts'
import type { Language } from '../text/language.ts'
import { type Shape, showShape } from '../values/shape.ts'
import { inspectWords } from './words.ts'

/** A figure, and what is said of it. */
export interface LayerFigure {
  readonly figure: Figure
  readonly alt: string
  readonly caption: string
}

/** Slices of filters beyond these are left out: two thirds of a screen. */
const mostSlices = 96

/** The picture itself. */
export function pictureFigure(shown: ImageValues, shape: Shape, lang: Language): LayerFigure {
  const words = inspectWords[lang]
  const figure = pictures({ cells: [{ image: shown }], range: [0, 255], cellWidth: 300, print: false, colourBar: false })
  return { figure, alt: words.sees, caption: words.seesAs(showShape(shape)) }
}

/** The maps of a layer on one scale; of many the first. */
export function mapFigure(map: FeatureMap, lang: Language): LayerFigure {
  const words = inspectWords[lang]
  const [count, height = 1, width = 1] = map.shape as number[]
  const left = height * width > 1 && count! > mostMaps
  const signed = Array.prototype.some.call(map.data, (value: number) => value < 0)
  return {
    figure: mapGrid(map, lang),
    alt: `${map.layer}: ${words.maps}`,
    caption: [words.mapsOf, signed && words.signed, left && words.firstMaps(mostMaps, count!)].filter(Boolean).join(' '),
  }
}

/**
 * The filters of a convolution, slice by slice, signed; of three channels also each as one picture in red, green and blue.
 * By the sort: 'filters-rgb', 'filters'.
 */
export function filterFigures(
  layer: string,
  { shape, data }: { readonly shape: Shape; readonly data: ArrayLike<number> },
  lang: Language,
): [string, LayerFigure][] {
  const words = inspectWords[lang]
  const [filters, channels, height, width] = shape as [number, number, number, number]
  const slices = filters * channels
  // Whole filters only, as long as one fits.
  const most = channels > mostSlices ? mostSlices : Math.floor(mostSlices / channels) * channels
  const signed: LayerFigure = {
    figure: filterGrid({ shape, data }, lang, most),
    alt: `${layer}: ${words.filters}`,
    caption: [words.filtersOf(filters, channels, `${height} × ${width}`), slices > most && words.firstSlices(most, slices)]
      .filter(Boolean)
      .join(' '),
  }
  if (channels !== 3) return [['filters', signed]]
  const shown = Math.min(filters, mostMaps)
  const colour: LayerFigure = {
    figure: pictures({ cells: colourCells(data, shown, [height, width]), print: false }),
    alt: `${layer}: ${words.filters}, RGB`,
    caption: [words.colour, filters > shown && words.firstFilters(shown, filters)].filter(Boolean).join(' '),
  }
  return [
    ['filters-rgb', colour],
    ['filters', signed],
  ]
}

/** Weights of three channels as colours: 0 is middle grey, ± the largest of all are black and white. */
function colourCells(data: ArrayLike<number>, count: number, [height, width]: readonly [number, number]): PictureCell[] {
  const size = 3 * height * width
  let largest = 0
  for (let i = 0; i < count * size; i++) largest = Math.max(largest, Math.abs(data[i]!))
  const scale = largest > 0 ? 127.5 / largest : 0
  return Array.from({ length: count }, (_, f) => ({
    title: String(f + 1),
    image: {
      shape: [3, height, width],
      data: Float32Array.from({ length: size }, (_, i) => 127.5 + scale * data[f * size + i]!),
    },
  }))
}

/** What is said of a map of reasons. */
export function reasonWords(
  lang: Language,
  kind: 'gradient' | 'smooth' | 'occlusion',
  ...given: readonly (string | number)[]
): { alt: string; caption: string } {
  const { gradient, smooth, occlusion } = inspectWords[lang]
  const caption =
    kind === 'gradient'
      ? gradient
      : kind === 'smooth'
        ? smooth(given[0] as number)
        : occlusion(given[0] as string, given[1] as number)
  return { alt: caption.split(/[:,.(]/)[0]!, caption }
}
