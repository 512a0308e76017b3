/**
 * From a value to a colour: three maps, each a small table with straight lines between its entries, so that the same
 * value gives the same bytes in every engine. The tables were made in the OKLab space, whose lightness goes up in equal
 * steps. What is not a finite number gets a colour of its own, a green that none of the maps has.
 */
import { choiceOption } from '../errors/options.ts'

/**
 * `grey`: black → white. `signed`: blue for what is negative, a neutral light grey for zero, red for what is positive; zero is
 * always exactly in the middle. `heat`: almost black → purple → red → pale yellow, even in lightness.
 */
export type ColourMap = 'grey' | 'signed' | 'heat'

/** The names of the colour maps. */
export const colourMaps: readonly ColourMap[] = ['grey', 'signed', 'heat']

/** The colour of NaN and ±Infinity, as [red, green, blue], and as CSS writes it. */
export const markRgb: readonly [number, number, number] = [0, 210, 106]
/** What a value that is not finite is drawn in: a green that no map holds. */
export const markColour = '#00d26a'

type Table = readonly (readonly [number, number, number])[]

// biome-ignore format: one table a line
const tables: Readonly<Record<ColourMap, Table>> = {
  grey: [[0, 0, 0], [255, 255, 255]],
  signed: [[0, 70, 141], [0, 88, 173], [26, 107, 198], [67, 129, 206], [100, 150, 214], [133, 171, 220], [166, 191, 224], [198, 212, 228], [232, 232, 232], [227, 205, 197], [221, 177, 164], [214, 150, 130], [205, 123, 97], [194, 95, 64], [181, 65, 23], [156, 46, 0], [127, 35, 0]],
  heat: [[14, 9, 40], [28, 16, 61], [43, 22, 83], [61, 28, 104], [91, 30, 114], [124, 30, 112], [156, 30, 100], [187, 34, 77], [207, 55, 64], [223, 78, 55], [238, 101, 43], [250, 124, 30], [254, 152, 44], [254, 179, 74], [253, 204, 107], [252, 228, 142], [254, 249, 178]],
}

/** Writes the colour at `t` (0: lowest, 1: highest; what lies outside is brought in) as three bytes from `offset` on. */
export function writeColour(map: ColourMap, t: number, into: Uint8ClampedArray, offset: number): void {
  const table = tables[map]
  const place = Math.min(1, Math.max(0, t)) * (table.length - 1)
  const entry = Math.min(table.length - 2, Math.floor(place))
  const part = place - entry
  const [from, to] = [table[entry]!, table[entry + 1]!]
  for (let k = 0; k < 3; k++) into[offset + k] = Math.round(from[k]! + (to[k]! - from[k]!) * part)
}

/** [red, green, blue] of a map at `t` from 0 to 1. @throws OptionError for an unknown map. */
export function colourAt(map: ColourMap, t: number): [number, number, number] {
  const rgb = new Uint8ClampedArray(3)
  writeColour(mapOption('colourAt', map), t, rgb, 0)
  return [rgb[0]!, rgb[1]!, rgb[2]!]
}

/** The map that was asked for; grey where none was. @throws OptionError for an unknown one; the nearest is offered. */
export function mapOption(owner: string, map: unknown = 'grey'): ColourMap {
  return choiceOption(owner, 'map', map, colourMaps)
}
