/** A model's layers with another number of classes: what fine-tuning on images of one's own begins with. */
import { OptionError } from '../errors/errors.ts'
import { wholeOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { showShape } from '../values/shape.ts'
import type { ModelGraph } from './modelGraph.ts'
import type { Joined, Node } from './node.ts'

/** What layers are called that say how many they give: of a dense layer, and of a convolution. */
const counts = ['units', 'filters'] as const

/**
 * The layers, of which the last that has units or filters gives as many as there are classes. On the way from the output to it
 * lie only layers of one input: a softmax, a flatten, a pooling.
 * @throws OptionError where there is no such layer
 */
export function layersWithClasses(model: ModelGraph, classes: number): Joined[] {
  wholeOption(model.name, 'classes', classes)
  const head = headOf(model)
  return model.nodes.map(({ layer, name, inputs }, position) => ({
    layer: { ...layer, name, ...(position === head.position ? { [head.count]: classes } : {}) },
    inputs,
  }))
}

function headOf(model: ModelGraph): { readonly position: number; readonly count: (typeof counts)[number] } {
  let position: number | undefined = model.outputs[0]
  while (position !== undefined && position >= 0) {
    const { layer, inputs }: Node = model.nodes[position]!
    const count = counts.find((one) => typeof (layer as unknown as Readonly<Record<string, unknown>>)[one] === 'number')
    if (count) return { position, count }
    position = inputs.length === 1 ? inputs[0] : undefined
  }
  throw new OptionError({
    code: 'no-head',
    message: say('"{model}" has no last layer whose outputs are classes.', { model: model.name }),
    numbers: [say('output {output}', { output: showShape(model.outputShape) })],
    fix: say('end it with a dense layer, as many units as there are classes.'),
  })
}
