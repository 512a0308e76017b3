/** The loss of a plan: its forward calls, their mean, and (for training) the gradient of the output. */
import { type Loss, lossOf } from '../../losses/index.ts'
import type { Emit } from '../../ops/op.ts'
import type { Shape } from '../../values/shape.ts'
import { newValue, type Value } from '../../values/value.ts'
import { type LossValues, plainInput, type WeightValues } from '../use.ts'
import type { Draft } from './draft.ts'

export interface WrittenLoss extends LossValues, WeightValues {
  /** Writes the loss's backward calls; gives the gradient of the output. */
  gradient(): Value
}

/** What a loss reads: `shape` is the output's, without the batch. */
interface Read {
  readonly output: Value
  readonly shape: Shape
  readonly scalars: Value
  readonly weighted?: boolean | undefined
}

/** @throws ShapeError where the loss cannot read the output */
export function writeLoss(draft: Draft, loss: Loss, { output, shape, scalars, weighted }: Read): WrittenLoss {
  const behaviour = lossOf(loss)
  behaviour.check(loss, shape)
  const emit = draft.emitter('forward', 'loss')
  const labels = behaviour.target === 'labels'
  const given = labels
    ? newValue('labels', [draft.batch], { role: 'input', dtype: 'i32', batched: true })
    : newValue('target', [draft.batch, ...shape], { role: 'input' })
  // Values come in plain order; the loss reads them in the plan's layout, as it reads the output.
  const target = labels ? given : draft.batched('loss.target', shape)
  if (!labels) emit('normalize', plainInput(shape).normalize, [given], [target])
  const context = { output, target, scalars, emit }
  const made = behaviour.forward(loss, { ...context, value: (name, size) => draft.batched(`loss.${name}`, size) })
  const weights = weighted ? writeWeights(draft, shape, emit) : undefined
  // In place of the image's loss, its share of the mean; the gradient likewise.
  const losses = weights ? draft.batched('loss.weighted', []) : made.losses
  if (weights) emit('multiply', {}, [made.losses, weights.each], [losses])
  const mean = newValue('loss', [1], { role: 'output' })
  emit('mean', {}, [losses, scalars], [mean])
  return {
    target: given,
    losses: made.losses,
    loss: mean,
    weights: weights && { each: weights.each, spread: weights.given },
    gradient() {
      const gradient = draft.batched('output.gradient', shape)
      const back = draft.emitter('backward', 'loss')
      behaviour.backward(loss, { ...context, ...made, emit: back, gradient })
      if (!weights) return gradient
      const weightedGradient = draft.batched('output.gradient.weighted', shape)
      back('multiply', {}, [gradient, weights.spread], [weightedGradient])
      return weightedGradient
    },
  }
}

function writeWeights(draft: Draft, shape: Shape, emit: Emit) {
  const each = newValue('weights', [draft.batch], { role: 'input', batched: true })
  const given = newValue('weights.spread', [draft.batch, ...shape], { role: 'input' })
  const spread = draft.batched('loss.weights', shape)
  emit('normalize', plainInput(shape).normalize, [given], [spread])
  return { each, given, spread }
}
