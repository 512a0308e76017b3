/**
 * Convolutions. Kernels of Keras are [height, width, channels, filters], those of Striate [filters, channels, height, width].
 * Padding 'same' puts an odd row at the bottom and an odd column at the right in both; 'valid' rounds sizes down.
 */
import { say } from '../../../errors/say.ts'
import { conv2d, convTranspose2d } from '../../../layers/index.ts'
import type { Config } from '../fields.ts'
import { permuted, type Tensor } from '../tensor.ts'
import { activated } from './activations.ts'
import { type Convert, imageInput, type LayerCall, put } from './layerCall.ts'

/** The window that all of them, and pooling, move over an image. */
export function windowOf(config: Config) {
  const padding = config.choice('padding', ['valid', 'same'], 'valid')
  return { padding: padding === 'same' ? 'same' : 0, rounding: 'floor' } as const
}

function geometry({ config }: LayerCall) {
  return {
    kernelSize: config.pair('kernel_size'),
    stride: config.pair('strides', 1),
    dilation: config.pair('dilation_rate', 1),
    ...windowOf(config),
  }
}

/** `{ bias: tensor }`, where the layer has one. */
function biasOf(
  call: LayerCall,
  filters: number,
): { readonly bias?: { readonly shape: readonly number[]; readonly data: Float32Array } } {
  return call.config.flag('use_bias', true) ? { bias: { shape: [filters], data: call.weight('bias', [filters]) } } : {}
}

const conv2dLayer: Convert = (call) => {
  const { config } = call
  const input = imageInput(call)
  const [channels] = input.stored
  const [filters, groups, window] = [config.count('filters'), config.count('groups', 1), geometry(call)]
  const [kh, kw] = window.kernelSize
  if (channels! % groups !== 0)
    throw config.wrong('groups', groups, say('a divisor of its {channels} channels', { channels: channels! }))
  const shape = [kh, kw, channels! / groups, filters]
  const weight = {
    shape: [filters, channels! / groups, kh, kw],
    data: permuted(call.weight('kernel', shape), shape, [3, 2, 0, 1]),
  }
  const weights = { weight, ...biasOf(call, filters) }
  const make = (named: { readonly name: string }) => conv2d({ ...named, ...window, filters, groups, bias: 'bias' in weights })
  return activated(call, put(call, make, input, input.layout, { weights }))
}

/** Each channel has `depth_multiplier` filters of its own: its results lie side by side in both. */
function depthwise(call: LayerCall, input: Tensor, names: readonly string[], bias: boolean, part?: string): Tensor {
  const [channels] = input.stored
  const [multiplier, window] = [call.config.count('depth_multiplier', 1), geometry(call)]
  const [kh, kw] = window.kernelSize
  const shape = [kh, kw, channels!, multiplier]
  const filters = channels! * multiplier
  const weight = { shape: [filters, 1, kh, kw], data: permuted(call.weight(names, shape), shape, [2, 3, 0, 1]) }
  const weights = { weight, ...(bias ? biasOf(call, filters) : {}) }
  const make = (named: { readonly name: string }) =>
    conv2d({ ...named, ...window, filters, groups: channels!, bias: 'bias' in weights })
  return put(call, make, input, input.layout, part === undefined ? { weights } : { weights, part })
}

// Keras 3 calls it kernel.
const depthwiseConv2dLayer: Convert = (call) =>
  activated(call, depthwise(call, imageInput(call), ['depthwise_kernel', 'kernel'], true))

/** A depthwise convolution without bias, then one of 1 × 1. */
const separableConv2dLayer: Convert = (call) => {
  const filters = call.config.count('filters')
  const each = depthwise(call, imageInput(call), ['depthwise_kernel'], false, 'depthwise')
  const [channels] = each.stored
  const shape = [1, 1, channels!, filters]
  const weight = {
    shape: [filters, channels!, 1, 1],
    data: permuted(call.weight('pointwise_kernel', shape), shape, [3, 2, 0, 1]),
  }
  const weights = { weight, ...biasOf(call, filters) }
  const make = (named: { readonly name: string }) => conv2d({ ...named, filters, kernelSize: 1, bias: 'bias' in weights })
  return activated(call, put(call, make, each, each.layout, { weights }))
}

/**
 * The output is stride · input ('same'), or as large as the kernels reach, at least that ('valid'). What a kernel that is larger
 * than the stride has too much is cut off on both sides; where it is smaller, rows without a kernel are added.
 */
const conv2dTransposeLayer: Convert = (call) => {
  const { config } = call
  config.only('output_padding', undefined)
  if (config.pair('dilation_rate', 1).some((rate) => rate !== 1)) config.only('dilation_rate', 1)
  config.only('groups', 1)
  const input = imageInput(call)
  const [channels] = input.stored
  const [filters, kernelSize, stride] = [config.count('filters'), config.pair('kernel_size'), config.pair('strides', 1)]
  const cut = ([0, 1] as const).map((axis) =>
    windowOf(config).padding === 'same' ? Math.max(0, kernelSize[axis] - stride[axis]) : 0,
  )
  const before = cut.map((rows) => Math.floor(rows / 2))
  const padding = [before[0]!, before[1]!, cut[0]! - before[0]!, cut[1]! - before[1]!] as const
  const outputPadding = [Math.max(0, stride[0] - kernelSize[0]), Math.max(0, stride[1] - kernelSize[1])] as const
  const [kh, kw] = kernelSize
  const shape = [kh, kw, filters, channels!]
  const weight = { shape: [channels!, filters, kh, kw], data: permuted(call.weight('kernel', shape), shape, [3, 2, 0, 1]) }
  const weights = { weight, ...biasOf(call, filters) }
  const make = (named: { readonly name: string }) =>
    convTranspose2d({ ...named, filters, kernelSize, stride, padding, outputPadding, bias: 'bias' in weights })
  return activated(call, put(call, make, input, input.layout, { weights }))
}

export const convolutions: Readonly<Record<string, Convert>> = {
  Conv2D: conv2dLayer,
  DepthwiseConv2D: depthwiseConv2dLayer,
  SeparableConv2D: separableConv2dLayer,
  Conv2DTranspose: conv2dTransposeLayer,
}
