/** The table of losses: kind → behaviour. A user's own comes in by `defineLoss`. */

import { Kinds } from '../errors/kinds.ts'
import { say } from '../errors/say.ts'
import type { Value } from '../values/value.ts'
import type { LossBehaviour, LossValue } from './loss.ts'
import { meanSquaredErrorLoss } from './meanSquaredError.ts'
import { softmaxCrossEntropyLoss } from './softmaxCrossEntropy.ts'

/** A loss as a plain value: `softmaxCrossEntropy()`, `meanSquaredError()`, or one of `defineLoss`. */
export type Loss = LossValue

const kinds = new Kinds<LossBehaviour>(
  {
    code: 'loss',
    noun: say('loss'),
    one: say('a loss'),
    define: 'defineLoss',
    factory: 'softmaxCrossEntropy',
    call: 'softmaxCrossEntropy()',
  },
  { softmaxCrossEntropy: softmaxCrossEntropyLoss, meanSquaredError: meanSquaredErrorLoss },
)

/** The behaviour of a loss. @throws OptionError for what is not a loss, with the nearest known one. */
export function lossOf(loss: Loss): LossBehaviour {
  return kinds.of(loss)
}

/** A loss that came as JSON: its options are checked, and defaults filled in, by its own factory. @throws OptionError */
export function restoreLoss(value: Loss): Loss {
  const { create } = lossOf(value)
  const { kind: _, ...options } = value
  return create ? create(options) : value
}

/** All kinds of losses, those of `defineLoss` too. */
export function knownLosses(): string[] {
  return kinds.names()
}

/** Whether a loss came with Striate. */
export function isBuiltInLoss({ kind }: Loss): boolean {
  return kinds.isBuiltIn(kind)
}

/**
 * Adds a loss of your own, made of existing ops, and gives back its factory:
 *
 * ```ts
 * const brier = defineLoss('brier', {
 *   target: 'values',
 *   check() {},
 *   forward(_, { output, target, emit, value }) {
 *     const shape = output.shape.slice(1)
 *     const [p, dp, losses] = [value('p', shape), value('dp', shape), value('losses', [])]
 *     emit('unary', { activation: { fn: 'sigmoid' } }, [output], [p])
 *     emit('meanSquaredError', {}, [p, target], [losses])
 *     return { losses, kept: [p, dp] }
 *   },
 *   backward(_, { target, kept: [p, dp], scalars, gradient, emit }) {
 *     emit('meanSquaredErrorGrad', {}, [p, target, scalars], [dp])
 *     emit('unaryGrad', { activation: { fn: 'sigmoid' } }, [p, dp], [gradient])
 *   },
 * })
 * console.log(brier()) // { kind: 'brier' }
 * ```
 *
 * That is the Brier score of independent answers, the mean squared error of their probabilities σ(output). `kept` are the
 * values that
 * `backward` will need. A target of values comes in the plan's layout, as the output does.
 * The factory makes `{ kind, ...options }`, or what the behaviour's own `create` makes of the options; they must be plain
 * JSON, since runs are stored with them.
 * @throws OptionError where the kind is not a name, or there is one of that name already
 */
export function defineLoss<L extends LossValue, const Kept extends readonly Value[] = readonly Value[]>(
  kind: L['kind'],
  behaviour: LossBehaviour<L, Kept>,
): (options?: Omit<L, 'kind'>) => L {
  kinds.define(kind, behaviour)
  return (options) => (behaviour.create ? behaviour.create(options ?? {}) : ({ kind, ...options } as L))
}

export type { LossBackwardContext, LossBehaviour, LossContext, LossResult, LossValue } from './loss.ts'
export { type MeanSquaredError, meanSquaredError } from './meanSquaredError.ts'
export { type SoftmaxCrossEntropy, type SoftmaxCrossEntropyOptions, softmaxCrossEntropy } from './softmaxCrossEntropy.ts'
