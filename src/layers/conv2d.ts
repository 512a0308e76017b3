/**
 * The convolutional layer: filters that are moved over an image, each making one feature map. Geometry and the
 * errors of sizes are in window.ts; the arithmetic is the op `conv2d`.
 */

import { booleanOption, realOption, wholeOption } from '../errors/options.ts'
import { constant, type Initializer, initializerOption, lecun } from '../initializers/initializer.ts'
import type { Shape } from '../values/shape.ts'
import { placeWindow, type WindowFields, type WindowOptions, windowFields } from '../window/window.ts'
import { checkFilterGroups, checkGroups, imageInput } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** What `conv2d` can be told. */
export interface Conv2dOptions extends WindowOptions, NameOption {
  /** How many filters, and so how many feature maps come out. */
  readonly filters: number
  /** Splits channels and filters into so many groups that do not see each other. Default 1. */
  readonly groups?: number | undefined
  /** What the border is filled with. Default 0. */
  readonly paddingValue?: number | undefined
  /** Whether each filter has a bias. Default true. */
  readonly bias?: boolean | undefined
  /** Of the weights. Default lecun(): it keeps the signal's variance whatever follows; before relu, he() does so. */
  readonly initializer?: Initializer | undefined
  /** Of the biases. Default constant(0). */
  readonly biasInitializer?: Initializer | undefined
}

/** A convolution as a plain value: what `conv2d` gives, with every default filled in. */
export interface Conv2dLayer extends Layer, WindowFields {
  readonly kind: 'conv2d'
  readonly filters: number
  readonly groups: number
  readonly paddingValue: number
  readonly bias: boolean
  readonly initializer: Initializer
  readonly biasInitializer: Initializer
}

/**
 * Convolution (cross-correlation, as in all deep-learning libraries):
 *
 *   y[f, oy, ox] = b[f] + Σ_c Σ_kh Σ_kw w[f, c, kh, kw] · x[c, oy·stride + kh·dilation − top, ox·stride + kw·dilation − left]
 *
 * [C, H, W] → [filters, OH, OW] with OH = (H + top + bottom − ((kh − 1)·dilation + 1)) / stride + 1, which must be whole
 * unless `rounding` is 'floor' or 'ceil'. Stride 1, dilation 1, padding 0 by default.
 * Parameters: weight [filters, C / groups, kh, kw], bias [filters]. Cost: filters·OH·OW·(C / groups)·kh·kw multiply-adds.
 * @throws OptionError for an option that is missing, unknown or out of range.
 * @throws ShapeError (from the model) where the input is not an image, the size is not whole, the kernel too large, or
 * `groups` does not divide the channels.
 * Source: LeCun et al. 1989, Backpropagation applied to handwritten zip code recognition.
 * @example
 * ```ts
 * const layer = conv2d({ name: 'C1', filters: 16, kernelSize: 3, stride: 2, padding: [1, 1, 0, 0] })
 * const model = sequential('edges', [3, 32, 32], [layer])
 * console.log(model.outputShape, model.parameterCount) // [ 16, 16, 16 ] 448
 * ```
 */
export function conv2d(given: Conv2dOptions): Conv2dLayer {
  const { owner, options, head } = named('conv2d', given, [
    'filters',
    'kernelSize',
    'stride',
    'dilation',
    'groups',
    'padding',
    'paddingValue',
    'rounding',
    'bias',
    'initializer',
    'biasInitializer',
  ])
  const { groups = 1, paddingValue = 0, bias = true, initializer = lecun(), biasInitializer = constant(0) } = options
  const layer: Conv2dLayer = {
    ...head,
    filters: wholeOption(owner, 'filters', options.filters),
    ...windowFields(owner, options),
    groups: wholeOption(owner, 'groups', groups),
    paddingValue: realOption(owner, 'paddingValue', paddingValue),
    bias: booleanOption(owner, 'bias', bias),
    initializer: initializerOption(owner, 'initializer', initializer),
    biasInitializer: initializerOption(owner, 'biasInitializer', biasInitializer),
  }
  checkFilterGroups(owner, layer)
  return layer
}

function checked(layer: Conv2dLayer, inputs: readonly [Shape]) {
  const input = imageInput('conv2d', inputs)
  const [channels] = input
  checkGroups(layer.groups, input, layer.filters)
  return { channels, ...placeWindow(layer, input) }
}

const imageOf = (shape: Shape) => [shape.slice(1)] as const

export const conv2dLayer: LayerBehaviour<Conv2dLayer> = {
  inputs: 1,
  create: conv2d,
  title: { en: 'convolution', ko: '합성곱' },

  output(layer, inputs) {
    return [layer.filters, ...checked(layer, inputs).output]
  },

  parameters(layer, inputs) {
    const { channels } = checked(layer, inputs)
    const [kh, kw] = layer.kernelSize
    const fanIn = (channels / layer.groups) * kh * kw
    const fanOut = (layer.filters / layer.groups) * kh * kw
    const shape = [layer.filters, channels / layer.groups, kh, kw]
    const weight = { shape, initializer: layer.initializer, fanIn, fanOut, filters: true }
    const bias = { shape: [layer.filters], initializer: layer.biasInitializer, fanIn, fanOut }
    return { weight, ...(layer.bias && { bias }) }
  },

  forward(layer, { inputs, parameters, emit, output }) {
    const [x] = inputs
    const { window } = checked(layer, imageOf(x.shape))
    const y = output()
    const { weight, bias } = parameters
    emit(
      'conv2d',
      { ...window, groups: layer.groups, paddingValue: layer.paddingValue, activation: null },
      bias ? [x, weight!, bias] : [x, weight!],
      [y],
    )
    return y
  },

  backward(layer, { inputs, parameters, gradients, dy, emit, wants, gradient }) {
    const [x] = inputs
    const { groups, paddingValue } = layer
    const { window } = checked(layer, imageOf(x.shape))
    emit('conv2dGradWeight', { ...window, groups, paddingValue }, [x, dy], [gradients.weight!])
    if (gradients.bias) emit('biasGrad', {}, [dy], [gradients.bias])
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('conv2dGradInput', { ...window, groups }, [dy, parameters.weight!], [dx])
    return [dx]
  },

  macs(layer, inputs) {
    const { channels, output } = checked(layer, inputs)
    return layer.filters * output[0] * output[1] * (channels / layer.groups) * layer.kernelSize[0] * layer.kernelSize[1]
  },

  window(layer, inputs) {
    return checked(layer, inputs).window
  },
}
