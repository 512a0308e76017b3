/**
 * The figures of `inspectImage` with the words that belong below them. How many maps and filters are drawn is decided, and
 * said, here.
 */

import { filterGrid, mapGrid, mostMaps } from '../figures/layerGrids.ts'
import type { Figure } from '../figures/pen.ts'
import { type PictureCell, pictures } from '../figures/pictures.ts'
import type { ImageValues } from '../figures/values.ts'
import type { FeatureMap } from '../network/featureMaps.ts'
import type { Language, Words } from '../text/language.ts'
import { type Shape, showShape } from '../values/shape.ts'
import { inBoth } from './words.ts'

/** A figure in each language, and what is said of it. */
export interface LayerFigure {
  figure(lang: Language): Figure
  readonly alt: Words
  readonly caption: Words | undefined
}

/** Slices of filters beyond these are left out: two thirds of a screen. */
const mostSlices = 96

/** The image itself. */
export function imageFigure(shown: ImageValues, shape: Shape): LayerFigure {
  const figure = pictures({ cells: [{ image: shown }], range: [0, 255], cellWidth: 300, print: false, colourBar: false })
  return { figure: () => figure, alt: inBoth((w) => w.sees), caption: inBoth((w) => w.seesAs(showShape(shape))) }
}

/** The maps of a layer on one scale; of many the first. `activation`: the kind of the one that follows the layer. */
export function mapFigure(map: FeatureMap, activation: string | undefined): LayerFigure {
  const [count, height = 1, width = 1] = map.shape as number[]
  const left = height * width > 1 && count! > mostMaps
  const signed = Array.prototype.some.call(map.data, (value: number) => value < 0)
  return {
    figure: (lang) => mapGrid(map, lang),
    alt: inBoth((w) => `${map.layer}: ${w.maps}`),
    caption: inBoth((w) =>
      sentences(activation ? w.mapsBefore(activation) : w.mapsOf, signed && w.signed, left && w.firstMaps(mostMaps, count!)),
    ),
  }
}

/**
 * The filters of a convolution, slice by slice, signed; of three channels also each as one picture in red, green and blue.
 * By the sort: 'filters-rgb', 'filters'.
 */
export function filterFigures(
  layer: string,
  { shape, data }: { readonly shape: Shape; readonly data: ArrayLike<number> },
): [string, LayerFigure][] {
  const [filters, channels, height, width] = shape as [number, number, number, number]
  const slices = filters * channels
  // Whole filters only, as long as one fits.
  const most = channels > mostSlices ? mostSlices : Math.floor(mostSlices / channels) * channels
  const signed: LayerFigure = {
    figure: (lang) => filterGrid({ shape, data }, lang, most),
    alt: inBoth((w) => `${layer}: ${w.filters}`),
    caption: inBoth((w) =>
      sentences(w.filtersOf(filters, channels, `${height} × ${width}`), slices > most && w.firstSlices(most, slices)),
    ),
  }
  if (channels !== 3) return [['filters', signed]]
  const shown = Math.min(filters, mostMaps)
  const colour: LayerFigure = {
    figure: () => pictures({ cells: colourCells(data, shown, [height, width]), print: false }),
    alt: inBoth((w) => `${layer}: ${w.filters}, RGB`),
    caption: inBoth((w) => sentences(w.colour, filters > shown && w.firstFilters(shown, filters))),
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
  kind: 'gradient' | 'smooth' | 'occlusion',
  ...given: readonly (string | number)[]
): { alt: Words; caption: Words } {
  const caption = inBoth(({ gradient, smooth, occlusion }) =>
    kind === 'gradient'
      ? gradient
      : kind === 'smooth'
        ? smooth(given[0] as number)
        : occlusion(given[0] as string, given[1] as number),
  )
  const name = (text: string) => text.split(/[:,.(]/)[0]!
  return { alt: { en: name(caption.en), ko: name(caption.ko) }, caption }
}

function sentences(...given: readonly (string | false)[]): string {
  return given.filter(Boolean).join(' ')
}
