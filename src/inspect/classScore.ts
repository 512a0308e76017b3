/**
 * Which number of a network is looked at when someone asks "why this class?": the class' score. Where the model ends with a
 * softmax, saliency takes the layer before it, since a share near 1 hardly moves whatever the image does.
 */

import { OptionError, ShapeError } from '../errors/errors.ts'
import { show } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { inputNode } from '../graph/node.ts'
import { behaviourOf } from '../layers/index.ts'
import { argMax } from '../metrics/argMax.ts'
import { showShape, sizeOf } from '../values/shape.ts'
import { mapShape } from './lookedAt.ts'

/** The name of the layer that holds the scores, and how many classes there are. @throws ShapeError where the output is a map */
export function scoreLayer(model: ModelGraph): { readonly layer: string; readonly classes: number } {
  let position = model.outputs[0]!
  while (behaviourOf(model.nodes[position]!.layer).givesProbabilities && model.nodes[position]!.inputs[0] !== inputNode)
    position = model.nodes[position]!.inputs[0]!
  const { name, shape } = model.nodes[position]!
  const [, rows, columns] = mapShape(shape)
  if (rows * columns > 1)
    throw new ShapeError({
      code: 'no-classes',
      message: say('"{name}" outputs a map, not one score per class.', { name: model.name }),
      numbers: [say('its output is {shape}', { shape: showShape(shape) })],
      fix: say('end the model with flatten() and dense(), or with globalAvgPool2d().'),
    })
  return { layer: name, classes: sizeOf(shape) }
}

/** The class that was asked for, or the one with the largest score. @throws OptionError */
export function classOf(owner: string, asked: number | undefined, scores: ArrayLike<number>): number {
  if (asked === undefined) return argMax(scores)
  if (Number.isInteger(asked) && asked >= 0 && asked < scores.length) return asked
  throw new OptionError({
    code: 'no-such-class',
    message: say('{owner}: there is no class {asked}.', { owner, asked: show(asked) }),
    numbers: [say('the model has {classes}: 0 to {last}', { classes: scores.length, last: scores.length - 1 })],
    fix: say('leave out `class` to take the one with the highest score.'),
  })
}
