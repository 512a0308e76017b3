/**
 * The behaviour that all layers share which count the elements of their input anew: their output is their input's storage under
 * another shape. In both layouts, plain and in blocks of eight images, the elements keep their order, so nothing is moved.
 */
import type { Words } from '../text/language.ts'
import type { Shape } from '../values/shape.ts'
import { batchOf } from '../values/shape.ts'
import { viewOf } from '../values/value.ts'
import { keepsPlaces, onePlace } from './axes.ts'
import type { Layer, LayerBehaviour } from './layer.ts'

export function viewLayer<L extends Layer>(
  // biome-ignore lint/suspicious/noExplicitAny: each factory has options of its own
  create: (options: any) => L,
  title: Words,
  shapeOf: (layer: L, input: Shape) => Shape,
): LayerBehaviour<L> {
  return {
    inputs: 1,
    create,
    title,
    passive: true,

    output(layer, [input]) {
      return shapeOf(layer, input)
    },

    forward(layer, { inputs: [x] }) {
      const [, ...input] = x.shape
      return viewOf(x, `${x.name}.${layer.kind}`, [batchOf(x), ...shapeOf(layer, input)])
    },

    backward(_, { inputs, dy, wants }) {
      return [wants(0) ? viewOf(dy, `${dy.name}.back`, inputs[0].shape) : undefined]
    },

    // A list of features is a map that was flattened; of another shape one cannot say where in the image its units lie.
    window(layer, [input]) {
      const output = shapeOf(layer, input)
      return output.length === 1 || keepsPlaces(input, output) ? onePlace : 'all'
    },
  }
}
