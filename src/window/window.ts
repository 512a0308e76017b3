/**
 * From a layer's options to a window over an image: the geometry in plain numbers, and the output size. Convolution
 * and pooling share it. An output size is
 *
 *   (n + before + after − ((k − 1)·d + 1)) / s + 1
 *
 * and must be whole, unless `rounding` says how to round it. The errors, with their computed fixes, are in windowErrors.ts.
 */

import { choiceOption, pairOption, sidesOfTwo, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { Shape } from '../values/shape.ts'
import { axesOf, axisSize, type Rounding, type WindowFields, windowsHoldPixels } from './axis.ts'
import type { Window2d } from './window2d.ts'
import { emptyWindow, kernelTooLarge, notWhole } from './windowErrors.ts'

/** A number for all four sides, the four sides [top, left, bottom, right], 'valid' (none) or 'same' (output = ⌈n / stride⌉). */
export type PaddingOption = number | 'same' | 'valid' | readonly [number, number, number, number]

export type { Rounding, WindowFields }

/** A window that moves over an image: its size, steps and edges. */
export interface WindowOptions {
  /** A number, or [height, width]. */
  readonly kernelSize: number | readonly [number, number]
  /** The step of the window: a number, or [height, width]. */
  readonly stride?: number | readonly [number, number] | undefined
  /** The distance of neighbouring kernel elements: a number, or [height, width]. Default 1. */
  readonly dilation?: number | readonly [number, number] | undefined
  /** Default 0. 'same' puts an odd side at the bottom and right. */
  readonly padding?: PaddingOption | undefined
  /** What happens to an output size that is not whole: refused ('whole', the default), rounded down or up. */
  readonly rounding?: Rounding | undefined
}

/** Checks the options. `stride` is the default stride: 1 where none is said. */
export function windowFields(owner: string, options: WindowOptions, defaultStride: WindowOptions['stride'] = 1): WindowFields {
  const { kernelSize, stride = defaultStride, dilation = 1, padding = 0, rounding = 'whole' } = options
  return {
    kernelSize: pairOption(owner, 'kernelSize', kernelSize),
    stride: pairOption(owner, 'stride', stride),
    dilation: pairOption(owner, 'dilation', dilation),
    padding: paddingSides(owner, padding),
    rounding: choiceOption(owner, 'rounding', rounding, ['whole', 'floor', 'ceil']),
  }
}

function paddingSides(owner: string, padding: unknown): WindowFields['padding'] {
  if (padding === 'same') return 'same'
  const sides = padding === 'valid' ? [0, 0, 0, 0] : Array.isArray(padding) ? padding : [padding, padding, padding, padding]
  if (sides.length === 4 && sides.every((side) => Number.isInteger(side) && side >= 0 && side < 2 ** 31))
    return [sides[0], sides[1], sides[2], sides[3]]
  throw wrongOption(
    owner,
    'padding',
    padding,
    say("a whole number of at least 0, four of them [top, left, bottom, right], 'same' or 'valid'"),
    sidesOfTwo(sides),
  )
}

export interface PlacedWindow {
  readonly window: Window2d
  readonly output: readonly [number, number]
}

/**
 * The window over an image [channels, height, width] (or [height, width]), and the output's [height, width]. Pooling
 * needs a pixel in every window.
 */
export function placeWindow(fields: WindowFields, input: Shape, { pooling = false } = {}): PlacedWindow {
  const axes = axesOf(fields, input.at(-2)!, input.at(-1)!)
  const [height, width] = axes
  const oh = axisSize(height, fields)
  const ow = axisSize(width, fields)
  if (oh < 1 || ow < 1) throw kernelTooLarge(fields, input, pooling)
  if (Number.isNaN(oh) || Number.isNaN(ow)) throw notWhole(fields, input, pooling)
  if (pooling && !(windowsHoldPixels(height, oh) && windowsHoldPixels(width, ow))) throw emptyWindow(fields, input)
  const padding = [height.before, width.before, height.after, width.after] as const
  return {
    window: { kernelSize: fields.kernelSize, stride: fields.stride, dilation: fields.dilation, padding },
    output: [oh, ow],
  }
}

/**
 * The size [height, width] that a convolution or pooling window makes of an image: (n + padding − span) / stride + 1 in
 * each direction, with span = (kernelSize − 1)·dilation + 1.
 *
 * `outputSize({ kernelSize: 5 }, [32, 32])` is [28, 28]. Stride 1, dilation 1, padding 0 and rounding 'whole' by default.
 * @throws ShapeError where the size is not whole, or the kernel larger than the image, with the fixes.
 * @example
 * ```ts
 * console.log(outputSize({ kernelSize: 5, stride: 2, padding: 2, rounding: 'floor' }, [28, 28])) // [ 14, 14 ]
 * ```
 */
export function outputSize(options: WindowOptions, image: Shape): readonly [number, number] {
  if (!Array.isArray(image) || (image.length !== 2 && image.length !== 3))
    throw wrongOption('outputSize', 'image', image, say('[height, width] or [channels, height, width]'))
  return placeWindow(windowFields('outputSize', options), image).output
}
