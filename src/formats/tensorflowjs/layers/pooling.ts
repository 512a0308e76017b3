/** Pooling. The zeros of padding 'same' are no part of a mean. */
import { avgPool2d, globalAvgPool2d, globalMaxPool2d, maxPool2d } from '../../../layers/index.ts'
import type { Layer } from '../../../layers/layer.ts'
import type { Tensor } from '../tensor.ts'
import { windowOf } from './convolutions.ts'
import { type Convert, imageInput, isChannelsFirst, type LayerCall, put } from './layerCall.ts'

function geometry({ config }: LayerCall) {
  const kernelSize = config.pair('pool_size', 2)
  return { kernelSize, stride: config.pair('strides', kernelSize), ...windowOf(config) }
}

const maxPooling2dLayer: Convert = (call) => {
  const input = imageInput(call)
  const window = geometry(call)
  return put(call, (named) => maxPool2d({ ...named, ...window }), input, input.layout)
}

const averagePooling2dLayer: Convert = (call) => {
  const input = imageInput(call)
  const window = geometry(call)
  return put(call, (named) => avgPool2d({ ...named, ...window, countPadding: false }), input, input.layout)
}

const globalPooling =
  (make: (named: { readonly name: string }) => Layer): Convert =>
  (call) => {
    const input = imageInput(call)
    const pooled: Tensor = put(call, make, input, isChannelsFirst(call) ? 'plain' : 'channelsFirst')
    return call.config.flag('keepdims', false) ? pooled : call.builder.reshaped(pooled, [pooled.stored[0]!], 'plain')
  }

export const pooling: Readonly<Record<string, Convert>> = {
  MaxPooling2D: maxPooling2dLayer,
  AveragePooling2D: averagePooling2dLayer,
  GlobalAveragePooling2D: globalPooling(globalAvgPool2d),
  GlobalMaxPooling2D: globalPooling(globalMaxPool2d),
}
