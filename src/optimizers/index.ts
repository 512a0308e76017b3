/** The table of optimizers: kind → behaviour. */
import { OptionError } from '../errors/errors.ts'
import { suggest } from '../errors/nearest.ts'
import { show } from '../errors/options.ts'
import { type Adam, adamOptimizer } from './adam.ts'
import type { OptimizerBehaviour } from './optimizer.ts'
import { type Sgd, sgdOptimizer } from './sgd.ts'

/** An optimizer as a plain value: `sgd({ … })`, `adam()` or `adamW()`. */
export type Optimizer = Sgd | Adam

/** The optimizers by kind. */
export const optimizers = {
  sgd: sgdOptimizer,
  adam: adamOptimizer,
  adamW: adamOptimizer,
} satisfies { readonly [K in Optimizer['kind']]: OptimizerBehaviour }

/** The behaviour of an optimizer. @throws OptionError for what is no optimizer, with the nearest known one. */
export function optimizerOf(optimizer: Optimizer): OptimizerBehaviour {
  const kind: unknown = (optimizer as Optimizer | null | undefined)?.kind
  if (typeof kind === 'string' && Object.hasOwn(optimizers, kind)) return optimizers[kind as Optimizer['kind']]
  throw new OptionError({
    code: 'unknown-optimizer',
    message:
      typeof kind === 'string'
        ? `there is no optimizer "${kind}".`
        : `an optimizer is a value { kind, … }. Received: ${show(optimizer)}.`,
    fix:
      typeof optimizer === 'function'
        ? 'call the function: sgd({ learningRate: 0.01 }).'
        : suggest(String(kind ?? optimizer), Object.keys(optimizers)),
    details: { kind, known: Object.keys(optimizers) },
  })
}

export { type Adam, type AdamOptions, adam, adamW } from './adam.ts'
export type { OptimizerBehaviour, OptimizerValue, UpdateContext } from './optimizer.ts'
export { constantRate, cosineRate, learningRateOption, rateAt, type Schedule, stepRate, warmUp } from './schedules.ts'
export { type Sgd, type SgdOptions, sgd } from './sgd.ts'
