/** The sum of several branches of one shape, element by element: what closes a residual block. */
import { say } from '../errors/say.ts'
import { sameShape } from '../values/shape.ts'
import { unequalInputs } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** The sum of branches as a plain value: what `add` gives, with every default filled in. */
export interface AddLayer extends Layer {
  readonly kind: 'add'
}

/**
 * y = x₁ + x₂ + …, all of one shape. The gradient of each input is dy itself.
 * No options but `name`. Cost: one addition per element.
 * @throws OptionError for an unknown option. @throws ShapeError (from the model) where the shapes differ.
 * Source: He, Zhang, Ren, Sun 2015, Deep residual learning for image recognition.
 * @example
 * ```ts
 * const block = graph('residual', [8, 16, 16], (x, apply) => {
 *   const y = apply(conv2d({ filters: 8, kernelSize: 3, padding: 'same' }), x)
 *   return apply(relu(), apply(add(), x, y))
 * })
 * console.log(block.outputShape) // [ 8, 16, 16 ]
 * ```
 */
export function add(given: NameOption = {}): AddLayer {
  return named('add', given, []).head
}

export const addLayer: LayerBehaviour<AddLayer> = {
  inputs: 'many',
  create: add,
  title: { en: 'sum', ko: '더하기' },

  output(_, inputs) {
    const [first, ...others] = inputs
    if (others.every((shape) => sameShape(shape, first))) return first
    throw unequalInputs(
      'unequal',
      say('add needs inputs of the same shape.'),
      inputs,
      say('give the branches the same filters, strides and padding.'),
    )
  },

  forward(_, { inputs, emit, output, keep }) {
    let sum = inputs[0]
    for (const [i, input] of inputs.entries()) {
      if (i === 0) continue
      // the partial sums need values of their own; the last one is the output
      const next = i === inputs.length - 1 ? output() : keep(`sum${i}`, sum.shape.slice(1))
      emit('add', {}, [sum, input], [next])
      sum = next
    }
    return sum
  },

  backward(_, { inputs, dy, wants }) {
    return inputs.map((_, i) => (wants(i) ? dy : undefined))
  },
}
