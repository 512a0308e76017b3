/** The sum of several branches, element by element: what closes a residual block. */
import { say } from '../errors/say.ts'
import { sameShape } from '../values/shape.ts'
import type { Value } from '../values/value.ts'
import { binaryGradients, broadcastOutput } from './binaryLayer.ts'
import { unequalInputs } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** The sum of branches as a plain value: what `add` gives, with every default filled in. */
export interface AddLayer extends Layer {
  readonly kind: 'add'
}

/**
 * y = x₁ + x₂ + …, all of one shape. The gradient of each input is dy itself. Of two inputs a size may also be 1, which then
 * stands for all places ([C, H, W] and [C, 1, 1] is one number a channel); the gradient of such an input is summed over them. No
 * options but `name`. Cost: one addition per element.
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
    if (others.length === 1) return broadcastOutput('add', inputs)
    throw unequalInputs(
      'unequal',
      say('add needs inputs of the same shape, if there are more than two.'),
      inputs,
      say('give the branches the same filters, strides and padding; or add them two at a time.'),
    )
  },

  forward(_, { inputs, emit, output, keep }) {
    const [a, b] = inputs
    if (inputs.length === 2 && !sameShape(a.shape, b.shape)) {
      const y = output()
      emit('binary', { fn: 'add' }, [a, b], [y])
      return y
    }
    let sum: Value = a
    for (const [i, input] of inputs.entries()) {
      if (i === 0) continue
      // the partial sums need values of their own; the last one is the output
      const next = i === inputs.length - 1 ? output() : keep(`sum${i}`, sum.shape.slice(1))
      emit('add', {}, [sum, input], [next])
      sum = next
    }
    return sum
  },

  backward(_, context) {
    const { inputs, dy, wants } = context
    return inputs.length === 2 ? binaryGradients('add', context) : inputs.map((_, i) => (wants(i) ? dy : undefined))
  },
}
