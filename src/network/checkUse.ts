/** Whether a use of a network is one, before a plan is made of it: `Network.use` takes plain values from anywhere. */

import { OptionError, ShapeError } from '../errors/errors.ts'
import { choiceOption, realOption, show, wholeOption, wrongOption } from '../errors/options.ts'
import { asIs, say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { lossOf } from '../losses/index.ts'
import { optimizerOf } from '../optimizers/index.ts'
import { sameShape, showShape } from '../values/shape.ts'
import { checkAuxiliary, learnable } from './auxiliary.ts'
import { checkGroups } from './groups.ts'
import type { PlanUse } from './use.ts'

/** @throws OptionError, ShapeError where it is none, or its images do not become the model's input */
export function checkUse(model: ModelGraph, use: PlanUse): void {
  choiceOption('use', 'kind', use?.kind, ['infer', 'evaluate', 'train', 'inspect', 'gradient'])
  wholeOption('use', 'batch', use.batch)
  const { shape, normalize } = use.input ?? {}
  const wanted = say('an input form, such as plainInput(model.inputShape)')
  if (!Array.isArray(shape) || !normalize) throw wrongOption('use', 'input', use.input, wanted)
  const [top, left, bottom, right] = normalize.padding
  const [channels, height, width] = shape as readonly number[]
  const becomes = shape.length === 3 ? [channels!, top + height! + bottom, left + width! + right] : shape
  if (!sameShape(becomes, model.inputShape))
    throw new ShapeError({
      code: 'input-shape',
      message: say('use: the images do not fit the input of "{name}".', { name: model.name }),
      numbers: [
        say('{shape} with padding {padding}: {becomes}; wanted {wanted}', {
          shape: showShape(shape),
          padding: show(normalize.padding),
          becomes: showShape(becomes),
          wanted: showShape(model.inputShape),
        }),
      ],
      fix: asIs('plainInput(model.inputShape).'),
    })
  if (use.kind === 'train' || use.kind === 'evaluate') lossOf(use.loss)
  if (use.kind === 'train' && use.auxiliary) checkAuxiliary('use', model, use.loss, use.auxiliary)
  if ('groups' in use && use.groups)
    checkGroups('use', 'groups', model.nodes, use.groups, learnable(model, use.kind === 'train' ? use.auxiliary : undefined))
  if (use.kind !== 'train') return
  optimizerOf(use.optimizer)
  if (use.clipNorm !== undefined) realOption('use', 'clipNorm', use.clipNorm, { min: 0, open: true })
}

/**
 * A replacer for JSON.stringify: a plan is kept under the JSON of its use, and what JSON would drop could be the difference
 * between two. @throws OptionError for a function, NaN, Infinity …
 */
export function refuseWhatIsNotJson(name: string, value: unknown): unknown {
  if (['function', 'symbol', 'bigint'].includes(typeof value) || (typeof value === 'number' && !Number.isFinite(value)))
    throw new OptionError({
      code: 'not-json',
      message: say('use: {value} for "{name}" is not a plain value.', { value: show(value), name }),
      fix: say('options of layers, losses and optimizers are numbers, strings, lists and objects: what JSON can hold.'),
    })
  return value
}
