/**
 * Local response normalization: a channel that answers strongly damps its neighbours at the same place, as AlexNet does. Later
 * networks do without it.
 */
import { choiceOption, realOption, wholeOption } from '../errors/options.ts'
import { imageInput } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** What `localResponseNorm` can be told. */
export interface LocalResponseNormOptions extends NameOption {
  /** Channels of a window, n in the formula. Default 5. */
  readonly size?: number | undefined
  /** How much the squares count; `alphaOver` says whether all of them together, or each. Default 1e-4. */
  readonly alpha?: number | undefined
  /** The exponent. Default 0.75, which is also the fastest. */
  readonly beta?: number | undefined
  /** What is there without any neighbour; above 0. Default 2, as in the paper; PyTorch, ONNX and Caffe have 1. */
  readonly k?: number | undefined
  /** 'window' (default): alpha is divided by `size`. 'one': each square counts alpha, whatever the size. */
  readonly alphaOver?: 'window' | 'one' | undefined
}

/** Local response normalization as a plain value: what `localResponseNorm` gives, with every default filled in. */
export interface LocalResponseNormLayer extends Layer {
  readonly kind: 'localResponseNorm'
  readonly size: number
  readonly alpha: number
  readonly beta: number
  readonly k: number
  readonly alphaOver: 'window' | 'one'
}

/**
 * y[c, h, w] = x[c, h, w] / (k + alpha/n · Σ x[j, h, w]²)^beta, over the n = size channels j from c − ⌊n/2⌋ to c + ⌊(n − 1)/2⌋
 * that there are. [C, H, W] → [C, H, W]. No parameters. Cost: 2·size multiply-adds and a power per element.
 *
 * Beware of alpha: one and the same number means two things. PyTorch, ONNX and Caffe divide it by `size` (alphaOver 'window');
 * the paper's formula and TensorFlow do not (alphaOver 'one'). 'window' is the default, so that numbers from a model that was
 * trained elsewhere mostly mean the same here. The paper's formula is `localResponseNorm({ alphaOver: 'one' })`, which is also
 * `localResponseNorm({ alpha: 5e-4 })`. Beware of k as well, see there; and of even sizes: their one channel more lies before
 * c, as in PyTorch, while ONNX has it after c.
 * @throws OptionError for an unknown option, or one out of range.
 * @throws ShapeError (from the model) where the input is not an image.
 * Source: Krizhevsky, Sutskever, Hinton 2012, ImageNet classification with deep convolutional neural networks, 3.3.
 * @example
 * ```ts
 * const first = [conv2d({ filters: 96, kernelSize: 11, stride: 4 }), relu(), localResponseNorm({ alphaOver: 'one' })]
 * console.log(sequential('first', [3, 227, 227], first).outputShape) // [ 96, 55, 55 ]
 * ```
 */
export function localResponseNorm(given: LocalResponseNormOptions = {}): LocalResponseNormLayer {
  const { owner, options, head } = named('localResponseNorm', given, ['size', 'alpha', 'beta', 'k', 'alphaOver'])
  const { size = 5, alpha = 1e-4, beta = 0.75, k = 2, alphaOver = 'window' } = options
  return {
    ...head,
    size: wholeOption(owner, 'size', size),
    alpha: realOption(owner, 'alpha', alpha, { min: 0 }),
    beta: realOption(owner, 'beta', beta, { min: 0 }),
    k: realOption(owner, 'k', k, { min: 0, open: true }),
    alphaOver: choiceOption(owner, 'alphaOver', alphaOver, ['window', 'one']),
  }
}

/** Those of the op, whose alpha is that of one square. */
function attributes({ size, alpha, beta, k, alphaOver }: LocalResponseNormLayer) {
  return { size, alpha: alphaOver === 'window' ? alpha / size : alpha, beta, k }
}

export const localResponseNormLayer: LayerBehaviour<LocalResponseNormLayer> = {
  inputs: 1,
  create: localResponseNorm,
  title: { en: 'local response normalization', ko: '국소 응답 정규화' },
  passive: true,

  output(_, inputs) {
    return imageInput('localResponseNorm', inputs)
  },

  forward(layer, { inputs, emit, output }) {
    const y = output()
    emit('localResponseNorm', attributes(layer), [inputs[0]], [y])
    return y
  },

  backward(layer, { inputs, dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('localResponseNormGrad', attributes(layer), [inputs[0], dy], [dx])
    return [dx]
  },
}
