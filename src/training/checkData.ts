/** Whether a data set, a model and a loss fit together: asked before anything runs. */

import type { Dataset } from '../data/dataset.ts'
import { OptionError, ShapeError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import type { ModelInput } from '../graph/modelInput.ts'
import { type Loss, lossOf } from '../losses/index.ts'
import type { InputForm } from '../network/use.ts'
import { sameShape, showShape, sizeOf } from '../values/shape.ts'

export function inputForm(data: Dataset): InputForm {
  return { dtype: data.dtype, shape: data.stored, normalize: data.normalize }
}

/** What a network knows of its images once it was trained on these: names of classes only where they are those of its outputs. */
export function inputFrom(model: ModelGraph, { input }: Dataset): ModelInput {
  const named = input.classes && input.classes.length <= sizeOf(model.outputShape)
  return named ? input : { ...input, classes: undefined }
}

/**
 * Refuses pictures that are scaled otherwise than those that the network was trained on: its answers would mean nothing.
 * @throws OptionError
 */
export function checkScale(
  { model, input }: { readonly model: ModelGraph; readonly input: ModelInput | undefined },
  data: Dataset,
): void {
  if (!input || input.dtype !== data.dtype) return
  const text = ({ normalization: { scale, offset }, border }: ModelInput | Dataset) =>
    `raw · [${scale.join(', ')}] + [${offset.join(', ')}], border ${border}`
  if (text(input) === text(data)) return
  throw new OptionError({
    code: 'another-scale',
    message: say('the data set {data} is scaled otherwise than the images of "{name}" were.', { data, name: model.name }),
    numbers: [say('the data: {data}', { data: text(data) }), say('the network: {input}', { input: text(input) })],
    fix: say('data.as(net.input) reads the pictures as the network does.'),
  })
}

/** @throws ShapeError for pictures or targets of another shape; OptionError for missing or unknown labels. */
export function checkData(model: ModelGraph, data: Dataset, loss?: Loss): void {
  if (!sameShape(data.shape, model.inputShape)) {
    const [c, h, w] = data.shape
    const [mc, mh, mw] = model.inputShape
    const pad =
      c === mc && h === w && mh === mw && (mh! - h!) % 2 === 0 && mh! > h!
        ? `pad: ${(mh! - h!) / 2} in the data set's options, or `
        : ''
    throw new ShapeError({
      code: 'picture-shape',
      message: say('"{name}" reads pictures {inputShape}, and the data set {data} gives {shape}.', {
        name: model.name,
        inputShape: showShape(model.inputShape),
        data,
        shape: showShape(data.shape),
      }),
      fix: say('{pad}a model with the input shape [{shape}].', { pad, shape: data.shape.join(', ') }),
      details: { model: model.inputShape, data: data.shape },
    })
  }
  if (!loss) return
  const behaviour = lossOf(loss)
  behaviour.check(loss, model.outputShape)
  const last = model.nodes.at(-1)
  if (behaviour.takesScores && last && model.givesProbabilities)
    throw new OptionError({
      code: 'softmax-twice',
      message: say('the loss {kind} makes probabilities of scores, and "{name}" ends in "{name2}", which does so already.', {
        kind: loss.kind,
        name: model.name,
        name2: last.name,
      }),
      fix: say('leave "{name}" out: probabilities of probabilities are nearly alike, and the network would hardly learn.', {
        name: last.name,
      }),
      details: { loss: loss.kind, layer: last.name },
    })
  if (behaviour.target === 'labels') {
    if (!data.labels)
      throw new OptionError({
        code: 'no-labels',
        message: say('the loss {kind} needs labels, and the data set {data} has none.', { kind: loss.kind, data }),
        fix: say('a data set with labels, or meanSquaredError().'),
      })
    checkLabels(model, data)
  } else if (!data.targets || !data.targetShape) {
    if (!data.labels)
      throw new OptionError({
        code: 'no-targets',
        message: say('the loss {kind} needs targets, and the data set {data} has none.', { kind: loss.kind, data }),
        fix: say('dataset({ images, targets, … }).'),
      })
    checkLabels(model, data)
  } else if (sizeOf(data.targetShape) !== sizeOf(model.outputShape))
    throw new ShapeError({
      code: 'target-shape',
      message: say('"{name}" puts out {outputShape}, and a target of {data} is {targetShape}.', {
        name: model.name,
        outputShape: showShape(model.outputShape),
        data,
        targetShape: showShape(data.targetShape),
      }),
      fix: say('make the last layer and the targets of one size.'),
    })
}

/** Every label must be a place of the output; a data set that names its classes was checked against them already. */
function checkLabels(model: ModelGraph, data: Dataset): void {
  const classes = sizeOf(model.outputShape)
  for (let n = 0; n < data.length; n++) {
    const label = data.label(n)
    if (label >= 0 && label < classes) continue
    throw new OptionError({
      code: 'label-outside',
      message: say('picture {n} of {data} has the label {label}, and "{name}" has {classes} outputs: 0 … {value}.', {
        n,
        data,
        label,
        name: model.name,
        classes,
        value: classes - 1,
      }),
      fix: say('a last layer of at least {value} units, or other labels.', { value: label + 1 }),
      details: { picture: n, label, classes },
    })
  }
}
