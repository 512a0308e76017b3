/** The loss of a plan: its forward calls, their mean, and (for training) the gradient of the output. */
import { type Loss, lossOf } from '../../losses/index.ts'
import type { Emit } from '../../ops/op.ts'
import type { Shape } from '../../values/shape.ts'
import { newValue, type Value } from '../../values/value.ts'
import { type LossValues, plainInput, type WeightValues } from '../use.ts'
import type { Draft } from './draft.ts'

export interface WrittenLoss extends LossValues, WeightValues {
  /** Writes the loss's backward calls; gives the gradient of the output, then those of further outputs, in their order. */
  gradients(): readonly [Value, ...Value[]]
}

/** What a loss reads: `shape` is the output's, without the batch. */
interface Read {
  readonly output: Value
  readonly shape: Shape
  readonly scalars: Value
  readonly weighted?: boolean | undefined
}

/** A further output of the same shape, whose loss is added: the same loss, of the same labels, so many times. */
export interface Auxiliary {
  readonly name: string
  readonly output: Value
  readonly weight: number
}

/** @throws ShapeError where the loss cannot read the output */
export function writeLoss(
  draft: Draft,
  loss: Loss,
  { output, shape, scalars, weighted }: Read,
  auxiliary: readonly Auxiliary[] = [],
): WrittenLoss {
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
  const weights = weighted ? writeWeights(draft, shape, emit) : undefined
  const mean = newValue('loss', [1], { role: 'output' })
  /** The loss of one output, its mean into `into`; gives the losses, and what writes the gradient of the output. */
  const ofOutput = (name: string, read: Value, into: Value) => {
    const context = { output: read, target, scalars, emit }
    const made = behaviour.forward(loss, { ...context, value: (key, size) => draft.batched(`${name}loss.${key}`, size) })
    // In place of the image's loss, its share of the mean; the gradient likewise.
    const losses = weights ? draft.batched(`${name}loss.weighted`, []) : made.losses
    if (weights) emit('multiply', {}, [made.losses, weights.each], [losses])
    emit('mean', {}, [losses, scalars], [into])
    const gradient = (): Value => {
      const plain = draft.batched(`${name}output.gradient`, shape)
      const back = draft.emitter('backward', 'loss')
      behaviour.backward(loss, { ...context, ...made, emit: back, gradient: plain })
      if (!weights) return plain
      const weightedGradient = draft.batched(`${name}output.gradient.weighted`, shape)
      back('multiply', {}, [plain, weights.spread], [weightedGradient])
      return weightedGradient
    }
    return { losses: made.losses, gradient }
  }
  const main = ofOutput('', output, mean)
  const others = auxiliary.map(({ name, output, weight }) => {
    const own = newValue(`${name}.loss`, [1], { role: 'activation' })
    const { gradient } = ofOutput(`${name}.`, output, own)
    emit('axpby', { a: weight, b: 1 }, [own], [mean])
    return () => scaled(draft, gradient(), weight)
  })
  return {
    target: given,
    losses: main.losses,
    loss: mean,
    weights: weights && { each: weights.each, spread: weights.given },
    gradients: () => [main.gradient(), ...others.map((gradient) => gradient())],
  }
}

/** A gradient, times a number. */
function scaled(draft: Draft, gradient: Value, factor: number): Value {
  const result = draft.batched(`${gradient.name}.scaled`, gradient.shape.slice(1))
  const emit = draft.emitter('backward', 'loss')
  emit('fill', { value: 0 }, [], [result])
  emit('axpby', { a: factor, b: 1 }, [gradient], [result])
  return result
}

function writeWeights(draft: Draft, shape: Shape, emit: Emit) {
  const each = newValue('weights', [draft.batch], { role: 'input', batched: true })
  const given = newValue('weights.spread', [draft.batch, ...shape], { role: 'input' })
  const spread = draft.batched('loss.weights', shape)
  emit('normalize', plainInput(shape).normalize, [given], [spread])
  return { each, given, spread }
}
