/** Global max pooling: the largest value of each map. It is the op maxPool2d with a window as large as the image. */
import type { Shape } from '../values/shape.ts'
import { imageInput } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** The maximum of each map as a plain value: what `globalMaxPool2d` gives, with every default filled in. */
export interface GlobalMaxPool2dLayer extends Layer {
  readonly kind: 'globalMaxPool2d'
}

/**
 * y[c] = max of x[c, …]; the first of several equal maxima, in reading order, gets the gradient. [C, H, W] → [C, 1, 1]. No
 * options but `name`, no parameters. Cost: C·H·W comparisons.
 * @throws OptionError for an unknown option. @throws ShapeError (from the model) where the input is not an image.
 * Source: Oquab, Bottou, Laptev, Sivic 2015, Is object localization for free? Weakly-supervised learning with convolutional
 * neural networks.
 * @example
 * ```ts
 * console.log(sequential('largest', [64, 7, 7], [globalMaxPool2d(), flatten()]).outputShape) // [ 64 ]
 * ```
 */
export function globalMaxPool2d(given: NameOption = {}): GlobalMaxPool2dLayer {
  return named('globalMaxPool2d', given, []).head
}

function attributes([, height, width]: Shape) {
  const whole = [height!, width!] as const
  return { kernelSize: whole, stride: whole, dilation: [1, 1], padding: [0, 0, 0, 0] } as const
}

export const globalMaxPool2dLayer: LayerBehaviour<GlobalMaxPool2dLayer> = {
  inputs: 1,
  create: globalMaxPool2d,
  title: { en: 'global max pooling', ko: '전역 맥스 풀링' },

  output(_, inputs) {
    return [imageInput('globalMaxPool2d', inputs)[0], 1, 1]
  },

  forward(_, { inputs, emit, output, keep }) {
    const [x] = inputs
    const y = output()
    emit('maxPool2d', attributes(x.shape.slice(1)), [x], [y, keep('argMax', [x.shape[1]!, 1, 1], 'i32')])
    return y
  },

  backward(_, { inputs, kept, dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('maxPool2dGrad', attributes(inputs[0].shape.slice(1)), [dy, kept.argMax!], [dx])
    return [dx]
  },

  window() {
    return 'all'
  },
}
