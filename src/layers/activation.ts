/**
 * The behaviour that relu, leakyRelu, tanh and sigmoid share: an element-wise function by the ops `unary` and
 * `unaryGrad`. Where one follows a convolution or a dense layer, a pass over the plan fuses it into that op.
 */
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

    backward(layer, { result, dy, emit, wants, gradient }) {
      if (!wants(0)) return [undefined]
      const dx = gradient(0)
      // in terms of the result, so that the argument need not be kept
      emit('unaryGrad', { activation: activationOf(layer) }, [result, dy], [dx])
      return [dx]
    },
  }
}
