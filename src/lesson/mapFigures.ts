/**
 * Photographs, maps and filters as figures of pixels alone: no words in them, so that one file serves both languages and both
 * themes.
 */

import type { ColourMap } from '../figures/colourMap.ts'
import { image } from '../figures/image.ts'
import type { ImageValues, Range } from '../figures/values.ts'
import type { Words } from '../text/language.ts'
import { numberText } from '../text/numbers.ts'
import type { LayerResult } from './context.ts'
import { listText } from './printed.ts'
import type { Cell, LessonFigure } from './section.ts'

/** CSS pixels of a map: three of them stand side by side in the page's column. */
export const mapWidth = 300

/** What `pixels` can be told. */
export interface PixelsOptions {
  readonly width?: number
  readonly map?: ColourMap
  readonly range?: Range
}

/** An image without words. Grey ones take their scale from their own lowest to their own highest value, as notebooks do. */
export function pixels(name: string, values: ImageValues, caption: Words, options: PixelsOptions = {}): LessonFigure {
  const { width = mapWidth, ...rest } = options
  return { name, caption, pixels: true, draw: () => image(values, { width, frame: false, ...rest }) }
}

/** A map to be shown of a result; counted from 1. */
export interface Pick {
  readonly map: number
  readonly image?: number
}

/** The shape and some maps of a result as a cell; the maps are copied, so the result may go. */
export function resultCell(
  name: string,
  result: LayerResult,
  picks: readonly Pick[],
  words: Omit<Cell, 'printed' | 'figures'>,
): Cell {
  const several = result.shape[0]! > 1
  const figures = picks.map(({ map, image: photograph = 1 }) => {
    const values = result.map(map, photograph)
    const [low, high] = extremes(values.data)
    const range = `${numberText(round(low))} … ${numberText(round(high))}`
    const of = { en: several ? `, image ${photograph}` : '', ko: several ? `, 이미지 ${photograph}` : '' }
    return pixels(`${name}-${several ? `${photograph}-` : ''}${map}`, values, {
      en: `Map ${map}${of.en} (black to white: ${range})`,
      ko: `특징 맵 ${map}${of.ko} (검정에서 흰색: ${range})`,
    })
  })
  return { ...words, printed: listText(result.shape), figures }
}

/** The lowest and the highest value. */
export function extremes(data: ArrayLike<number>): [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < data.length; i++) {
    low = Math.min(low, data[i]!)
    high = Math.max(high, data[i]!)
  }
  return [low, high]
}

/** Three significant digits. */
export function round(value: number): number {
  return Number(value.toPrecision(3))
}
