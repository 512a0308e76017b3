/** The fully connected layer: every output is a weighted sum of all inputs. It reads flat features; flatten() comes before it. */

import { booleanOption, wholeOption } from '../errors/options.ts'
import { constant, type Initializer, initializerOption, lecun } from '../initializers/initializer.ts'
import { flatInput } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** What `dense` can be told. */
export interface DenseOptions extends NameOption {
  /** How many outputs. */
  readonly units: number
  /** Whether each output has a bias. Default true. */
  readonly bias?: boolean | undefined
  /** Of the weights. Default lecun(), as of conv2d; before relu, he(). */
  readonly initializer?: Initializer | undefined
  /** Of the biases. Default constant(0). */
  readonly biasInitializer?: Initializer | undefined
}

/** A dense layer as a plain value: what `dense` gives, with every default filled in. */
export interface DenseLayer extends Layer {
  readonly kind: 'dense'
  readonly units: number
  readonly bias: boolean
  readonly initializer: Initializer
  readonly biasInitializer: Initializer
}

/**
 * y[u] = b[u] + Σ_f w[u, f] · x[f]. [features] → [units].
 *
 * Parameters: weight [units, features], bias [units]. Cost: units·features multiply-adds.
 * @throws OptionError for an option that is missing, unknown or out of range.
 * @throws ShapeError (from the model) where the input is not flat.
 * Source: Rosenblatt 1958, The perceptron; Rumelhart, Hinton, Williams 1986.
 * @example
 * ```ts
 * const model = sequential('scores', [120], [dense({ units: 10 })])
 * console.log(model.outputShape, model.parameterCount) // [ 10 ] 1210
 * ```
 */
export function dense(given: DenseOptions): DenseLayer {
  const { owner, options, head } = named('dense', given, ['units', 'bias', 'initializer', 'biasInitializer'])
  const { bias = true, initializer = lecun(), biasInitializer = constant(0) } = options
  return {
    ...head,
    units: wholeOption(owner, 'units', options.units),
    bias: booleanOption(owner, 'bias', bias),
    initializer: initializerOption(owner, 'initializer', initializer),
    biasInitializer: initializerOption(owner, 'biasInitializer', biasInitializer),
  }
}

export const denseLayer: LayerBehaviour<DenseLayer> = {
  inputs: 1,
  create: dense,
  title: { en: 'fully connected', ko: '완전 연결' },

  output(layer, inputs) {
    flatInput('dense', inputs)
    return [layer.units]
  },

  parameters(layer, inputs) {
    const fans = { fanIn: flatInput('dense', inputs), fanOut: layer.units }
    const weight = { shape: [layer.units, fans.fanIn], initializer: layer.initializer, ...fans }
    const bias = { shape: [layer.units], initializer: layer.biasInitializer, ...fans }
    return { weight, ...(layer.bias && { bias }) }
  },

  forward(_, { inputs, parameters: { weight, bias }, emit, output }) {
    const y = output()
    emit('dense', { activation: null }, bias ? [inputs[0], weight!, bias] : [inputs[0], weight!], [y])
    return y
  },

  backward(_, { inputs, parameters, gradients, dy, emit, wants, gradient }) {
    emit('denseGradWeight', {}, [inputs[0], dy], [gradients.weight!])
    if (gradients.bias) emit('biasGrad', {}, [dy], [gradients.bias])
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('denseGradInput', {}, [dy, parameters.weight!], [dx])
    return [dx]
  },

  macs(layer, inputs) {
    return layer.units * flatInput('dense', inputs)
  },

  window() {
    return 'all'
  },
}
