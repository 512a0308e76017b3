/** Several branches side by side: their channels (or features), one after the other. */
import { say } from '../errors/say.ts'
import { sameShape } from '../values/shape.ts'
import { unequalInputs } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** Branches one behind the other as a plain value: what `concat` gives, with every default filled in. */
export interface ConcatLayer extends Layer {
  readonly kind: 'concat'
}

/**
 * [C₁, H, W], [C₂, H, W] … → [C₁ + C₂ + …, H, W]; flat features likewise. Each input's gradient is its part of dy.
 * No options but `name`. Cost: a copy.
 * @throws OptionError for an unknown option. @throws ShapeError (from the model) where the heights or widths differ.
 * Source: Szegedy et al. 2014, Going deeper with convolutions.
 * @example
 * ```ts
 * const inception = graph('two views', [3, 16, 16], (x, apply) => {
 *   const near = apply(conv2d({ filters: 4, kernelSize: 1 }), x)
 *   const wide = apply(conv2d({ filters: 8, kernelSize: 3, padding: 'same' }), x)
 *   return apply(concat(), near, wide)
 * })
 * console.log(inception.outputShape) // [ 12, 16, 16 ]
 * ```
 */
export function concat(given: NameOption = {}): ConcatLayer {
  return named('concat', given, []).head
}

export const concatLayer: LayerBehaviour<ConcatLayer> = {
  inputs: 'many',
  create: concat,
  title: { en: 'concatenation', ko: '이어 붙이기' },

  output(_, inputs) {
    const [first, ...others] = inputs
    if (others.some((shape) => !sameShape(shape.slice(1), first.slice(1))))
      throw unequalInputs(
        'unequal',
        say('concat needs inputs that differ only in their channels.'),
        inputs,
        say('give the branches the same height and width.'),
      )
    return [inputs.reduce((channels, shape) => channels + shape[0]!, 0), ...first.slice(1)]
  },

  forward(_, { inputs, emit, output }) {
    const y = output()
    emit('concat', {}, inputs, [y])
    return y
  },

  backward(_, { inputs, dy, emit, wants, gradient }) {
    let start = 0
    return inputs.map((input, i) => {
      const from = start
      start += input.shape[1]!
      if (!wants(i)) return undefined
      const dx = gradient(i)
      emit('slice', { starts: [from], steps: [1] }, [dy], [dx])
      return dx
    })
  },
}
