/**
 * Where on an image something is written: the light is taken off (`surface.ts`), dark on light is told from light on dark,
 * and specks are left out. It gives grey levels, not a mask: 0 is paper, 1 is full ink. It knows nothing of digits.
 */

import { FormatError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { closed, opened } from './closing.ts'
import { type Component, components } from './components.ts'
import { fittedSurface, localMedian } from './paperLight.ts'
import { type Box, resample } from './resize.ts'

export interface Ink {
  /** height × width: 0 paper … 1 ink; specks are paper. */
  readonly ink: Float32Array
  /** The kept ink: [top, left, bottom, right] in pixels. */
  readonly box: Box
  /** Whether it was dark on light: MNIST's is light on dark. */
  readonly inverted: boolean
  /** How far full ink lies from the paper, in grey levels of 255. */
  readonly contrast: number
  /** The grey difference above which a pixel is ink (Otsu). */
  readonly threshold: number
  /** The paper's noise: a standard deviation in grey levels. */
  readonly noise: number
}

/** Ink must stand out from the paper by so many grey levels, and by so many times its noise. */
const leastContrast = 12
const leastOverNoise = 4

/** How much a part counts that touches the image's border: it is the table, a shadow or the paper's edge, most often. */
const atBorder = 0.1

/** So much of a part's height and width together may lie on the border where it is a stroke that ends there. */
const strokeAtBorder = 0.15

/** Where less than this is explained in smooth light, what has hard edges (a shadow, a sheet on a table) is looked for. */
const trusted = 0.9
/** The windows that strokes are taken off by, of the shorter side: the smaller ones leave more of what has hard edges. */
const windows = [1 / 8, 1 / 3]

/** How an image was read: what is ink on it, in connected parts. */
export interface Reading extends Omit<Ink, 'ink' | 'box'> {
  /** The image without its light, the ink's side up. */
  readonly signed: Float32Array
  /** Each pixel's part, from 1; 0 is none. */
  readonly labels: Int32Array
  readonly parts: readonly Component[]
  /** Which parts lie at the image's border: a table, a shadow. */
  readonly touches: readonly boolean[]
  /** The parts that are ink, where it is all one thing. */
  readonly kept: ReadonlySet<number>
  /** The share of everything that is not paper (in squares) that the ink explains; 0 where it does not stand out. */
  readonly score: number
}

/** Throws FormatError 'no-ink' where nothing stands out. */
export function readInk(owner: string, grey: Float32Array, height: number, width: number): Reading {
  const calm = smoothed(grey, height, width)
  const readings: Reading[] = []
  const look = (light: Float32Array, inverted: boolean) => readings.push(reading(calm, light, inverted, height, width))
  const best = () => readings.reduce((one, next) => (next.score > one.score ? next : one))
  for (const light of lights(grey, height, width)) for (const inverted of [true, false]) look(light, inverted)
  if (best().score < trusted && Math.min(height, width) >= 32)
    for (const window of windows) {
      if (best().score >= trusted) break
      look(...edgedLight(calm, height, width, Math.round((window * Math.min(height, width)) / 2)))
    }
  if (best().score > 0) return best()
  throw noInk(owner, Math.max(...readings.map(({ contrast }) => contrast)), Math.min(...readings.map(({ noise }) => noise)))
}

/** The grey levels of some of a reading's parts, and their box. */
export function inkOf(reading: Reading, kept: ReadonlySet<number>, height: number, width: number): Ink {
  const { signed, labels, contrast } = reading
  const ink = new Float32Array(height * width)
  let [top, left, bottom, right] = [height, width, 0, 0]
  for (let i = 0; i < ink.length; i++) {
    if (!kept.has(labels[i]!)) continue
    ink[i] = Math.min(1, Math.max(0, signed[i]! / contrast))
    const [h, w] = [Math.floor(i / width), i % width]
    top = Math.min(top, h)
    left = Math.min(left, w)
    bottom = Math.max(bottom, h + 1)
    right = Math.max(right, w + 1)
  }
  const { inverted, threshold, noise } = reading
  return { ink, box: [top, left, bottom, right], inverted, threshold, contrast, noise }
}

/**
 * The light where it has hard edges, and whether the ink is dark: what is left when thin dark parts are taken away, or thin
 * light ones. The right way leaves the fewer edges: the wrong one leaves the strokes and fills what they enclose.
 */
function edgedLight(calm: Float32Array, height: number, width: number, reach: number): [light: Float32Array, inverted: boolean] {
  const [dark, light] = [closed(calm, height, width, reach), opened(calm, height, width, reach)]
  return edges(dark, width) <= edges(light, width) ? [dark, true] : [light, false]
}

/** The sum of all steps between neighbours. */
function edges(values: Float32Array, width: number): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    if ((i + 1) % width > 0) sum += Math.abs(values[i + 1]! - values[i]!)
    if (i + width < values.length) sum += Math.abs(values[i + width]! - values[i]!)
  }
  return sum
}

/** One way to see the image: with this light, and dark on light (`inverted`) or light on dark. The best score is right. */
function reading(grey: Float32Array, light: Float32Array, inverted: boolean, height: number, width: number): Reading {
  const signed = grey.map((value, i) => (inverted ? light[i]! - value : value - light[i]!))
  const noise = spread(signed)
  const { threshold, level: contrast } = otsu(signed)
  const found = { signed, inverted, noise, threshold, contrast }
  if (!(contrast >= leastContrast && contrast >= leastOverNoise * noise))
    return { ...found, labels: new Int32Array(0), parts: [], touches: [], kept: new Set(), score: 0 }
  // Ink is what reaches the threshold, with the greyer pixels that hang on to it.
  const low = Math.max(0.15 * contrast, Math.min(3 * noise, 0.5 * contrast))
  const mask = Uint8Array.from(signed, (value) => (value >= low ? 1 : 0))
  const { labels, parts } = components(
    mask,
    signed.map((value) => (value >= threshold ? value : 0)),
    height,
    width,
  )
  const touches = parts.map((part) => liesAtBorder(part, height, width))
  const kept = keep(parts, touches)
  let [all, explained] = [0, 0]
  for (let i = 0; i < signed.length; i++) {
    const square = signed[i]! * signed[i]!
    all += square
    if (kept.has(labels[i]!)) explained += square * (touches[labels[i]! - 1] ? atBorder : 1)
  }
  return { ...found, labels, parts, touches, kept, score: all > 0 ? explained / all : 0 }
}

/** Whether a part lies along the border, or reaches two sides: a table, a shadow. The end of a stroke may touch one side. */
function liesAtBorder({ box: [top, left, bottom, right], rim }: Component, height: number, width: number): boolean {
  const sides = [top === 0, left === 0, bottom === height, right === width].filter(Boolean).length
  return sides > 1 || rim > strokeAtBorder * (bottom - top + right - left)
}

/** The light on each pixel: as a smooth surface, and as that with what most of the surroundings differ from it. */
function lights(grey: Float32Array, height: number, width: number): Float32Array[] {
  const cells: [number, number] = [Math.min(height, 64), Math.min(width, 64)]
  const { data } = resample({ shape: [1, height, width], data: grey }, [0, 0, height, width], cells)
  const smooth = fittedSurface(data, ...cells)
  const rest = localMedian(
    data.map((value, i) => value - smooth[i]!),
    ...cells,
  )
  const large = (light: Float32Array) => resample({ shape: [1, ...cells], data: light }, [0, 0, ...cells], [height, width]).data
  return [large(smooth), large(smooth.map((value, i) => value + rest[i]!))]
}

/** Large images are averaged over 3 × 3 pixels: their noise is a third, and their strokes are wider than that. */
function smoothed(values: Float32Array, height: number, width: number): Float32Array {
  if (Math.min(height, width) < 100) return values
  const rows = values.map(
    (value, i) => (value + values[i - (i % width > 0 ? 1 : 0)]! + values[i + (i % width < width - 1 ? 1 : 0)]!) / 3,
  )
  return rows.map((value, i) => (value + rows[i < width ? i : i - width]! + rows[i + width < rows.length ? i + width : i]!) / 3)
}

/** A standard deviation that the ink does not move: 1.4826 times the median distance from 0. */
function spread(off: Float32Array): number {
  return 1.4826 * middle(off.map(Math.abs))
}

/** What would stand in the middle if they were sorted, which changes their order: about 3 comparisons per number (Hoare 1961). */
function middle(values: Float32Array): number {
  const wanted = values.length >> 1
  let [from, to] = [0, values.length - 1]
  while (from < to) {
    const pivot = values[(from + to) >> 1]!
    let [low, high] = [from, to]
    while (low <= high) {
      while (values[low]! < pivot) low++
      while (values[high]! > pivot) high--
      if (low > high) break
      const kept = values[low]!
      values[low++] = values[high]!
      values[high--] = kept
    }
    if (wanted <= high) to = high
    else if (wanted >= low) from = low
    else break
  }
  return values[wanted]!
}

/** Otsu's threshold between paper and ink on the ink's side, and the level of full ink. */
function otsu(values: Float32Array): { threshold: number; level: number } {
  const bins = 256
  const counts = new Float64Array(bins)
  let top = 0
  for (const value of values) if (value > top) top = value
  if (top === 0) return { threshold: 0, level: 0 }
  for (const value of values) counts[Math.max(0, Math.min(bins - 1, Math.floor((value / top) * bins)))]! += 1
  let [all, sum] = [0, 0]
  for (let b = 0; b < bins; b++) {
    all += counts[b]!
    sum += counts[b]! * (b + 0.5)
  }
  let [below, sumBelow, best, cut] = [0, 0, -1, 0]
  for (let b = 0; b < bins - 1; b++) {
    below += counts[b]!
    sumBelow += counts[b]! * (b + 0.5)
    if (below === 0 || below === all) continue
    const apart = sumBelow / below - (sum - sumBelow) / (all - below)
    const between = below * (all - below) * apart * apart
    if (between > best) [best, cut] = [between, b + 1]
  }
  // Full ink: three quarters of the pixels above the threshold are at most as dark.
  let above = 0
  for (let b = cut; b < bins; b++) above += counts[b]!
  let [level, seen] = [cut, 0]
  for (; level < bins && seen < 0.75 * above; level++) seen += counts[level]!
  return { threshold: (cut / bins) * top, level: (level / bins) * top }
}

/**
 * The largest part, and what is not a speck beside it: a tenth of it anywhere, or a hundredth close by. Where the largest lies
 * free, nothing that touches the border belongs to it. Numbers from 1.
 */
function keep(parts: readonly Component[], touches: readonly boolean[]): Set<number> {
  const weight = parts.map(({ mass }, p) => mass * (touches[p] ? atBorder : 1))
  const largest = weight.reduce((best, mass, p) => (mass > weight[best]! ? p : best), 0)
  const kept = new Set<number>()
  if (!(weight[largest]! > 0)) return kept
  const [top, left, bottom, right] = parts[largest]!.box
  const near = 0.15 * Math.max(bottom - top, right - left)
  parts.forEach(({ mass, box }, p) => {
    if (touches[p] && !touches[largest]) return
    const close = box[0] < bottom + near && box[2] > top - near && box[1] < right + near && box[3] > left - near
    if (mass >= (close ? 0.01 : 0.1) * parts[largest]!.mass) kept.add(p + 1)
  })
  return kept
}

function noInk(owner: string, level: number, rest: number): FormatError {
  return new FormatError({
    code: 'no-ink',
    message: say('{owner}: there is no writing in this image.', { owner }),
    numbers: [
      say('the darkest or lightest parts differ from the paper by {level} of 255 grey levels; its noise is {noise}', {
        level: level.toFixed(1),
        noise: rest.toFixed(1),
      }),
      say('needed: {leastContrast} levels, and {leastOverNoise} times the noise', { leastContrast, leastOverNoise }),
    ],
    fix: say(
      'write with a thick dark pen on light paper in even light, and let the digit fill most of the image. For an image that is not handwriting: asIs: true of imageFor, or --as-is.',
    ),
    details: { contrast: level, noise: rest },
  })
}
