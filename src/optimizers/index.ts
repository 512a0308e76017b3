/** The table of optimizers: kind → behaviour. A user's own comes in by `defineOptimizer`. */

import { OptionError } from '../errors/errors.ts'
import { Kinds } from '../errors/kinds.ts'
import { show } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { mostOptimizerScalars } from '../ops/stepNumbers.ts'
import { adamOptimizer, adamWOptimizer } from './adam.ts'
import type { OptimizerBehaviour, OptimizerValue } from './optimizer.ts'
import { learningRateOption } from './schedules.ts'
import { sgdOptimizer } from './sgd.ts'

/** An optimizer as a plain value: `sgd({ … })`, `adam()`, `adamW()`, or one of `defineOptimizer`. */
export type Optimizer = OptimizerValue

const kinds = new Kinds<OptimizerBehaviour>(
  {
    code: 'optimizer',
    noun: say('optimizer'),
    one: say('an optimizer'),
    define: 'defineOptimizer',
    factory: 'sgd',
    call: 'sgd({ learningRate: 0.01 })',
  },
  { sgd: sgdOptimizer, adam: adamOptimizer, adamW: adamWOptimizer },
)

/** The behaviour of an optimizer. @throws OptionError for what is not an optimizer, with the nearest known one. */
export function optimizerOf(optimizer: Optimizer): OptimizerBehaviour {
  return kinds.of(optimizer)
}

/** An optimizer that came as JSON: its options are checked, and defaults filled in, by its own factory. @throws OptionError */
export function restoreOptimizer(value: Optimizer): Optimizer {
  const { create } = optimizerOf(value)
  const { kind, ...options } = value
  return withRate(kind, create ? create(options) : value)
}

function withRate<O extends OptimizerValue>(kind: string, value: O): O {
  return { ...value, learningRate: learningRateOption(kind, 'learningRate', value.learningRate) }
}

/** All kinds of optimizers, those of `defineOptimizer` too. */
export function knownOptimizers(): string[] {
  return kinds.names()
}

/** Whether an optimizer came with Striate. */
export function isBuiltInOptimizer({ kind }: Optimizer): boolean {
  return kinds.isBuiltIn(kind)
}

/**
 * What an optimizer says of update t = 1, 2, …, for its ops. @throws OptionError for more than there is room for, or what is no
 * number
 */
export function optimizerScalars(optimizer: Optimizer, t: number): readonly number[] {
  const scalars = optimizerOf(optimizer).scalars?.(optimizer, t) ?? []
  if (!scalars.every(Number.isFinite))
    throw new OptionError({
      code: 'wrong-scalars',
      message: say('the optimizer {kind} gives {scalars} for update {t}, but all of them must be finite numbers.', {
        kind: optimizer.kind,
        scalars: show(scalars),
        t,
      }),
    })
  if (scalars.length <= mostOptimizerScalars) return scalars
  throw new OptionError({
    code: 'too-many-scalars',
    message: say('the optimizer {kind} gives {count} numbers for an update, but there is only room for {most}.', {
      kind: optimizer.kind,
      count: scalars.length,
      most: mostOptimizerScalars,
    }),
    fix: say('put what does not change from step to step into the attributes of its ops.'),
  })
}

/**
 * Adds an optimizer of your own, made of existing ops over the whole range of parameters, and gives back its factory:
 *
 * ```ts
 * // Plain descent with a memory of its own choosing: what it remembers, and its one or more op calls.
 * const heavyBall = defineOptimizer('heavyBall', {
 *   states: () => ['velocity'],
 *   emit(_, { parameters, gradients, states, scalars, emit }) {
 *     emit('sgd', { momentum: 0.95, nesterov: false, weightDecay: 0 }, [gradients, scalars], [parameters, states.velocity])
 *   },
 * })
 * console.log(heavyBall({ learningRate: 0.01 })) // { learningRate: 0.01, kind: 'heavyBall' }
 * ```
 *
 * The factory makes `{ kind, ...options }`, or what the behaviour's own `create` makes of the options; they must be plain
 * JSON, since runs are stored with them. `learningRate` is a number or a schedule, as of every optimizer.
 * @throws OptionError where the kind is not a name, or there is one of that name already
 */
export function defineOptimizer<O extends OptimizerValue, State extends string = string>(
  kind: O['kind'],
  behaviour: OptimizerBehaviour<O, State>,
): (options: Omit<O, 'kind'>) => O {
  kinds.define(kind, behaviour)
  return (options) => withRate(kind, behaviour.create ? behaviour.create(options) : ({ ...options, kind } as O))
}

export { type Adam, type AdamOptions, adam, adamW } from './adam.ts'
export type { OptimizerBehaviour, OptimizerValue, UpdateContext } from './optimizer.ts'
export { constantRate, cosineRate, learningRateOption, rateAt, type Schedule, stepRate, warmUp } from './schedules.ts'
export { type Sgd, type SgdOptions, sgd } from './sgd.ts'
