/**
 * The fully connected layer: every output is a weighted sum of all inputs. It reads flat features; flatten() comes before it.
 * Or, where it is told so, the last axis of more: the same weights for each row.
 */

import { booleanOption, wholeOption } from '../errors/options.ts'
import { constant, type Initializer, initializerOption, lecun } from '../initializers/initializer.ts'
import { type Shape, sizeOf } from '../values/shape.ts'
import { type Value, viewOf } from '../values/value.ts'
import { flatInput } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** What `dense` can be told. */
export interface DenseOptions extends NameOption {
  /** How many outputs. */
  readonly units: number
  /** Whether each output has a bias. Default true. */
  readonly bias?: boolean | undefined
  /**
   * Whether it goes along the last axis of any number of axes, each row by itself, as PyTorch's Linear and ONNX's MatMul with a
   * constant. Default false: then its input must be flat, so that no one gets this for want of a flatten().
   */
  readonly onLastAxis?: boolean | undefined
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
  readonly onLastAxis: boolean
  readonly initializer: Initializer
  readonly biasInitializer: Initializer
}

/**
 * y[u] = b[u] + Σ_f w[u, f] · x[f]. [features] → [units]; with `onLastAxis` […, features] → […, units], the same weights for
 * each row.
 *
 * Parameters: weight [units, features], bias [units]. Cost: units·features multiply-adds, a row.
 * @throws OptionError for an option that is missing, unknown or out of range.
 * @throws ShapeError (from the model) where the input is not flat, unless `onLastAxis`.
 * Source: Rosenblatt 1958, The perceptron; Rumelhart, Hinton, Williams 1986.
 * @example
 * ```ts
 * const model = sequential('scores', [120], [dense({ units: 10 })])
 * console.log(model.outputShape, model.parameterCount) // [ 10 ] 1210
 * const rows = [reshape({ shape: [16, 25] }), dense({ units: 8, onLastAxis: true })]
 * console.log(sequential('rows', [16, 5, 5], rows).outputShape) // [ 16, 8 ]
 * ```
 */
export function dense(given: DenseOptions): DenseLayer {
  const { owner, options, head } = named('dense', given, ['units', 'bias', 'onLastAxis', 'initializer', 'biasInitializer'])
  const { bias = true, onLastAxis = false, initializer = lecun(), biasInitializer = constant(0) } = options
  return {
    ...head,
    units: wholeOption(owner, 'units', options.units),
    bias: booleanOption(owner, 'bias', bias),
    onLastAxis: booleanOption(owner, 'onLastAxis', onLastAxis),
    initializer: initializerOption(owner, 'initializer', initializer),
    biasInitializer: initializerOption(owner, 'biasInitializer', biasInitializer),
  }
}

/** How many features each output sums. @throws ShapeError where the input is not flat and need be */
function featuresOf({ onLastAxis }: DenseLayer, inputs: readonly [Shape]): number {
  return onLastAxis ? inputs[0].at(-1)! : flatInput('dense', inputs)
}

/**
 * A value as a list of rows, [N·…, last axis]. Plain, these are the same numbers in the same order; in blocks of eight images,
 * [N/8][…][8], a row of eight images side by side is a block of its own. Values that are flat are left as they are.
 */
function rowsOf(value: Value): Value {
  const { shape, name } = value
  const last = shape.at(-1)!
  return shape.length === 2 ? value : viewOf(value, `${name}.rows`, [sizeOf(shape) / last, last])
}

export const denseLayer: LayerBehaviour<DenseLayer> = {
  inputs: 1,
  create: dense,
  title: { en: 'fully connected', ko: '완전 연결' },

  output(layer, inputs) {
    featuresOf(layer, inputs)
    return [...inputs[0].slice(0, -1), layer.units]
  },

  parameters(layer, inputs) {
    const fans = { fanIn: featuresOf(layer, inputs), fanOut: layer.units }
    const weight = { shape: [layer.units, fans.fanIn], initializer: layer.initializer, ...fans }
    const bias = { shape: [layer.units], initializer: layer.biasInitializer, ...fans }
    return { weight, ...(layer.bias && { bias }) }
  },

  forward(_, { inputs, parameters: { weight, bias }, emit, output }) {
    const y = output()
    const x = rowsOf(inputs[0])
    emit('dense', { activation: null }, bias ? [x, weight!, bias] : [x, weight!], [rowsOf(y)])
    return y
  },

  backward(_, { inputs, parameters, gradients, dy: given, emit, wants, gradient }) {
    const dy = rowsOf(given)
    emit('denseGradWeight', {}, [rowsOf(inputs[0]), dy], [gradients.weight!])
    if (gradients.bias) emit('biasGrad', {}, [dy], [gradients.bias])
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('denseGradInput', {}, [dy, parameters.weight!], [rowsOf(dx)])
    return [dx]
  },

  macs(layer, inputs) {
    return (layer.units * featuresOf(layer, inputs) * sizeOf(inputs[0])) / inputs[0].at(-1)!
  },

  window() {
    return 'all'
  },
}
