/**
 * The convolution layer as it is taught: im2col, one product of matrices, and the way back by the transposed product and
 * col2im. Written to be read and looked into: everything on the way is kept, under the names of lectures (x, col, colW, dW,
 * db, dx). It is a definition to compare with, not the layer `conv2d` that models are made of.
 */

import { OptionError, ShapeError } from '../errors/errors.ts'
import { choiceOption, knownOptions, pairOption, realOption, wholeOption } from '../errors/options.ts'
import { asIs, say } from '../errors/say.ts'
import { initialize } from '../initializers/initialize.ts'
import { normal } from '../initializers/initializer.ts'
import type { Tensor } from '../ops/reference.ts'
import { col2im } from '../ops/shared/col2im.ts'
import { im2col } from '../ops/shared/im2col.ts'
import { type Shape, showShape } from '../values/shape.ts'
import type { WindowFields } from '../window/axis.ts'
import { gradientInput, newData, type Precision, type TensorInput, tensorInput } from './tensorOf.ts'
import { type DefinitionWindow, definitionFields, kept, type WindowPlace, windowPlace } from './windowPlace.ts'

/** What `Conv2D` can be told: either `weight`, or `filters`, `channels` and `kernelSize`, of which it draws weights. */
export interface Conv2DOptions extends Omit<DefinitionWindow, 'kernelSize'> {
  /** [FN, C/groups, FH, FW]: FN filters. */
  readonly weight?: TensorInput | undefined
  /** [FN]. Default zeros. */
  readonly bias?: TensorInput | undefined
  /** How many filters to draw. */
  readonly filters?: number | undefined
  /** Of the images. */
  readonly channels?: number | undefined
  /** A number, or [height, width]. */
  readonly kernelSize?: number | readonly [number, number] | undefined
  /** Of the drawn weights. Default 0. A network with that seed whose first layer has `normal(0.01)` gets the same. */
  readonly seed?: number | undefined
  /** Filters and channels in so many groups that do not see each other. Default 1. */
  readonly groups?: number | undefined
  /** What the border is filled with. Default 0. */
  readonly paddingValue?: number | undefined
  /** Default 'float64'. */
  readonly precision?: Precision | undefined
}

const drawing = ['filters', 'channels', 'kernelSize', 'seed'] as const
const known = ['weight', 'bias', ...drawing, 'stride', 'dilation', 'padding', 'rounding', 'groups', 'paddingValue', 'precision']

/**
 * y[n, f, oh, ow] = b[f] + Σ_c Σ_kh Σ_kw w[f, c, kh, kw] · x[n, c, oh·sh + kh·dh − top, ow·sw + kw·dw − left]
 *
 * (cross-correlation, as in all deep-learning libraries). x [N, C, H, W], weight [FN, C/groups, FH, FW], bias [FN], output
 * [N, FN, OH, OW]. Weights that are not given are drawn from N(0, 0.01²), biases are 0. Cost: N·FN·OH·OW·(C/groups)·FH·FW
 * multiply-adds forward, twice that backward; `col` takes N·OH·OW·C·FH·FW numbers, so keep it small.
 */
export class Conv2D {
  readonly kind = 'convolution'
  readonly weight: Tensor
  readonly bias: Tensor
  /** The window's options with every default filled in. */
  readonly fields: WindowFields
  readonly groups: number
  readonly paddingValue: number
  readonly precision: Precision
  #forward: { place: WindowPlace; x: Tensor; col: Tensor; colW: Tensor; b: Tensor; output: Tensor } | undefined
  #backward: { dy: Tensor; dW: Tensor; db: Tensor; dcol: Tensor; dx: Tensor } | undefined

  /**
   * @throws OptionError for an option that is missing, unknown or out of range.
   * @throws ShapeError where weight, bias, groups do not fit each other.
   */
  constructor(given: Conv2DOptions) {
    const options = knownOptions('Conv2D', given, known)
    const { stride, dilation, padding, rounding, groups = 1, paddingValue = 0, precision = 'float64' } = options
    this.precision = choiceOption('Conv2D', 'precision', precision, ['float64', 'float32'])
    this.groups = wholeOption('Conv2D', 'groups', groups)
    this.paddingValue = realOption('Conv2D', 'paddingValue', paddingValue)
    this.weight =
      options.weight === undefined ? drawn(options, this.groups, this.precision) : givenWeight(options, this.precision)
    const [filters, , height, width] = this.weight.shape as [number, number, number, number]
    this.fields = definitionFields('Conv2D', { kernelSize: [height, width], stride, dilation, padding, rounding })
    if (filters % this.groups !== 0)
      throw new ShapeError({
        code: 'groups',
        message: say('Conv2D: groups must divide the number of filters.'),
        numbers: [say('{filters} filters, {groups} groups', { filters, groups: this.groups })],
        details: { filters, groups: this.groups },
      })
    this.bias =
      options.bias === undefined
        ? { shape: [filters], data: newData(this.precision, filters) }
        : tensorInput('Conv2D', 'bias', options.bias, 'FN', this.precision)
    if (this.bias.shape[0] !== filters)
      throw new ShapeError({
        code: 'unequal',
        message: say('Conv2D needs one bias per filter.'),
        numbers: [asIs(`weight ${showShape(this.weight.shape)} = FN×C×FH×FW, bias ${showShape(this.bias.shape)}`)],
        details: { weight: this.weight.shape, bias: this.bias.shape },
      })
  }

  /** [N, C, H, W] → [N, FN, OH, OW]. @throws ShapeError where x does not fit: its channels, a size that is not whole. */
  forward(given: TensorInput): Tensor {
    const x = tensorInput('Conv2D', 'x', given, 'N, C, H, W', this.precision)
    const [FN, C, FH, FW] = this.weight.shape as [number, number, number, number]
    if (x.shape[1] !== C * this.groups) throw this.#otherChannels(x.shape)
    const place = windowPlace(this.fields, x.shape)
    const [OH, OW] = place.output
    const [N] = place.image
    const P = OH * OW
    // every window a row, every filter a column: the output is their product
    const col = im2col(x, place.reach, this.paddingValue)
    const colW = transposed(this.weight, this.precision)
    const b = { shape: [FN], data: this.bias.data.slice() }
    const [length, columns] = [C * FH * FW, C * this.groups * FH * FW]
    const output = { shape: [N, FN, OH, OW], data: newData(this.precision, N * FN * P) }
    for (let n = 0; n < N; n++)
      for (let p = 0; p < P; p++)
        for (let f = 0; f < FN; f++) {
          const first = (n * P + p) * columns + this.#groupOf(f) * length // where this filter's channels begin in the row
          let sum = 0
          for (let j = 0; j < length; j++) sum += col.data[first + j]! * colW.data[j * FN + f]!
          output.data[(n * FN + f) * P + p] = sum + b.data[f]!
        }
    this.#forward = { place, x, col, colW, b, output }
    this.#backward = undefined
    return output
  }

  /**
   * dy [N, FN, OH, OW] → dx [N, C, H, W]. Leaves dW = dyᵀ·col, db = Σ dy and dx = col2im(dy·colWᵀ) of this one call: nothing
   * is added up over calls. @throws RunError before `forward`. @throws ShapeError where dy is not of the output's shape.
   */
  backward(given: TensorInput): Tensor {
    const { place, x, col, colW, output } = kept('Conv2D', 'output', this.#forward, 'forward')
    const dy = gradientInput('Conv2D', given, output, 'N, FN, OH, OW', this.precision)
    const [N, FN, OH, OW] = output.shape as [number, number, number, number]
    const [P, columns, length] = [OH * OW, col.shape[1]!, colW.shape[0]!]
    const dW = new Float64Array(FN * length)
    const db = new Float64Array(FN)
    const dcol = new Float64Array(col.data.length)
    for (let n = 0; n < N; n++)
      for (let p = 0; p < P; p++)
        for (let f = 0; f < FN; f++) {
          const first = (n * P + p) * columns + this.#groupOf(f) * length
          const gradient = dy.data[(n * FN + f) * P + p]!
          db[f]! += gradient
          for (let j = 0; j < length; j++) {
            dW[f * length + j]! += gradient * col.data[first + j]!
            dcol[first + j]! += gradient * colW.data[j * FN + f]!
          }
        }
    const stored = (shape: readonly number[], data: Float64Array) => {
      const rounded = newData(this.precision, data.length)
      rounded.set(data)
      return { shape, data: rounded }
    }
    const dcolumns = stored(col.shape, dcol)
    const dx = col2im(dcolumns, x.shape, place.reach)
    this.#backward = { dy, dW: stored(this.weight.shape, dW), db: stored([FN], db), dcol: dcolumns, dx }
    return dx
  }

  #otherChannels(x: Shape): ShapeError {
    const [FN, C, FH, FW] = this.weight.shape as [number, number, number, number]
    const [N, found, H, W] = x as [number, number, number, number]
    const images = `[${[N, C * this.groups, H, W].join(', ')}]`
    const filters = `[${[FN, found / this.groups, FH, FW].join(', ')}]`
    const groups = this.groups > 1 ? `, groups ${this.groups}` : ''
    return new ShapeError({
      code: 'channels',
      message: say('Conv2D: the filters and the images have different numbers of channels.'),
      numbers: [asIs(`x ${showShape(x)}, weight ${showShape(this.weight.shape)}${groups}`)],
      fix:
        found % this.groups === 0
          ? say('use x of shape {images}, or weight of shape {filters}.', { images, filters })
          : say('use x of shape {images}.', { images }),
      details: { x, weight: this.weight.shape, groups: this.groups },
    })
  }

  /** Which group filter f belongs to. */
  #groupOf(f: number): number {
    return Math.floor(f / (this.weight.shape[0]! / this.groups))
  }

  /** Where the windows of the last `forward` lie. All that follows is kept of the last call; @throws RunError before it. */
  get place(): WindowPlace {
    return kept('Conv2D', 'place', this.#forward, 'forward').place
  }
  /** [N, C, H, W] */
  get x(): Tensor {
    return kept('Conv2D', 'x', this.#forward, 'forward').x
  }
  /** [N·OH·OW, C·FH·FW]: row (n, oh, ow) is a window, in the order c, kh, kw. */
  get col(): Tensor {
    return kept('Conv2D', 'col', this.#forward, 'forward').col
  }
  /** [C/groups·FH·FW, FN]: column f is a filter, in the order c, kh, kw. */
  get colW(): Tensor {
    return kept('Conv2D', 'colW', this.#forward, 'forward').colW
  }
  /** [FN]: the biases that were added. (weight and bias may have changed since.) */
  get b(): Tensor {
    return kept('Conv2D', 'b', this.#forward, 'forward').b
  }
  /** [N, FN, OH, OW] */
  get output(): Tensor {
    return kept('Conv2D', 'output', this.#forward, 'forward').output
  }
  /** [N, FN, OH, OW]: what `backward` was given. */
  get dy(): Tensor {
    return kept('Conv2D', 'dy', this.#backward, 'backward').dy
  }
  /** [FN, C/groups, FH, FW], the gradient of `weight`. */
  get dW(): Tensor {
    return kept('Conv2D', 'dW', this.#backward, 'backward').dW
  }
  /** [FN], the gradient of `bias`. */
  get db(): Tensor {
    return kept('Conv2D', 'db', this.#backward, 'backward').db
  }
  /** [N·OH·OW, C·FH·FW], the gradient of `col`: what col2im adds up to dx. */
  get dcol(): Tensor {
    return kept('Conv2D', 'dcol', this.#backward, 'backward').dcol
  }
  /** [N, C, H, W], the gradient of `x`. */
  get dx(): Tensor {
    return kept('Conv2D', 'dx', this.#backward, 'backward').dx
  }
}

/** [FN, C, FH, FW] → [C·FH·FW, FN]. */
function transposed({ shape, data }: Tensor, precision: Precision): Tensor {
  const FN = shape[0]!
  const length = data.length / FN
  const result = newData(precision, data.length)
  for (let f = 0; f < FN; f++) for (let j = 0; j < length; j++) result[j * FN + f] = data[f * length + j]!
  return { shape: [length, FN], data: result }
}

function givenWeight(options: Conv2DOptions, precision: Precision): Tensor {
  const twice = drawing.filter((name) => options[name] !== undefined)
  if (twice.length === 0) return tensorInput('Conv2D', 'weight', options.weight, 'FN, C, FH, FW', precision)
  throw new OptionError({
    code: 'said-twice',
    message: say('{owner} takes either weight or the options to draw one ({options}), not both.', {
      owner: 'Conv2D',
      options: twice.join(', '),
    }),
    fix: say('leave out weight, or leave out {options}.', { options: twice.join(', ') }),
    details: { twice },
  })
}

/** N(0, 0.01²), as the lecture has it. */
function drawn({ filters, channels, kernelSize, seed = 0 }: Conv2DOptions, groups: number, precision: Precision): Tensor {
  if (filters === undefined && channels === undefined && kernelSize === undefined)
    throw new OptionError({
      code: 'no-weight',
      message: say('{owner} needs a weight, or the options to draw one.', { owner: 'Conv2D' }),
      fix: say('give weight: [FN, C, FH, FW], or filters, channels and kernelSize.'),
    })
  const FN = wholeOption('Conv2D', 'filters', filters)
  const C = wholeOption('Conv2D', 'channels', channels)
  const [FH, FW] = pairOption('Conv2D', 'kernelSize', kernelSize)
  if (C % groups !== 0)
    throw new ShapeError({
      code: 'groups',
      message: say('Conv2D: groups must divide the number of channels.'),
      numbers: [say('{channels} channels, {groups} groups', { channels: C, groups })],
      details: { channels: C, groups },
    })
  const shape = [FN, C / groups, FH, FW]
  const fans = { fanIn: (C / groups) * FH * FW, fanOut: (FN / groups) * FH * FW }
  const data = initialize(
    normal(0.01),
    { shape, ...fans },
    { seed: wholeOption('Conv2D', 'seed', seed, { min: 0, max: 2 ** 32 - 1 }), index: 0 },
  )
  return tensorInput('Conv2D', 'weight', { shape, data }, 'FN, C, FH, FW', precision)
}
