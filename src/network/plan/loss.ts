/**
 * The loss of a plan: its forward calls, their mean, and (for training) the gradient of the output. It may be of several parts
 * that add up: further outputs, and, where images are mixed, the targets of both of a pair.
 */
import { type Loss, lossOf } from '../../losses/index.ts'
import type { Emit } from '../../ops/op.ts'
import type { Shape } from '../../values/shape.ts'
import { newValue, type Value } from '../../values/value.ts'
import { type LossValues, type MixedValues, plainInput, type WeightValues } from '../use.ts'
import type { Draft } from './draft.ts'

export interface WrittenLoss extends LossValues, WeightValues, MixedValues {
  /** Writes the loss's backward calls; gives the gradient of the output, then those of further outputs, in their order. */
  gradients(): readonly [Value, ...Value[]]
}

/** What a loss reads: `shape` is the output's, without the batch. */
interface Read {
  readonly output: Value
  readonly shape: Shape
  readonly scalars: Value
  readonly weighted?: boolean | undefined
  /** The images are mixed: each also has the target of the next one. Then they have weights. */
  readonly mixed?: boolean | undefined
}

/** A further output of the same shape, whose loss is added: the same loss, of the same labels, so many times. */
export interface Auxiliary {
  readonly name: string
  readonly output: Value
  readonly weight: number
}

/** What an output is held against: targets, as they are given and as the loss reads them, and what each image counts. */
interface Target {
  readonly name: string
  readonly given: Value
  readonly read: Value
  readonly weights: Weights | undefined
}

interface Weights {
  /** [N], and the same for each number of the output, as it is given and in the plan's layout. */
  readonly each: Value
  readonly given: Value
  readonly spread: Value
}

/** @throws ShapeError where the loss cannot read the output */
export function writeLoss(
  draft: Draft,
  loss: Loss,
  { output, shape, scalars, weighted, mixed }: Read,
  auxiliary: readonly Auxiliary[] = [],
): WrittenLoss {
  const behaviour = lossOf(loss)
  behaviour.check(loss, shape)
  const emit = draft.emitter('forward', 'loss')
  const own = writeTarget(draft, emit, '', behaviour.target, shape, weighted || mixed)
  const partner = mixed ? writeTarget(draft, emit, 'partner.', behaviour.target, shape, true) : undefined
  const targets = partner ? [own, partner] : [own]
  const mean = newValue('loss', [1], { role: 'output' })

  /** The loss of one output by one target: the loss of each image, and what writes the gradient of the output. */
  const part = (output: Value, { name, read, weights }: Target, outputName: string, into: Value) => {
    const context = { output, target: read, scalars, emit }
    const label = `${outputName}${name}`
    const made = behaviour.forward(loss, { ...context, value: (key, size) => draft.batched(`${label}loss.${key}`, size) })
    // In place of the image's loss, its share of the mean; the gradient likewise.
    const losses = weights ? draft.batched(`${label}loss.weighted`, []) : made.losses
    if (weights) emit('multiply', {}, [made.losses, weights.each], [losses])
    emit('mean', {}, [losses, scalars], [into])
    const gradient = (): Value => {
      const plain = draft.batched(`${label}output.gradient`, shape)
      const back = draft.emitter('backward', 'loss')
      behaviour.backward(loss, { ...context, ...made, emit: back, gradient: plain })
      if (!weights) return plain
      const weightedGradient = draft.batched(`${label}output.gradient.weighted`, shape)
      back('multiply', {}, [plain, weights.spread], [weightedGradient])
      return weightedGradient
    }
    return { losses: made.losses, gradient }
  }

  /** The same by all targets, the means added up into `into`. */
  const ofOutput = (output: Value, outputName: string, into: Value) => {
    const parts = targets.map((target, i) => {
      const ownMean = i === 0 ? into : newValue(`${outputName}${target.name}loss`, [1], { role: 'activation' })
      const made = part(output, target, outputName, ownMean)
      if (i > 0) emit('axpby', { a: 1, b: 1 }, [ownMean], [into])
      return made
    })
    const gradient = (): Value =>
      parts
        .map((made) => made.gradient())
        .reduce((a, b) => {
          const sum = draft.batched(`${outputName}output.gradient.sum`, shape)
          draft.emitter('backward', 'loss')('add', {}, [a, b], [sum])
          return sum
        })
    return { losses: parts[0]!.losses, gradient }
  }

  const main = ofOutput(output, '', mean)
  const others = auxiliary.map(({ name, output, weight }) => {
    const ownMean = newValue(`${name}.loss`, [1], { role: 'activation' })
    const { gradient } = ofOutput(output, `${name}.`, ownMean)
    emit('axpby', { a: weight, b: 1 }, [ownMean], [mean])
    return () => scaled(draft, gradient(), weight)
  })
  return {
    target: own.given,
    losses: main.losses,
    loss: mean,
    weights: own.weights && { each: own.weights.each, spread: own.weights.given },
    partner: partner?.weights && { target: partner.given, each: partner.weights.each, spread: partner.weights.given },
    gradients: () => [main.gradient(), ...others.map((gradient) => gradient())],
  }
}

/** Labels are read as they are. Values come in plain order; the loss reads them in the plan's layout, as it reads the output. */
function writeTarget(
  draft: Draft,
  emit: Emit,
  name: string,
  kind: 'labels' | 'values',
  shape: Shape,
  weighted: boolean | undefined,
): Target {
  const weights = weighted ? writeWeights(draft, name, shape, emit) : undefined
  if (kind === 'labels') {
    const labels = newValue(`${name}labels`, [draft.batch], { role: 'input', dtype: 'i32', batched: true })
    return { name, given: labels, read: labels, weights }
  }
  const given = newValue(`${name}target`, [draft.batch, ...shape], { role: 'input' })
  const read = draft.batched(`loss.${name}target`, shape)
  emit('normalize', plainInput(shape).normalize, [given], [read])
  return { name, given, read, weights }
}

function writeWeights(draft: Draft, name: string, shape: Shape, emit: Emit): Weights {
  const each = newValue(`${name}weights`, [draft.batch], { role: 'input', batched: true })
  const given = newValue(`${name}weights.spread`, [draft.batch, ...shape], { role: 'input' })
  const spread = draft.batched(`loss.${name}weights`, shape)
  emit('normalize', plainInput(shape).normalize, [given], [spread])
  return { each, given, spread }
}

/** A gradient, times a number. */
function scaled(draft: Draft, gradient: Value, factor: number): Value {
  const result = draft.batched(`${gradient.name}.scaled`, gradient.shape.slice(1))
  const emit = draft.emitter('backward', 'loss')
  emit('fill', { value: 0 }, [], [result])
  emit('axpby', { a: factor, b: 1 }, [gradient], [result])
  return result
}
