/**
 * Average pooling to a given size, whatever the size of the image: the dense layers behind it fit any. Where the size divides
 * that of the image it is the op avgPool2d.
 */
import { pairOption } from '../errors/options.ts'
import type { Shape } from '../values/shape.ts'
import type { Window2d } from '../window/window2d.ts'
import { imageInput } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** What `adaptiveAvgPool2d` can be told. */
export interface AdaptiveAvgPool2dOptions extends NameOption {
  /** Height and width of the output: a number, or [height, width]. */
  readonly size: number | readonly [number, number]
}

/** Average pooling to a given size as a plain value: what `adaptiveAvgPool2d` gives, with every default filled in. */
export interface AdaptiveAvgPool2dLayer extends Layer {
  readonly kind: 'adaptiveAvgPool2d'
  readonly size: readonly [number, number]
}

/**
 * y[c, oy, ox] = the mean of x[c, …] over rows ⌊oy·H/OH⌋ to ⌈(oy + 1)·H/OH⌉ − 1, and columns likewise: what the output's share
 * of the image touches. Windows may overlap, and the size may be larger than the image.
 *
 * [C, H, W] → [C, OH, OW] with size = [OH, OW], for any H and W. No parameters. Cost: about C·H·W additions. In the table of
 * receptive fields stands the smallest window of one size and whole steps that holds all of these.
 * @throws OptionError for an option that is missing, unknown or out of range.
 * @throws ShapeError (from the model) where the input is not an image.
 * Source: He, Zhang, Ren, Sun 2014, Spatial pyramid pooling in deep convolutional networks for visual recognition. The windows
 * are those of PyTorch's AdaptiveAvgPool2d.
 * @example
 * ```ts
 * console.log(sequential('six', [256, 13, 13], [adaptiveAvgPool2d({ size: 6 })]).outputShape) // [ 256, 6, 6 ]
 * ```
 */
export function adaptiveAvgPool2d(given: AdaptiveAvgPool2dOptions): AdaptiveAvgPool2dLayer {
  const { owner, options, head } = named('adaptiveAvgPool2d', given, ['size'])
  return { ...head, size: pairOption(owner, 'size', options.size) }
}

/** Windows of one size side by side, where the outputs divide the pixels both ways. */
function tiling({ size }: AdaptiveAvgPool2dLayer, [, ...image]: Shape) {
  if (image.some((pixels, axis) => pixels % size[axis]! !== 0)) return undefined
  const kernel = [image[0]! / size[0], image[1]! / size[1]] as const
  return { kernelSize: kernel, stride: kernel, dilation: [1, 1], padding: [0, 0, 0, 0], countPadding: true } as const
}

export const adaptiveAvgPool2dLayer: LayerBehaviour<AdaptiveAvgPool2dLayer> = {
  inputs: 1,
  create: adaptiveAvgPool2d,
  title: { en: 'adaptive average pooling', ko: '적응형 평균 풀링' },

  output(layer, inputs) {
    return [imageInput('adaptiveAvgPool2d', inputs)[0], ...layer.size]
  },

  forward(layer, { inputs, emit, output }) {
    const [x] = inputs
    const y = output()
    const tiles = tiling(layer, x.shape.slice(1))
    if (tiles) emit('avgPool2d', tiles, [x], [y])
    else emit('adaptiveAvgPool2d', {}, [x], [y])
    return y
  },

  backward(layer, { inputs, dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    const tiles = tiling(layer, inputs[0].shape.slice(1))
    if (tiles) emit('avgPool2dGrad', tiles, [dy], [dx])
    else emit('adaptiveAvgPool2dGrad', {}, [dy], [dx])
    return [dx]
  },

  window({ size: [height, width] }, inputs): Window2d | 'all' {
    if (height === 1 && width === 1) return 'all'
    const image = imageInput('adaptiveAvgPool2d', inputs)
    const [down, across] = [hull(image[1], height), hull(image[2], width)]
    return {
      kernelSize: [down.kernel, across.kernel],
      stride: [down.stride, across.stride],
      dilation: [1, 1],
      padding: [down.before, across.before, down.after, across.after],
    }
  },
}

/**
 * The smallest window that holds the i-th of o windows of n pixels when it begins at i · stride − before, for every i. How far
 * a window's ends lie from i · stride only grows with i, or only falls: so the first and the last of them say it all.
 */
function hull(n: number, o: number) {
  const stride = Math.max(1, Math.round(n / o))
  const last = (o - 1) * stride
  const before = Math.max(0, last - Math.floor(((o - 1) * n) / o))
  const kernel = before + Math.max(Math.ceil(n / o), n - last)
  return { kernel, stride, before, after: Math.max(0, last - before + kernel - n) }
}
