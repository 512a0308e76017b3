/** Whether a data set, a model and a loss fit together: asked before anything runs. */
import type { Dataset } from '../data/dataset.ts'
import { OptionError, ShapeError } from '../errors/errors.ts'
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
  // One number for all channels is that number for each; a border that is not there has no value.
  const [channels = 1] = data.stored
  const each = (list: readonly number[]) => Array.from({ length: channels }, (_, c) => list[c % list.length]).join()
  const meaning = ({ normalization: { scale, offset }, border, padding }: ModelInput | Dataset) =>
    [each(scale), each(offset), padding.some((n) => n > 0) ? border : ''].join('; ')
  if (meaning(input) === meaning(data)) return
  throw new OptionError({
    code: 'another-scale',
    message: `the data set ${data} is scaled otherwise than the images of "${model.name}" were.`,
    numbers: [`the data: ${text(data)}`, `the network: ${text(input)}`],
    fix: 'data.as(net.input) reads the pictures as the network does.',
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
      message: `"${model.name}" reads pictures ${showShape(model.inputShape)}, and the data set ${data} gives ${showShape(data.shape)}.`,
      fix: `${pad}a model with the input shape [${data.shape.join(', ')}].`,
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
      message: `the loss ${loss.kind} makes probabilities of scores, and "${model.name}" ends in "${last.name}", which does so already.`,
      fix: `leave "${last.name}" out: probabilities of probabilities are nearly alike, and the network would hardly learn.`,
      details: { loss: loss.kind, layer: last.name },
    })
  if (behaviour.target === 'labels') {
    if (!data.labels)
      throw new OptionError({
        code: 'no-labels',
        message: `the loss ${loss.kind} needs labels, and the data set ${data} has none.`,
        fix: 'a data set with labels, or meanSquaredError().',
      })
    checkLabels(model, data)
  } else if (!data.targets || !data.targetShape) {
    if (!data.labels)
      throw new OptionError({
        code: 'no-targets',
        message: `the loss ${loss.kind} needs targets, and the data set ${data} has none.`,
        fix: 'dataset({ images, targets, … }).',
      })
    checkLabels(model, data)
  } else if (sizeOf(data.targetShape) !== sizeOf(model.outputShape))
    throw new ShapeError({
      code: 'target-shape',
      message: `"${model.name}" puts out ${showShape(model.outputShape)}, and a target of ${data} is ${showShape(data.targetShape)}.`,
      fix: 'make the last layer and the targets of one size.',
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
      message: `picture ${n} of ${data} has the label ${label}, and "${model.name}" has ${classes} outputs: 0 … ${classes - 1}.`,
      fix: `a last layer of at least ${label + 1} units, or other labels.`,
      details: { picture: n, label, classes },
    })
  }
}
