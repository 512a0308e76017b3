/**
 * Where the windows of a convolution or a pooling lie on an image, for the layers of this room and their traces. The
 * rules of sizes and paddings are those of the layers (window/window.ts): here they are only put into the form that
 * im2col takes.
 */

import { RunError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import type { Shape } from '../values/shape.ts'
import { type PaddingOption, placeWindow, type WindowOptions, windowFields } from '../window/window.ts'
import type { Window2d } from '../window/window2d.ts'

/** As in the layers; two numbers [height, width] are one for top and bottom, and one for left and right. */
export type DefinitionPadding = PaddingOption | readonly [number, number]
/** A window's options as in the layers, with paddings by the pair. */
export interface DefinitionWindow extends Omit<WindowOptions, 'padding'> {
  /** A number, [height, width], [top, left, bottom, right], 'same' or 'valid'. Default 0. */
  readonly padding?: DefinitionPadding | undefined
}

/** Windows over images [N, C, H, W]. */
export interface WindowPlace {
  /** The window, with the padding that was asked for. */
  readonly window: Window2d
  /** The same with as much padding at the bottom and right as the last window reaches ('ceil' may reach beyond the padding). */
  readonly reach: Window2d
  readonly image: readonly [N: number, C: number, H: number, W: number]
  /** How many windows fit, down and across. */
  readonly output: readonly [OH: number, OW: number]
}

/** Checks the options of a window. */
export function definitionFields(
  owner: string,
  { padding, ...options }: DefinitionWindow,
  defaultStride?: WindowOptions['stride'],
) {
  const pair = Array.isArray(padding) && padding.length === 2
  const sides = pair ? [padding[0], padding[1], padding[0], padding[1]] : padding
  return windowFields(owner, { ...options, padding: sides as PaddingOption }, defaultStride)
}

/**
 * Lays the windows on images [N, C, H, W].
 * @throws ShapeError where the size is not whole, the kernel too large, or a pooling window holds no pixel.
 */
export function windowPlace(fields: ReturnType<typeof windowFields>, shape: Shape, pooling = false): WindowPlace {
  const image = shape as readonly [number, number, number, number]
  const { window, output } = placeWindow(fields, shape.slice(1), { pooling })
  const { kernelSize: kernel, stride, dilation, padding } = window
  // from the first pixel to behind the last element of the last window
  const end = (i: 0 | 1) => (output[i] - 1) * stride[i] - padding[i] + (kernel[i] - 1) * dilation[i] + 1
  const bottom = Math.max(padding[2], end(0) - image[2])
  const right = Math.max(padding[3], end(1) - image[3])
  return { window, reach: { ...window, padding: [padding[0], padding[1], bottom, right] }, image, output }
}

/** The pixel [h, w] that element (kh, kw) of window (oh, ow) lies on; undefined in the padding. */
export function pixelUnder(
  { window: { stride, dilation, padding }, image: [, , H, W] }: WindowPlace,
  [oh, ow]: readonly [number, number],
  [kh, kw]: readonly [number, number],
): readonly [h: number, w: number] | undefined {
  const h = oh * stride[0] + kh * dilation[0] - padding[0]
  const w = ow * stride[1] + kw * dilation[1] - padding[1]
  return h >= 0 && h < H && w >= 0 && w < W ? [h, w] : undefined
}

/** What `forward` or `backward` has left in a layer. @throws RunError where it has not run. */
export function kept<T>(owner: string, name: string, value: T | undefined, by: 'forward' | 'backward'): T {
  if (value !== undefined) return value
  throw new RunError({
    code: 'not-run',
    message: say('{owner} has no {name} yet.', { owner, name }),
    fix: say('call {call} first.', { call: by === 'forward' ? 'forward(x)' : 'backward(dy)' }),
    details: { owner, name, by },
  })
}
