/**
 * The behaviour that all activations share: an element-wise function by the op `unary` and by its gradient. A pass over the
 * plan fuses it into the op before it, where that can be (`network/passes/fuseActivations.ts`).
 */
import { needsArgument } from '../ops/unary/facts.ts'
import type { Activation } from '../ops/unary/op.ts'
import type { Words } from '../text/language.ts'
import type { Layer, LayerBehaviour } from './layer.ts'

export function activationLayer<L extends Layer>(
  // biome-ignore lint/suspicious/noExplicitAny: each factory has options of its own
  create: (options: any) => L,
  title: Words,
  activationOf: (layer: L) => Activation,
): LayerBehaviour<L> {
  return {
    inputs: 1,
    create,
    title,
    passive: true,

    output(_, inputs) {
      return inputs[0]
    },

    forward(layer, { inputs, emit, output }) {
      const y = output()
      emit('unary', { activation: activationOf(layer) }, [inputs[0]], [y])
      return y
    },

    backward(layer, { inputs, result, dy, emit, wants, gradient }) {
      if (!wants(0)) return [undefined]
      const dx = gradient(0)
      const activation = activationOf(layer)
      // In terms of the result where that is enough, so that the argument need not be kept.
      if (needsArgument(activation)) emit('unaryGradAt', { activation }, [inputs[0], dy], [dx])
      else emit('unaryGrad', { activation }, [result, dy], [dx])
      return [dx]
    },
  }
}
