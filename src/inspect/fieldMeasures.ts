/**
 * How large an effective receptive field is, in numbers: two sizes that are in use, their shares of the theoretical field, and
 * a Gaussian laid over it. Plain arithmetic on maps of gradients; where they come from is effectiveReceptiveField.ts.
 */
import { exp } from '../math/elementary.ts'
import type { PixelBox } from './receptiveField.ts'

/** 1 − 95.45 %: what a normal distribution leaves outside of two standard deviations. */
export const countedAbove = 0.0455

/** A Gaussian with its axes upright: peak · e^(−(y − cy)²/2σy² − (x − cx)²/2σx²). Pixel i's middle is at i. */
export interface GaussianFit {
  /** [row, column]: the mean of the map, taken as a density. */
  readonly centre: readonly [number, number]
  /** [vertical, horizontal], in pixels: the standard deviations of the map, taken as a density. */
  readonly sigma: readonly [number, number]
  /** The height that fits best (least squares), in the map's own unit. */
  readonly peak: number
  /**
   * 1 − Σ (map − Gaussian)² / Σ (map − its mean)², over the pixels of the theoretical field: 1 is a perfect fit, 0 or
   * less one that is no better than a flat map (and 0 where the map is flat).
   */
  readonly r2: number
}

/** How large an effective field is, and how much like a Gaussian. */
export interface FieldMeasures {
  readonly gaussian: GaussianFit
  /**
   * `moment`: √(Σ p·r²), r the distance from the centre of p, the mean squared gradient as a density.
   * `count`: √(how many pixels have a mean |gradient| above 4.55 % of the centre's). Both in pixels.
   */
  readonly size: { readonly moment: number; readonly count: number }
  /**
   * The sizes over what they would be if every pixel of the theoretical field counted alike: √((h² − 1)/12 + (w² − 1)/12) for
   * `moment`, √(h·w) for `count`.
   */
  readonly share: { readonly moment: number; readonly count: number }
  /**
   * What `count` compares with: the mean |gradient| in the middle of the theoretical field ('centre'), or, where that is 0 (a
   * maximum was found elsewhere, a unit was off), the largest there is.
   */
  readonly reference: 'centre' | 'largest'
}

interface Moments {
  readonly centre: readonly [number, number]
  readonly variance: readonly [number, number]
}

/** Measures maps [height, width] of which at least one pixel is not 0. `box` is the theoretical field, not clipped. */
export function measureField(
  absolute: Float64Array,
  squared: Float64Array,
  [height, width]: readonly [number, number],
  box: PixelBox,
): FieldMeasures {
  const { centre, variance } = moments(absolute, width)
  const sigma = [Math.sqrt(variance[0]), Math.sqrt(variance[1])] as const
  const spread = moments(squared, width).variance
  const [rows, columns] = [box[2] - box[0], box[3] - box[1]]
  const middle = middleValue(absolute, [height, width], box)
  const reference = middle > 0 ? 'centre' : 'largest'
  const level = countedAbove * (middle > 0 ? middle : absolute.reduce((a, b) => Math.max(a, b), 0))
  const size = {
    moment: Math.sqrt(spread[0] + spread[1]),
    count: Math.sqrt(absolute.reduce((count, value) => count + (value > level ? 1 : 0), 0)),
  }
  const even = Math.sqrt((rows * rows - 1 + columns * columns - 1) / 12)
  return {
    gaussian: { centre, sigma, ...laid(absolute, [height, width], box, centre, sigma) },
    size,
    // A field of one pixel is used whole.
    share: { moment: even > 0 ? size.moment / even : 1, count: size.count / Math.sqrt(rows * columns) },
    reference,
  }
}

/** Centre and variance, axis by axis, of a map taken as a density. */
function moments(map: Float64Array, width: number): Moments {
  let [total, y1, x1] = [0, 0, 0]
  for (const [i, value] of map.entries()) {
    total += value
    y1 += value * Math.floor(i / width)
    x1 += value * (i % width)
  }
  const centre = [y1 / total, x1 / total] as const
  let [y2, x2] = [0, 0]
  for (const [i, value] of map.entries()) {
    const [dy, dx] = [Math.floor(i / width) - centre[0], (i % width) - centre[1]]
    y2 += value * dy * dy
    x2 += value * dx * dx
  }
  return { centre, variance: [y2 / total, x2 / total] }
}

/** The mean of the one, two or four pixels in the middle of the box, as far as they lie in the image. */
function middleValue(
  map: Float64Array,
  [height, width]: readonly [number, number],
  [top, left, bottom, right]: PixelBox,
): number {
  const both = (first: number, end: number, size: number) =>
    [...new Set([Math.floor((first + end - 1) / 2), Math.ceil((first + end - 1) / 2)])].filter((at) => at >= 0 && at < size)
  const [ys, xs] = [both(top, bottom, height), both(left, right, width)]
  const values = ys.flatMap((y) => xs.map((x) => map[y * width + x]!))
  return values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length
}

/** The height of the Gaussian by least squares, and how well it fits. */
function laid(
  map: Float64Array,
  [height, width]: readonly [number, number],
  box: PixelBox,
  centre: readonly [number, number],
  sigma: readonly [number, number],
): { peak: number; r2: number } {
  // One factor an axis; an axis without width is one row or column.
  const axis = (size: number, a: 0 | 1) =>
    Float64Array.from({ length: size }, (_, i) => {
      const far = i - centre[a]
      return sigma[a] > 0 ? exp((-far * far) / (2 * sigma[a] * sigma[a])) : Math.abs(far) < 0.5 ? 1 : 0
    })
  const [gy, gx] = [axis(height, 0), axis(width, 1)]
  const [top, left] = [Math.max(0, box[0]), Math.max(0, box[1])]
  const [bottom, right] = [Math.min(height, box[2]), Math.min(width, box[3])]
  let [mg, gg, m, mm, n] = [0, 0, 0, 0, 0]
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const [value, g] = [map[y * width + x]!, gy[y]! * gx[x]!]
      mg += value * g
      gg += g * g
      m += value
      mm += value * value
      n++
    }
  const peak = mg / gg
  const around = mm - (m * m) / n
  // Of a map that is flat to the last digits, nothing is left to be explained.
  return { peak, r2: around > 1e-12 * mm ? 1 - (mm - peak * mg) / around : 0 }
}
