/**
 * The pooling layer as it is taught: im2col, one row per window and channel, the largest or the mean of each row, and col2im
 * on the way back. Like Conv2D it keeps everything on the way, and is a definition to look into, not the layer of a model.
 */

import { RunError } from '../errors/errors.ts'
import { booleanOption, choiceOption, knownOptions } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { Tensor } from '../ops/reference.ts'
import { col2im } from '../ops/shared/col2im.ts'
import { im2col } from '../ops/shared/im2col.ts'
import type { WindowFields } from '../window/axis.ts'
import { gradientInput, newData, type Precision, type TensorInput, tensorInput } from './tensorOf.ts'
import { type DefinitionWindow, definitionFields, kept, pixelUnder, type WindowPlace, windowPlace } from './windowPlace.ts'

/** The largest value of each window, its mean, or the mean of the whole map. */
export type PoolingKind = 'max' | 'average' | 'globalAverage'

/** What `Pooling2D` can be told. 'globalAverage' takes no window. */
export interface Pooling2DOptions extends Partial<DefinitionWindow> {
  readonly kind: PoolingKind
  /** Of 'average': whether the zeros of the padding count in the mean. Default true, as in PyTorch. */
  readonly countPadding?: boolean | undefined
  /** Default 'float64'. */
  readonly precision?: Precision | undefined
}

const windowed = ['kind', 'precision', 'kernelSize', 'stride', 'dilation', 'padding', 'rounding']
const known: Readonly<Record<PoolingKind, readonly string[]>> = {
  max: windowed,
  average: [...windowed, 'countPadding'],
  globalAverage: ['kind', 'precision'],
}

interface Forward {
  readonly place: WindowPlace
  readonly x: Tensor
  readonly col: Tensor
  readonly output: Tensor
  readonly argMax: Tensor<Int32Array> | undefined
}

/**
 * y[n, c, oh, ow] = the largest value, or the mean, of the window over x[n, c, …]. x [N, C, H, W], output [N, C, OH, OW];
 * 'globalAverage' gives [N, C, 1, 1]. No parameters. Padding counts as −∞ under a maximum and as 0 in a mean; of equal
 * maxima the first in reading order wins, and NaN beats any number. Stride = kernelSize by default. Cost: N·C·OH·OW·KH·KW
 * comparisons or additions.
 */
export class Pooling2D {
  readonly kind: PoolingKind
  /** The window's options with every default filled in; undefined for 'globalAverage', whose window is the image. */
  readonly fields: WindowFields | undefined
  readonly countPadding: boolean
  readonly precision: Precision
  #forward: Forward | undefined
  #backward: { dy: Tensor; dcol: Tensor; dx: Tensor } | undefined

  /** @throws OptionError for an option that is missing, unknown or out of range. */
  constructor(given: Pooling2DOptions) {
    const all = knownOptions('Pooling2D', given, known.average)
    this.kind = choiceOption('Pooling2D', 'kind', all.kind, ['max', 'average', 'globalAverage'])
    const options = knownOptions(`Pooling2D '${this.kind}'`, all, known[this.kind])
    const { kernelSize, stride, dilation, padding, rounding, countPadding = true, precision = 'float64' } = options
    this.precision = choiceOption('Pooling2D', 'precision', precision, ['float64', 'float32'])
    this.countPadding = booleanOption('Pooling2D', 'countPadding', countPadding)
    const window = { kernelSize: kernelSize!, stride, dilation, padding, rounding }
    this.fields = this.kind === 'globalAverage' ? undefined : definitionFields('Pooling2D', window, kernelSize)
  }

  /** [N, C, H, W] → [N, C, OH, OW]. @throws ShapeError where the size is not whole, or a window holds no pixel. */
  forward(given: TensorInput): Tensor {
    const x = tensorInput('Pooling2D', 'x', given, 'N, C, H, W', this.precision)
    const [N, C, H, W] = x.shape as [number, number, number, number]
    const fields = this.fields ?? definitionFields('Pooling2D', { kernelSize: [H, W] })
    const place = windowPlace(fields, x.shape, true)
    const [OH, OW] = place.output
    const max = this.kind === 'max'
    const windows = im2col(x, place.reach, max ? -Infinity : 0)
    // every channel of a window is a row of its own: the same numbers in the same order
    const col = { shape: [N * OH * OW * C, fields.kernelSize[0] * fields.kernelSize[1]], data: windows.data }
    const output = { shape: [N, C, OH, OW], data: newData(this.precision, N * C * OH * OW) }
    const argMax = max ? { shape: output.shape, data: new Int32Array(output.data.length) } : undefined
    this.#forward = { place, x, col, output, argMax }
    this.#backward = undefined
    this.#eachRow((row, at, oh, ow) => {
      if (argMax) {
        const winner = largest(place, col, row, oh, ow)
        argMax.data[at] = winner
        output.data[at] = col.data[row * col.shape[1]! + winner]!
      } else {
        let sum = 0
        for (let k = 0; k < col.shape[1]!; k++) sum += col.data[row * col.shape[1]! + k]!
        output.data[at] = sum / this.divisor(oh, ow)
      }
    })
    return output
  }

  /**
   * dy [N, C, OH, OW] → dx [N, C, H, W]: each dy goes to the place of its maximum, or in equal parts, dy / divisor, to the
   * whole window; where windows overlap, the parts add up.
   * @throws RunError before `forward`. @throws ShapeError where dy is not of the output's shape.
   */
  backward(given: TensorInput): Tensor {
    const { place, x, col, output, argMax } = kept('Pooling2D', 'output', this.#forward, 'forward')
    const dy = gradientInput('Pooling2D', given, output, 'N, C, OH, OW', this.precision)
    const K = col.shape[1]!
    const dcol = { shape: col.shape, data: newData(this.precision, col.data.length) }
    this.#eachRow((row, at, oh, ow) => {
      if (argMax) dcol.data[row * K + argMax.data[at]!] = dy.data[at]!
      else dcol.data.fill(dy.data[at]! / this.divisor(oh, ow), row * K, (row + 1) * K)
    })
    const [N, C] = place.image
    const rows = [N * place.output[0] * place.output[1], C * K]
    const dx = col2im({ shape: rows, data: dcol.data }, x.shape, place.reach)
    this.#backward = { dy, dcol, dx }
    return dx
  }

  /**
   * What the sum of window (oh, ow) is divided by: the elements on the image and, with `countPadding`, on its padding, but
   * not those beyond it. @throws RunError before `forward`.
   */
  divisor(oh: number, ow: number): number {
    const { window, image } = this.place
    const { kernelSize: kernel, stride, dilation, padding } = window
    let count = 0
    for (let kh = 0; kh < kernel[0]; kh++)
      for (let kw = 0; kw < kernel[1]; kw++) {
        const h = oh * stride[0] + kh * dilation[0] - padding[0]
        const w = ow * stride[1] + kw * dilation[1] - padding[1]
        const inside = h >= 0 && h < image[2] && w >= 0 && w < image[3]
        if (inside || (this.countPadding && h < image[2] + padding[2] && w < image[3] + padding[3])) count++
      }
    return count
  }

  /** Calls `visit` for every row of col, (n, oh, ow, c), with the place of its result in the output. */
  #eachRow(visit: (row: number, at: number, oh: number, ow: number) => void): void {
    const [N, C] = this.place.image
    const [OH, OW] = this.place.output
    let row = 0
    for (let n = 0; n < N; n++)
      for (let oh = 0; oh < OH; oh++)
        for (let ow = 0; ow < OW; ow++) for (let c = 0; c < C; c++) visit(row++, ((n * C + c) * OH + oh) * OW + ow, oh, ow)
  }

  /** Where the windows of the last `forward` lie. All that follows is kept of the last call; @throws RunError before it. */
  get place(): WindowPlace {
    return kept('Pooling2D', 'place', this.#forward, 'forward').place
  }
  /** [N, C, H, W] */
  get x(): Tensor {
    return kept('Pooling2D', 'x', this.#forward, 'forward').x
  }
  /** [N·OH·OW·C, KH·KW]: row (n, oh, ow, c) is a window of one channel, in the order kh, kw. */
  get col(): Tensor {
    return kept('Pooling2D', 'col', this.#forward, 'forward').col
  }
  /** [N, C, OH, OW] */
  get output(): Tensor {
    return kept('Pooling2D', 'output', this.#forward, 'forward').output
  }
  /**
   * [N, C, OH, OW], of 'max' alone: which element of its window was the largest, kh·KW + kw. It counts in the window, not in
   * the image. @throws RunError for the other kinds, too.
   */
  get argMax(): Tensor<Int32Array> {
    const { argMax } = kept('Pooling2D', 'argMax', this.#forward, 'forward')
    if (argMax) return argMax
    throw new RunError({
      code: 'no-arg-max',
      message: say("Pooling2D '{kind}' has no argMax: only 'max' selects an element.", { kind: this.kind }),
      details: { kind: this.kind },
    })
  }
  /** [N, C, OH, OW]: what `backward` was given. */
  get dy(): Tensor {
    return kept('Pooling2D', 'dy', this.#backward, 'backward').dy
  }
  /** [N·OH·OW·C, KH·KW], the gradient of `col`: what col2im adds up to dx. */
  get dcol(): Tensor {
    return kept('Pooling2D', 'dcol', this.#backward, 'backward').dcol
  }
  /** [N, C, H, W], the gradient of `x`. */
  get dx(): Tensor {
    return kept('Pooling2D', 'dx', this.#backward, 'backward').dx
  }
}

/** The place in the window of its largest element that lies on the image. */
function largest(place: WindowPlace, col: Tensor, row: number, oh: number, ow: number): number {
  const [KH, KW] = place.window.kernelSize
  let best = -1
  for (let k = 0; k < KH * KW; k++) {
    // padding never wins, even where the pixels are −∞
    if (!pixelUnder(place, [oh, ow], [Math.floor(k / KW), k % KW])) continue
    const value = col.data[row * KH * KW + k]!
    // only larger ones, so that the first of equals stays; a NaN is not hidden
    if (best < 0 || value > col.data[row * KH * KW + best]! || Number.isNaN(value)) best = k
  }
  return best
}
