/**
 * An image through a filter that one wrote down: what a convolution computes, without a network. The result keeps its sign
 * and its fractions; how it is shown is another step (display.ts). It is made for single images, plain and quick enough;
 * layers and their gradients are elsewhere.
 */

import { checkPixels } from '../data/mostPixels.ts'
import { ShapeError } from '../errors/errors.ts'
import { choiceOption, knownOptions, realOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { showShape } from '../values/shape.ts'
import { type PaddingOption, placeWindow, windowFields } from '../window/window.ts'
import type { Window2d } from '../window/window2d.ts'
import { type Display, display, displays } from './display.ts'
import { type Border, borders, padImage } from './padImage.ts'
import { type KernelInput, readKernel } from './readKernel.ts'
import { type AnyImage, checkImage } from './resize.ts'

/** Border, stride, bias, and whether the result is also made to be shown. */
export interface FilterImageOptions {
  /**
   * A number for all sides, [top, left, bottom, right], 'valid' (none, the default) or 'same' (⌈n / stride⌉ pixels). At most 50
   * million pixels come of it.
   */
  readonly padding?: PaddingOption | undefined
  /** What the padding is made of. Default 'zero'. */
  readonly border?: Border | undefined
  /** The step of the window: a number, or [height, width]. Default 1. */
  readonly stride?: number | readonly [number, number] | undefined
  /** Whether an output size that is not whole is refused ('whole', the default) or rounded down. */
  readonly rounding?: 'whole' | 'floor' | undefined
  /** Added to every sum: one number, or one a filter. Default 0. */
  readonly bias?: number | readonly number[] | undefined
  /** Also make the image to be shown, `shown`, by `display`. Default: do not. */
  readonly display?: Display | undefined
}

/** A filtered image. */
export interface FilteredImage {
  /** [maps, OH, OW] */
  readonly shape: readonly [number, number, number]
  /** The sums, signed, neither cut nor rounded to bytes. */
  readonly data: Float32Array
  /** The same as 0 … 255, where `display` was asked for. */
  readonly shown?: { readonly shape: readonly number[]; readonly data: Float32Array }
}

/**
 * y[oh, ow] = bias + Σ_kh Σ_kw k[kh, kw] · x[oh·s + kh − top, ow·s + kw − left]: cross-correlation, as in all deep-learning
 * libraries; the kernel is not turned round.
 *
 * An image [C, H, W] and a kernel [KH][KW] (or one of `kernels`) → [C, OH, OW], each channel by itself. A filter
 * [C][KH][KW] → [1, OH, OW]: each channel with its own slice, added up. N of them, [N][C][KH][KW] → [N, OH, OW].
 * Sums in double precision, stored as float32. Cost: maps·OH·OW·KH·KW (·C for filters) multiply-adds.
 * @throws OptionError for an option or a kernel that is none. @throws ShapeError where channels or sizes do not fit.
 */
export function filterImage(image: AnyImage, kernel: KernelInput, options?: FilterImageOptions): FilteredImage {
  const owner = 'filterImage'
  const given = knownOptions(owner, options, ['padding', 'border', 'stride', 'rounding', 'bias', 'display'])
  const { padding = 0, border = 'zero', stride = 1, rounding = 'whole', bias = 0, display: shown } = given
  choiceOption(owner, 'border', border, borders)
  choiceOption(owner, 'rounding', rounding, ['whole', 'floor'])
  if (shown !== undefined) choiceOption(owner, 'display', shown, displays)
  const [C, H, W] = checkImage(owner, image)
  const { rank, shape, data: weights } = readKernel(owner, kernel)
  const [N, channels, KH, KW] = shape
  if (rank > 2 && channels !== C) throw otherChannels(channels, C, shape.slice(4 - rank))
  const fields = windowFields(owner, { kernelSize: [KH, KW], stride, padding, rounding })
  const { window, output } = placeWindow(fields, [C, H, W])
  const [OH, OW] = output
  const maps = rank === 2 ? C : N
  const biases = biasesOf(owner, bias, rank === 2 ? 1 : N, maps)

  const [top, left, bottom, right] = window.padding
  checkPixels(owner, 'padding', [top + H + bottom, left + W + right], say('use less padding.'))
  const padded = padImage(image.data, [C, H, W], window.padding, border)
  const data = new Float32Array(maps * OH * OW)
  const sums = new Float64Array(OW)
  for (let map = 0; map < maps; map++)
    for (let oh = 0; oh < OH; oh++) {
      sums.fill(0)
      // a kernel of its own for each channel, or one slice a channel into one map
      for (let c = 0; c < channels; c++) {
        const slice = (rank === 2 ? 0 : map * channels + c) * KH * KW
        addSlice(sums, padded, rank === 2 ? map : c, oh * window.stride[0], weights, slice, window)
      }
      for (let ow = 0; ow < OW; ow++) data[(map * OH + oh) * OW + ow] = sums[ow]! + biases[map]!
    }
  const result = { shape: [maps, OH, OW] as const, data }
  return shown === undefined ? result : { ...result, shown: display(result, shown) }
}

/**
 * Adds one channel under one slice of the weights to a line of sums, the windows whose first row is `top`: an element of the
 * kernel at a time, over the whole line, which stays in the nearest cache.
 */
function addSlice(
  sums: Float64Array,
  { shape: [, height, width], data }: ReturnType<typeof padImage>,
  channel: number,
  top: number,
  weights: Float64Array,
  slice: number,
  { kernelSize: [KH, KW], stride: [, across] }: Window2d,
): void {
  for (let kh = 0; kh < KH; kh++)
    for (let kw = 0; kw < KW; kw++) {
      const weight = weights[slice + kh * KW + kw]!
      let from = (channel * height + top + kh) * width + kw
      for (let ow = 0; ow < sums.length; ow++) {
        sums[ow]! += weight * data[from]!
        from += across
      }
    }
}

function biasesOf(owner: string, bias: unknown, count: number, maps: number): readonly number[] {
  if (!Array.isArray(bias)) return new Array<number>(maps).fill(realOption(owner, 'bias', bias))
  if (bias.length !== count)
    throw wrongOption(owner, 'bias', bias, count === 1 ? say('one number') : say('one number, or {count} of them', { count }))
  for (const value of bias) realOption(owner, 'bias', value)
  return count === maps ? bias : new Array<number>(maps).fill(bias[0])
}

function otherChannels(channels: number, C: number, shape: readonly number[]): ShapeError {
  return new ShapeError({
    code: 'channels',
    message: say('filterImage: the filter and the image differ in the number of channels.'),
    numbers: [
      say('channels: {image} in the image, {filter} in the filter ({shape})', {
        image: C,
        filter: channels,
        shape: showShape(shape),
      }),
    ],
    fix: say('use a filter [{channels}][KH][KW], or a kernel [KH][KW], which is applied to each channel by itself.', {
      channels: C,
    }),
    details: { channels, image: C, shape },
  })
}
