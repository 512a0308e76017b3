/**
 * The transposed convolution: filters that are laid down at every pixel and summed, so that the image grows. It is the gradient
 * of a convolution's input as a forward pass, so its arithmetic is that of conv2d, run the other way.
 */
import { OptionError, ShapeError } from '../errors/errors.ts'
import { booleanOption, pairOption, sidesOption, wholeOption } from '../errors/options.ts'
import { asIs, say } from '../errors/say.ts'
import { constant, type Initializer, initializerOption, lecun } from '../initializers/initializer.ts'
import { type Shape, showShape } from '../values/shape.ts'
import type { Window2d } from '../window/window2d.ts'
import { checkFilterGroups, checkGroups, imageInput } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** What `convTranspose2d` can be told. */
export interface ConvTranspose2dOptions extends NameOption {
  /** How many feature maps come out. */
  readonly filters: number
  /** A number, or [height, width]. */
  readonly kernelSize: number | readonly [number, number]
  /** How far apart the filters of neighbouring pixels are laid: the growth. A number, or [height, width]. Default 1. */
  readonly stride?: number | readonly [number, number] | undefined
  /** Rows and columns cut off the output: a number for all four sides, or [top, left, bottom, right]. Default 0. */
  readonly padding?: number | readonly [number, number, number, number] | undefined
  /**
   * Rows and columns more at the bottom and the right, below stride or dilation: images of several sizes have one size after a
   * strided convolution, and this says which of them comes back. A number, or [height, width]. Default 0.
   */
  readonly outputPadding?: number | readonly [number, number] | undefined
  /** The distance of neighbouring kernel elements: a number, or [height, width]. Default 1. */
  readonly dilation?: number | readonly [number, number] | undefined
  /** Splits channels and filters into so many groups that do not see each other. Default 1. */
  readonly groups?: number | undefined
  /** Whether each filter has a bias. Default true. */
  readonly bias?: boolean | undefined
  /** Of the weights. Default lecun(): it keeps the signal's variance whatever follows; before relu, he() does so. */
  readonly initializer?: Initializer | undefined
  /** Of the biases. Default constant(0). */
  readonly biasInitializer?: Initializer | undefined
}

/** A transposed convolution as a plain value: what `convTranspose2d` gives, with every default filled in. */
export interface ConvTranspose2dLayer extends Layer {
  readonly kind: 'convTranspose2d'
  readonly filters: number
  readonly kernelSize: readonly [number, number]
  readonly stride: readonly [number, number]
  readonly padding: readonly [number, number, number, number]
  readonly outputPadding: readonly [number, number]
  readonly dilation: readonly [number, number]
  readonly groups: number
  readonly bias: boolean
  readonly initializer: Initializer
  readonly biasInitializer: Initializer
}

/**
 * Transposed convolution, also called deconvolution. Pixel (iy, ix) of channel c adds its own filter to the output:
 *
 *   y[f, iy·stride + kh·dilation − top, ix·stride + kw·dilation − left] += x[c, iy, ix] · w[c, f, kh, kw]
 *
 * and everywhere b[f] is added.
 *
 * [C, H, W] → [filters, OH, OW] with OH = (H − 1)·stride − top − bottom + (kh − 1)·dilation + 1 + outputPadding. It undoes the
 * sizes of a conv2d of the same options, not its numbers. kernelSize 2 with stride 2 doubles a map; where the stride does not
 * divide the kernel, neighbouring outputs sum different numbers of products, which shows as a checkerboard.
 * Parameters: weight [C, filters / groups, kh, kw], as PyTorch stores it, and bias [filters]. Cost:
 * C·H·W·(filters / groups)·kh·kw multiply-adds.
 *
 * Receptive field: that of a window whose stride is 1 / stride, whose elements lie dilation / stride apart. An output sees at
 * most ⌊(kh − 1)·dilation / stride⌋ + 1 pixels down.
 * @throws OptionError for an option that is missing, unknown or out of range, or an outputPadding that is not below stride or
 * dilation.
 * @throws ShapeError (from the model) where the input is not an image, the padding leaves nothing, or `groups` does not divide
 * the channels.
 * Source: Zeiler, Krishnan, Taylor, Fergus 2010, Deconvolutional networks; Dumoulin, Visin 2016, A guide to convolution
 * arithmetic for deep learning.
 * @example
 * ```ts
 * const layer = convTranspose2d({ name: 'U1', filters: 8, kernelSize: 3, stride: 2, padding: 1, outputPadding: 1 })
 * const model = sequential('up', [16, 14, 14], [layer])
 * console.log(model.outputShape, model.parameterCount) // [ 8, 28, 28 ] 1160
 * ```
 */
export function convTranspose2d(given: ConvTranspose2dOptions): ConvTranspose2dLayer {
  const { owner, options, head } = named('convTranspose2d', given, [
    'filters',
    'kernelSize',
    'stride',
    'padding',
    'outputPadding',
    'dilation',
    'groups',
    'bias',
    'initializer',
    'biasInitializer',
  ])
  const { stride = 1, padding = 0, outputPadding = 0, dilation = 1, groups = 1, bias = true } = options
  const { initializer = lecun(), biasInitializer = constant(0) } = options
  const layer: ConvTranspose2dLayer = {
    ...head,
    filters: wholeOption(owner, 'filters', options.filters),
    kernelSize: pairOption(owner, 'kernelSize', options.kernelSize),
    stride: pairOption(owner, 'stride', stride),
    padding: sidesOption(owner, 'padding', padding),
    outputPadding: pairOption(owner, 'outputPadding', outputPadding, { min: 0 }),
    dilation: pairOption(owner, 'dilation', dilation),
    groups: wholeOption(owner, 'groups', groups),
    bias: booleanOption(owner, 'bias', bias),
    initializer: initializerOption(owner, 'initializer', initializer),
    biasInitializer: initializerOption(owner, 'biasInitializer', biasInitializer),
  }
  checkFilterGroups(owner, layer)
  checkOutputPadding(owner, layer)
  return layer
}

/** What is added is filled by kernels that begin inside: more than stride and dilation reach would be empty rows. */
function checkOutputPadding(owner: string, { outputPadding, stride, dilation }: ConvTranspose2dLayer): void {
  const most = ([0, 1] as const).map((axis) => Math.max(stride[axis], dilation[axis]) - 1)
  if (outputPadding.every((rows, axis) => rows <= most[axis]!)) return
  throw new OptionError({
    code: 'output-padding',
    message: say('{owner}: outputPadding must be smaller than stride or dilation.', { owner }),
    numbers: [
      asIs(`outputPadding [${outputPadding.join(', ')}], stride [${stride.join(', ')}], dilation [${dilation.join(', ')}]`),
    ],
    fix: say('set outputPadding to at most [{most}].', { most: most.join(', ') }),
    details: { outputPadding, stride, dilation },
  })
}

/** The input's channels and the output's [height, width]. */
function checked(layer: ConvTranspose2dLayer, inputs: readonly [Shape]) {
  const input = imageInput('convTranspose2d', inputs)
  const [channels] = input
  checkGroups(layer.groups, input, layer.filters)
  const { kernelSize, stride, dilation, padding, outputPadding } = layer
  const [height, width] = ([0, 1] as const).map((axis) => {
    const grown = (input[axis + 1]! - 1) * stride[axis] + (kernelSize[axis] - 1) * dilation[axis] + 1 + outputPadding[axis]
    return { grown, left: grown - padding[axis] - padding[axis + 2]! }
  }) as [Side, Side]
  if (height.left < 1 || width.left < 1)
    throw new ShapeError({
      code: 'nothing-left',
      message: say('the padding cuts off the whole output.'),
      numbers: [
        say('input {input}; before it is cut the output is {grown}, padding [{padding}] = top, left, bottom, right', {
          input: showShape(input),
          grown: `${height.grown}×${width.grown}`,
          padding: padding.join(', '),
        }),
      ],
      fix: say('use less padding, or a larger kernel.'),
      details: { input, padding, grown: [height.grown, width.grown] },
    })
  return { channels, output: [height.left, width.left] as const }
}

interface Side {
  readonly grown: number
  readonly left: number
}

/** The convolution whose way back this layer is: its image is our output. */
function convolution({ kernelSize, stride, dilation, padding, groups }: ConvTranspose2dLayer) {
  return { kernelSize, stride, dilation, padding, groups }
}

export const convTranspose2dLayer: LayerBehaviour<ConvTranspose2dLayer> = {
  inputs: 1,
  create: convTranspose2d,
  title: { en: 'transposed convolution', ko: '전치 합성곱' },

  output(layer, inputs) {
    return [layer.filters, ...checked(layer, inputs).output]
  },

  parameters(layer, inputs) {
    const { channels } = checked(layer, inputs)
    const { kernelSize, stride, filters, groups } = layer
    const [kh, kw] = kernelSize
    // An output sums every stride-th element of the kernel, on average.
    const summed = Math.max(1, kh / stride[0]) * Math.max(1, kw / stride[1])
    const fans = { fanIn: (channels / groups) * summed, fanOut: (filters / groups) * kh * kw }
    const shape = [channels, filters / groups, kh, kw]
    const weight = { shape, initializer: layer.initializer, ...fans, filters: 'transposed' as const }
    const bias = { shape: [filters], initializer: layer.biasInitializer, ...fans }
    return { weight, ...(layer.bias && { bias }) }
  },

  forward(layer, { inputs, parameters: { weight, bias }, emit, keep, output }) {
    const [x] = inputs
    const y = output()
    const sums = bias ? keep('sums', y.shape.slice(1)) : y
    emit('conv2dGradInput', convolution(layer), [x, weight!], [sums])
    if (bias) emit('addBias', { activation: null }, [sums, bias], [y])
    return y
  },

  backward(layer, { inputs: [x], parameters, gradients, dy, emit, wants, gradient }) {
    const attributes = { ...convolution(layer), paddingValue: 0 }
    emit('conv2dGradWeight', attributes, [dy, x], [gradients.weight!])
    if (gradients.bias) emit('biasGrad', {}, [dy], [gradients.bias])
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('conv2d', { ...attributes, activation: null }, [dy, parameters.weight!], [dx])
    return [dx]
  },

  macs(layer, inputs) {
    const { channels } = checked(layer, inputs)
    const [, height, width] = inputs[0] as readonly [number, number, number]
    return channels * height * width * (layer.filters / layer.groups) * layer.kernelSize[0] * layer.kernelSize[1]
  },

  window({ kernelSize, stride, dilation, padding: [top, left, bottom, right] }): Window2d {
    // Output o is reached from pixels (o + top − kh·dilation) / stride, for those kh for which that is whole.
    const [down, across] = [1 / stride[0], 1 / stride[1]]
    const [high, wide] = [(kernelSize[0] - 1) * dilation[0], (kernelSize[1] - 1) * dilation[1]]
    return {
      kernelSize,
      stride: [down, across],
      dilation: [dilation[0] * down, dilation[1] * across],
      padding: [(high - top) * down, (wide - left) * across, (high - bottom) * down, (wide - right) * across],
    }
  },
}
