/**
 * The filters that lectures and textbooks name, as small tables of numbers with their formula and their source. They are
 * applied as they stand, by cross-correlation (`filterImage`): nothing is turned round first. Learned filters are not here.
 */

import { realOption, wholeOption } from '../errors/options.ts'
import { exp } from '../math/elementary.ts'

/** A kernel with its name: what `kernels` holds, and `filterImage` takes. */
export interface NamedKernel {
  /** 'sobelVertical', 'gaussian 5×5, σ 1' … */
  readonly name: string
  /** [KH][KW] */
  readonly kernel: readonly (readonly number[])[]
  /** Who described it first, or what it is. */
  readonly source: string
}

const sobel = 'Sobel, Feldman 1968, A 3×3 isotropic gradient operator for image processing'
const prewitt = 'Prewitt 1970, Object enhancement and extraction'
const scharr = 'Scharr 2000, Optimale Operatoren in der Digitalen Bildverarbeitung'
const laplace = 'the sum of the second differences (Rosenfeld, Kak 1976, Digital picture processing)'

// biome-ignore format: one row per line, as a kernel is written
/**
 * Kernels by name. "Vertical" and "horizontal" say, as in the lecture, along which direction the brightness is
 * differentiated: a vertical derivative goes down the image and shows *horizontal* edges, and the other way round. The
 * derivatives are positive where it is brighter above (vertical) or on the left (horizontal).
 */
export const kernels = {
  /** y = x: 1 in the middle. */
  identity: named('identity', 'y = x', [
    [0, 0, 0],
    [0, 1, 0],
    [0, 0, 0],
  ]),
  /** [1, 2, 1]ᵀ-weighted difference of the row above and the row below: ∂/∂h, down the image; shows horizontal edges. */
  sobelVertical: named('sobelVertical', sobel, [
    [1, 2, 1],
    [0, 0, 0],
    [-1, -2, -1],
  ]),
  /** The same of the column on the left and the column on the right: ∂/∂w, across; shows vertical edges. */
  sobelHorizontal: named('sobelHorizontal', sobel, [
    [1, 0, -1],
    [2, 0, -2],
    [1, 0, -1],
  ]),
  /** As sobelVertical with equal weights [1, 1, 1]: shows horizontal edges. */
  prewittVertical: named('prewittVertical', prewitt, [
    [1, 1, 1],
    [0, 0, 0],
    [-1, -1, -1],
  ]),
  /** As sobelHorizontal with equal weights: shows vertical edges. */
  prewittHorizontal: named('prewittHorizontal', prewitt, [
    [1, 0, -1],
    [1, 0, -1],
    [1, 0, -1],
  ]),
  /** As sobelVertical with the weights [3, 10, 3], which tell the direction of an edge best: shows horizontal edges. */
  scharrVertical: named('scharrVertical', scharr, [
    [3, 10, 3],
    [0, 0, 0],
    [-3, -10, -3],
  ]),
  /** As sobelHorizontal with the weights [3, 10, 3]: shows vertical edges. */
  scharrHorizontal: named('scharrHorizontal', scharr, [
    [3, 0, -3],
    [10, 0, -10],
    [3, 0, -3],
  ]),
  /** ∂²/∂h² + ∂²/∂w² by the four neighbours: shows edges of every direction, and points; the sum is 0. */
  laplacian4: named('laplacian4', laplace, [
    [0, 1, 0],
    [1, -4, 1],
    [0, 1, 0],
  ]),
  /** The same by all eight neighbours: the two diagonals count, too. */
  laplacian8: named('laplacian8', laplace, [
    [1, 1, 1],
    [1, -8, 1],
    [1, 1, 1],
  ]),
  /** x − laplacian4(x): the image with its edges made steeper; the sum is 1. */
  sharpen: named('sharpen', 'the image less its Laplacian (Rosenfeld, Kak 1976, Digital picture processing)', [
    [0, -1, 0],
    [-1, 5, -1],
    [0, -1, 0],
  ]),
  /** x plus a derivative along the diagonal: as if it were a relief lit from the top left; the sum is 1. */
  emboss: named('emboss', 'the image plus its derivative along the diagonal; a common filter of image editors', [
    [-2, -1, 0],
    [-1, 1, 1],
    [0, 1, 2],
  ]),
  gaussian,
  boxBlur,
} as const

/**
 * size×size, w[i, j] ∝ exp(−(i² + j²) / 2σ²) with i and j counted from the middle; the sum is 1. Without σ it is
 * 0.3·((size − 1)/2 − 1) + 0.8, as in OpenCV.
 * @throws OptionError where size is not a whole number from 1 to 255, or σ not above 0.
 */
function gaussian(size: number, sigma?: number): NamedKernel {
  wholeOption('kernels.gaussian', 'size', size, { max: 255 })
  const deviation = realOption('kernels.gaussian', 'sigma', sigma ?? 0.3 * ((size - 1) / 2 - 1) + 0.8, { min: 0, open: true })
  const middle = (size - 1) / 2
  const line = Array.from({ length: size }, (_, i) => exp(-((i - middle) * (i - middle)) / (2 * deviation * deviation)))
  // e to a sum is a product: a column times a row
  const total = line.reduce((sum, value) => sum + value, 0)
  const kernel = line.map((down) => line.map((across) => (down / total) * (across / total)))
  return {
    name: `gaussian ${size}×${size}, σ ${Number(deviation.toFixed(3))}`,
    kernel,
    source: "Gauss's bell, sampled (Marr, Hildreth 1980, Theory of edge detection)",
  }
}

/** size×size, every w = 1 / size²: the mean. @throws OptionError where size is not a whole number from 1 to 255. */
function boxBlur(size: number): NamedKernel {
  wholeOption('kernels.boxBlur', 'size', size, { max: 255 })
  const kernel = Array.from({ length: size }, () => new Array<number>(size).fill(1 / (size * size)))
  return { name: `boxBlur ${size}×${size}`, kernel, source: 'the mean of the window' }
}

function named(name: string, source: string, kernel: readonly (readonly number[])[]): NamedKernel {
  return { name, kernel, source }
}
