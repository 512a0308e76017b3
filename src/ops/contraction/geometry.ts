/**
 * The sizes of one convolution as the Wasm readings use them, and the copies that they need: padding, and slices of a batch
 * so that a padded copy stays small.
 */
import { batchOf, imageSizes, sizeOf } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import { viewOf } from '../../values/value.ts'
import type { Window2d } from '../../window/window2d.ts'
import type { Lowering } from '../lowering.ts'

export interface Geometry {
  readonly batch: number
  readonly groups: number
  /** Of one group. */
  readonly channels: number
  readonly filters: number
  readonly height: number
  readonly width: number
  readonly outHeight: number
  readonly outWidth: number
  readonly kernelHeight: number
  readonly kernelWidth: number
  readonly strideHeight: number
  readonly strideWidth: number
  readonly dilationHeight: number
  readonly dilationWidth: number
  readonly top: number
  readonly left: number
}

/** Of x [N, C, H, W] and y [N, F, OH, OW]. */
export function geometryOf(attributes: Window2d & { readonly groups: number }, x: Value, y: Value): Geometry {
  const { kernelSize: kernel, stride, dilation, padding, groups } = attributes
  const [batch, channels, height, width] = imageSizes(x.shape)
  const [, filters, outHeight, outWidth] = imageSizes(y.shape)
  const whole: Geometry = {
    batch,
    groups,
    channels: channels / groups,
    filters: filters / groups,
    height,
    width,
    outHeight,
    outWidth,
    kernelHeight: kernel[0],
    kernelWidth: kernel[1],
    strideHeight: stride[0],
    strideWidth: stride[1],
    dilationHeight: dilation[0],
    dilationWidth: dilation[1],
    top: padding[0],
    left: padding[1],
  }
  return flat(whole)
}

/** A kernel that covers the whole image is a dense layer: the same numbers in the same order, as 1×1 images. */
function flat(g: Geometry): Geometry {
  const covers = g.outHeight * g.outWidth === 1 && !needsPadding(g) && g.kernelHeight === g.height && g.kernelWidth === g.width
  const near = (g.dilationHeight === 1 || g.kernelHeight === 1) && (g.dilationWidth === 1 || g.kernelWidth === 1)
  if (!covers || !near) return g
  const one = {
    height: 1,
    width: 1,
    kernelHeight: 1,
    kernelWidth: 1,
    strideHeight: 1,
    strideWidth: 1,
    dilationHeight: 1,
    dilationWidth: 1,
  }
  return { ...g, ...one, channels: g.channels * g.height * g.width }
}

export function isDense(g: Geometry): boolean {
  return g.height * g.width * g.kernelHeight * g.kernelWidth === 1 && !needsPadding(g)
}

/** The rows and columns that windows reach, from the first padded one on. */
export function reach(g: Geometry): { height: number; width: number } {
  return {
    height: (g.outHeight - 1) * g.strideHeight + (g.kernelHeight - 1) * g.dilationHeight + 1,
    width: (g.outWidth - 1) * g.strideWidth + (g.kernelWidth - 1) * g.dilationWidth + 1,
  }
}

export function needsPadding(g: Geometry): boolean {
  const { height, width } = reach(g)
  return g.top > 0 || g.left > 0 || height > g.height || width > g.width
}

/** The most that a padded copy of a slice of the batch takes, in numbers: 32 MiB. */
const copyLimit = 2 ** 23

/**
 * Calls `each` with slices of the batch (whole blocks), for each of which x is padded into one workspace where that is needed.
 * `each` gets the slice's first image, its geometry (padding gone) and the value to read.
 */
export function overPadded(
  lowering: Lowering,
  g: Geometry,
  x: Value,
  paddingValue: number,
  each: (first: number, slice: Geometry, x: Value) => void,
): void {
  if (!needsPadding(g)) {
    each(0, g, x)
    return
  }
  const { height, width: least } = reach(g)
  const { block } = lowering
  // Planes a power of two apart fall on each other in the cache: one more column parts them.
  const width = (height * least * block * 4) % 1024 === 0 ? least + 1 : least
  const channels = g.groups * g.channels
  const image = channels * height * width
  const step = Math.max(1, Math.min(g.batch / block, Math.floor(copyLimit / (image * block)))) * block
  const padded = lowering.workspace('padded', step * image)
  for (let first = 0; first < g.batch; first += step) {
    const batch = Math.min(step, g.batch - first)
    const planes = (batch / block) * channels
    const from = slice(x, first, batch)
    const sizes = { height: g.height, width: g.width, newHeight: height, newWidth: width, top: g.top, left: g.left }
    lowering.call('padPlanes', planes, {
      x: from,
      y: padded,
      ...sizes,
      stretchHeight: 1,
      stretchWidth: 1,
      block,
      value: paddingValue,
    })
    each(first, { ...g, batch, height, width, top: 0, left: 0 }, padded)
  }
}

/** Some images of a batched value; in blocks of eight they lie together as well, if they are whole blocks. */
export function slice(value: Value, first: number, count: number): Value {
  const rest = value.shape.slice(1)
  if (first === 0 && count === batchOf(value)) return value
  return viewOf(value, `${value.name}[${first}…]`, [count, ...rest], first * sizeOf(rest))
}
