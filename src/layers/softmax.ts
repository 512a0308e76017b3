/**
 * Softmax as a layer, for a network that should give probabilities. Do not put it before softmaxCrossEntropy(), which
 * has one in it.
 */
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** A softmax as a plain value: what `softmax` gives, with every default filled in. */
export interface SoftmaxLayer extends Layer {
  readonly kind: 'softmax'
}

/**
 * y_c = e^(x_c − max) / Σ_k e^(x_k − max), over the features of [F], or over the channels of [C, H, W] at each place.
 * dx = y · (dy − Σ_k dy_k·y_k). No options but `name`. Cost: one exponential per element.
 * @throws OptionError for an unknown option.
 * Source: Bridle 1990, Probabilistic interpretation of feedforward classification network outputs.
 * @example
 * ```ts
 * console.log(sequential('probabilities', [8], [dense({ units: 3 }), softmax()]).outputShape) // [ 3 ]
 * ```
 */
export function softmax(given: NameOption = {}): SoftmaxLayer {
  return named('softmax', given, []).head
}

export const softmaxLayer: LayerBehaviour<SoftmaxLayer> = {
  inputs: 1,
  create: softmax,
  title: { en: 'softmax', ko: '소프트맥스' },
  passive: true,
  givesProbabilities: true,

  output(_, inputs) {
    return inputs[0]
  },

  forward(_, { inputs, emit, output }) {
    const y = output()
    emit('softmax', {}, [inputs[0]], [y])
    return y
  },

  backward(_, { result, dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('softmaxGrad', {}, [result, dy], [dx])
    return [dx]
  },

  window(_, inputs) {
    // of a list, every output sees every feature; of an image, only the channels of its own place
    return inputs[0].length === 1 ? 'all' : { kernelSize: [1, 1], stride: [1, 1], dilation: [1, 1], padding: [0, 0, 0, 0] }
  },
}
