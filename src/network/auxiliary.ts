/** Further outputs that learn beside the main one: which may, and with how much weight. */
import { OptionError, ShapeError } from '../errors/errors.ts'
import { suggest } from '../errors/nearest.ts'
import { realOption, show, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { neededBy } from '../graph/neededBy.ts'
import { behaviourOf } from '../layers/index.ts'
import { type Loss, lossOf } from '../losses/index.ts'
import { sameShape, showShape } from '../values/shape.ts'

/** The positions of the layers that lead to a loss: the others are neither computed nor changed. */
export function learnable(model: ModelGraph, auxiliary: Readonly<Record<string, number>> = {}): ReadonlySet<number> {
  return neededBy(model.nodes, [model.outputs[0]!, ...Object.keys(auxiliary).map((name) => model.find(name))])
}

/** @throws OptionError for names that are no further outputs, weights that are no numbers above 0; ShapeError for other shapes */
export function checkAuxiliary(owner: string, model: ModelGraph, loss: Loss, auxiliary: Readonly<Record<string, number>>): void {
  if (typeof auxiliary !== 'object' || auxiliary === null || Array.isArray(auxiliary))
    throw wrongOption(owner, 'auxiliary', auxiliary, say('weights by the names of outputs, such as { aux: 0.3 }'))
  const further = model.outputs.slice(1).map((position) => model.nodes[position]!)
  for (const [name, weight] of Object.entries(auxiliary)) {
    realOption(owner, `auxiliary.${name}`, weight, { min: 0, open: true })
    const node = further.find((output) => output.name === name)
    if (!node)
      throw new OptionError({
        code: 'no-such-output',
        message: say('{owner}: {model} has no further output {name}.', { owner, model: show(model.name), name: show(name) }),
        fix:
          further.length > 0
            ? suggest(
                name,
                further.map((output) => output.name),
              )
            : say('return several places from the function of graph(): the first is the output, the others are further ones.'),
        details: { option: 'auxiliary', output: name },
      })
    if (lossOf(loss).takesScores && behaviourOf(node.layer).givesProbabilities)
      throw new OptionError({
        code: 'softmax-twice',
        message: say('{owner}: the loss {kind} turns scores into probabilities, but the output {name} already holds some.', {
          owner,
          kind: loss.kind,
          name: show(name),
        }),
        fix: say('make the layer before the softmax the output.'),
        details: { option: 'auxiliary', output: name },
      })
    if (!sameShape(node.shape, model.outputShape))
      throw new ShapeError({
        code: 'output-shape',
        message: say('{owner}: the output {name} cannot learn from the same labels as the main one.', {
          owner,
          name: show(name),
        }),
        numbers: [
          say('{shape}; the main output is {output}', { shape: showShape(node.shape), output: showShape(model.outputShape) }),
        ],
        fix: say('end it with as many units as the main output.'),
        details: { option: 'auxiliary', output: name },
      })
  }
}
