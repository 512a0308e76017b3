/** The loss of a plan: its forward calls, their mean, and (for training) the gradient of the output. */
import { type Loss, lossOf } from '../../losses/index.ts'
import type { Shape } from '../../values/shape.ts'
import { newValue, type Value } from '../../values/value.ts'
import { type LossValues, plainInput } from '../use.ts'
import type { Draft } from './draft.ts'

export interface WrittenLoss extends LossValues {
  /** Writes the loss's backward calls; gives the gradient of the output. */
  gradient(): Value
}

/** `shape` is the output's, without the batch. @throws ShapeError where the loss cannot read it */
export function writeLoss(draft: Draft, loss: Loss, output: Value, shape: Shape, scalars: Value): WrittenLoss {
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
  const mean = newValue('loss', [1], { role: 'output' })
  context.emit('mean', {}, [made.losses, scalars], [mean])
  return {
    target: given,
    losses: made.losses,
    loss: mean,
    gradient() {
      const gradient = draft.batched('output.gradient', shape)
      behaviour.backward(loss, { ...context, ...made, emit: draft.emitter('backward', 'loss'), gradient })
      return gradient
    },
  }
}
