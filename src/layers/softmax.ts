/**
 * Softmax as a layer, for a network that should give probabilities, or weights that sum to one. Do not put it before
 * softmaxCrossEntropy(), which has one in it.
 */
import { sizeOf } from '../values/shape.ts'
import { type Value, viewOf } from '../values/value.ts'
import { axisIn, integerOption, onePlace } from './axes.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** What `softmax` can be told. */
export interface SoftmaxOptions extends NameOption {
  /** Along which axis its results sum to 1, from 0 behind the batch, or below 0 from the end. Default 0: features or channels. */
  readonly axis?: number | undefined
}

/** A softmax as a plain value: what `softmax` gives, with every default filled in. */
export interface SoftmaxLayer extends Layer {
  readonly kind: 'softmax'
  readonly axis: number
}

/**
 * y_c = e^(x_c − max) / Σ_k e^(x_k − max), over the features of [F], or over the channels of [C, H, W] at each place; with
 * `axis` along any other axis, each line by itself: axis −1 for the weights of attention, […, tokens, tokens].
 * dx = y · (dy − Σ_k dy_k·y_k). Cost: one exponential per element.
 * @throws OptionError for an unknown option, or an axis that is no whole number.
 * @throws ShapeError (from the model) where there is no such axis.
 * Source: Bridle 1990, Probabilistic interpretation of feedforward classification network outputs.
 * @example
 * ```ts
 * console.log(sequential('probabilities', [8], [dense({ units: 3 }), softmax()]).outputShape) // [ 3 ]
 * ```
 */
export function softmax(given: SoftmaxOptions = {}): SoftmaxLayer {
  const { owner, options, head } = named('softmax', given, ['axis'])
  return { ...head, axis: integerOption(owner, 'axis', options.axis ?? 0) }
}

/**
 * A value whose axis stands where the op has it, behind the first: the axes before it are counted with the images. In blocks of
 * eight, [N/8][…][C][…][8], eight images side by side are a block of these still.
 */
function alongAxis({ axis: given }: SoftmaxLayer, value: Value): Value {
  const [batch = 1, ...image] = value.shape
  const axis = axisIn('softmax', given, image)
  if (axis === 0) return value
  return viewOf(value, `${value.name}.lines`, [batch * sizeOf(image.slice(0, axis)), ...image.slice(axis)])
}

export const softmaxLayer: LayerBehaviour<SoftmaxLayer> = {
  inputs: 1,
  create: softmax,
  title: { en: 'softmax', ko: '소프트맥스' },
  passive: true,
  givesProbabilities: true,

  output(layer, [input]) {
    axisIn('softmax', layer.axis, input)
    return input
  },

  forward(layer, { inputs, emit, output }) {
    const y = output()
    emit('softmax', {}, [alongAxis(layer, inputs[0])], [alongAxis(layer, y)])
    return y
  },

  backward(layer, { result, dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('softmaxGrad', {}, [alongAxis(layer, result), alongAxis(layer, dy)], [alongAxis(layer, dx)])
    return [dx]
  },

  // Of a list, every output sees every feature; of an image, only the channels of its own place, unless it goes along its rows.
  window({ axis }, [input]) {
    return axisIn('softmax', axis, input) < input.length - 2 ? onePlace : 'all'
  },
}
