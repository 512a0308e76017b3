/** Whether a data set, a model and a loss fit together: asked before anything runs. */

import type { Dataset } from '../data/dataset.ts'
import { OptionError, ShapeError } from '../errors/errors.ts'
import { asIs, say } from '../errors/say.ts'
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
 * Refuses images that are scaled differently from those that the network was trained on: its answers would mean nothing.
 * @throws OptionError
 */
export function checkScale(
  { model, input }: { readonly model: ModelGraph; readonly input: ModelInput | undefined },
  data: Dataset,
): void {
  if (!input || input.dtype !== data.dtype) return
  const text = ({ normalization: { scale, offset }, border }: ModelInput | Dataset) =>
    `raw · [${scale.join(', ')}] + [${offset.join(', ')}], border ${border}`
  // One number for all channels is that number for each; a border that is not there has no value.
  const [channels = 1] = data.stored
  const each = (list: readonly number[]) => Array.from({ length: channels }, (_, c) => list[c % list.length]).join()
  const meaning = ({ normalization: { scale, offset }, border, padding }: ModelInput | Dataset) =>
    [each(scale), each(offset), padding.some((n) => n > 0) ? border : ''].join('; ')
  if (meaning(input) === meaning(data)) return
  throw new OptionError({
    code: 'another-scale',
    message: say('the data set {data} is scaled differently from the images that "{name}" was trained on.', {
      data: String(data),
      name: model.name,
    }),
    numbers: [say('the data: {data}', { data: text(data) }), say('the network: {input}', { input: text(input) })],
    fix: say('use data.as(net.input), which reads the images as the network does.'),
  })
}

/** @throws ShapeError for images or targets of another shape; OptionError for missing or unknown labels. */
export function checkData(model: ModelGraph, data: Dataset, loss?: Loss): void {
  if (!sameShape(data.shape, model.inputShape)) {
    const [c, h, w] = data.shape
    const [mc, mh, mw] = model.inputShape
    const fits = c === mc && h === w && mh === mw && (mh! - h!) % 2 === 0 && mh! > h!
    const shape = data.shape.join(', ')
    throw new ShapeError({
      code: 'image-shape',
      message: say('"{name}" reads images of {wanted}; the data set {data} has {shape}.', {
        name: model.name,
        wanted: showShape(model.inputShape),
        data: String(data),
        shape: showShape(data.shape),
      }),
      fix: fits
        ? say('set pad: {pad} in the options of the data set, or use a model with the input shape [{shape}].', {
            pad: (mh! - h!) / 2,
            shape,
          })
        : say('use a model with the input shape [{shape}].', { shape }),
      details: { model: model.inputShape, data: data.shape },
    })
  }
  if (!loss) return
  const behaviour = lossOf(loss)
  behaviour.check(loss, model.outputShape)
  const last = model.outputNode
  if (behaviour.takesScores && model.givesProbabilities)
    throw new OptionError({
      code: 'softmax-twice',
      message: say('the loss {kind} turns scores into probabilities, but "{model}" ends in "{layer}", which already does.', {
        kind: loss.kind,
        model: model.name,
        layer: last.name,
      }),
      fix: say('leave "{layer}" out: applied twice, softmax makes all classes nearly equal, and the network hardly learns.', {
        layer: last.name,
      }),
      details: { loss: loss.kind, layer: last.name },
    })
  if (behaviour.target === 'labels') {
    if (!data.labels)
      throw new OptionError({
        code: 'no-labels',
        message: say('the loss {kind} needs labels, but the data set {data} has none.', { kind: loss.kind, data: String(data) }),
        fix: say('use a data set with labels, or meanSquaredError().'),
      })
    checkLabels(model, data)
  } else if (!data.targets || !data.targetShape) {
    if (!data.labels)
      throw new OptionError({
        code: 'no-targets',
        message: say('the loss {kind} needs targets, but the data set {data} has none.', { kind: loss.kind, data: String(data) }),
        fix: asIs('dataset({ images, targets, … }).'),
      })
    checkLabels(model, data)
  } else if (sizeOf(data.targetShape) !== sizeOf(model.outputShape))
    throw new ShapeError({
      code: 'target-shape',
      message: say('the output of "{name}" is {output}, but a target of {data} is {target}.', {
        name: model.name,
        output: showShape(model.outputShape),
        data: String(data),
        target: showShape(data.targetShape),
      }),
      fix: say('give the last layer and the targets the same size.'),
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
      message: say('image {number} of {data} has the label {label}, but "{name}" has {classes} outputs: 0 … {last}.', {
        number: n,
        data: String(data),
        label,
        name: model.name,
        classes,
        last: classes - 1,
      }),
      fix: say('use a last layer of at least {units} units, or other labels.', { units: label + 1 }),
      details: { image: n, label, classes },
    })
  }
}
