/**
 * Learning rates that change with time, as plain JSON values. A schedule gives the rate of optimizer step t = 0, 1, …
 * of a training of T steps in all (epochs × batches an epoch). `step` and `warmUp` count steps; `cosine` goes by the
 * fraction t / T of the whole training. The rates are the same bits everywhere: cos and power are our own.
 */

import { OptionError } from '../errors/errors.ts'
import { suggest } from '../errors/nearest.ts'
import { knownOptions, realOption, show, wholeOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { cos, power } from '../math/elementary.ts'

/** A learning rate over time, as a plain value: `constantRate`, `stepRate`, `cosineRate` or `warmUp`. */
export type Schedule =
  | { readonly kind: 'constant'; readonly rate: number }
  | { readonly kind: 'step'; readonly from: number; readonly every: number; readonly factor: number }
  | { readonly kind: 'cosine'; readonly from: number; readonly to: number }
  | { readonly kind: 'warmUp'; readonly steps: number; readonly followedBy: Schedule | number }

/**
 * rate(t) = rate. A plain number says the same. @throws OptionError where the rate is negative or not a number.
 * @example
 * ```ts
 * console.log(constantRate(0.01)) // { kind: 'constant', rate: 0.01 }
 * ```
 */
export function constantRate(rate: number): Schedule {
  return { kind: 'constant', rate: rateOption('constantRate', 'rate', rate) }
}

/**
 * rate(t) = from · factor^⌊t / every⌋: a tenth (or `factor`) of the rate after each `every` steps. Factor 0.1 by default.
 * @throws OptionError where `every` is not a whole number of at least 1, or a number is negative.
 * @example
 * ```ts
 * console.log(stepRate({ from: 0.1, every: 1000 })) // { kind: 'step', from: 0.1, every: 1000, factor: 0.1 }
 * ```
 */
export function stepRate(given: { readonly from: number; readonly every: number; readonly factor?: number }): Schedule {
  const { from, every, factor = 0.1 } = knownOptions('stepRate', given, ['from', 'every', 'factor'])
  return {
    kind: 'step',
    from: rateOption('stepRate', 'from', from),
    every: wholeOption('stepRate', 'every', every),
    factor: rateOption('stepRate', 'factor', factor),
  }
}

/**
 * rate(t) = to + (from − to) · (1 + cos(π · t / T)) / 2: half a cosine wave from `from` at t = 0 to `to` at t = T (which
 * is one after the last step). `to` is 0 by default.
 * @throws OptionError where a rate is negative or not a number.
 * Source: Loshchilov, Hutter 2017, SGDR: stochastic gradient descent with warm restarts.
 * @example
 * ```ts
 * console.log(cosineRate({ from: 0.05, to: 0.001 })) // { kind: 'cosine', from: 0.05, to: 0.001 }
 * ```
 */
export function cosineRate(given: { readonly from: number; readonly to?: number }): Schedule {
  const { from, to = 0 } = knownOptions('cosineRate', given, ['from', 'to'])
  return { kind: 'cosine', from: rateOption('cosineRate', 'from', from), to: rateOption('cosineRate', 'to', to) }
}

/**
 * Begins small: rate(t) = followedBy(0) · (t + 1) / (steps + 1) for t < steps; after that it is `followedBy` with t − steps and
 * T − steps, so that the first rate after the warm-up is followedBy(0).
 * @throws OptionError where `steps` is not a whole number of at least 1, or `followedBy` no schedule.
 * Source: Goyal et al. 2017, Accurate, large minibatch SGD.
 * @example
 * ```ts
 * console.log(warmUp({ steps: 200, followedBy: 0.05 })) // { kind: 'warmUp', steps: 200, followedBy: 0.05 }
 * ```
 */
export function warmUp(given: { readonly steps: number; readonly followedBy: Schedule | number }): Schedule {
  const { steps, followedBy } = knownOptions('warmUp', given, ['steps', 'followedBy'])
  return {
    kind: 'warmUp',
    steps: wholeOption('warmUp', 'steps', steps),
    followedBy: learningRateOption('warmUp', 'followedBy', followedBy),
  }
}

/** The rate of step `step` (from 0) of a training of `totalSteps`. Beyond the end it stays at the end. */
export function rateAt(schedule: Schedule | number, step: number, totalSteps: number): number {
  if (typeof schedule === 'number') return schedule
  switch (schedule.kind) {
    case 'constant':
      return schedule.rate
    case 'step':
      return schedule.from * power(schedule.factor, Math.floor(step / schedule.every))
    case 'cosine': {
      const fraction = totalSteps > 0 ? Math.min(1, step / totalSteps) : 0
      return schedule.to + ((schedule.from - schedule.to) * (1 + cos(Math.PI * fraction))) / 2
    }
    case 'warmUp': {
      const { steps, followedBy } = schedule
      if (step >= steps) return rateAt(followedBy, step - steps, totalSteps - steps)
      return (rateAt(followedBy, 0, totalSteps - steps) * (step + 1)) / (steps + 1)
    }
  }
}

function rateOption(owner: string, name: string, value: unknown): number {
  return realOption(owner, name, value, { min: 0 })
}

/** Checks a learning rate: a number of at least 0, or a schedule (also one that comes as JSON). */
export function learningRateOption(owner: string, name: string, value: unknown): Schedule | number {
  if (typeof value === 'number') return rateOption(owner, name, value)
  if (typeof value !== 'object' || value === null || !('kind' in value))
    throw wrongOption(
      owner,
      name,
      value,
      say('a number of at least 0, or a schedule'),
      say('for example, cosineRate({ from: 0.1 }).'),
    )
  const { kind, ...options } = value
  const known = ['constant', 'step', 'cosine', 'warmUp']
  switch (kind) {
    case 'constant':
      return constantRate(knownOptions('constantRate', options as { rate: number }, ['rate']).rate)
    case 'step':
      return stepRate(options as Parameters<typeof stepRate>[0])
    case 'cosine':
      return cosineRate(options as Parameters<typeof cosineRate>[0])
    case 'warmUp':
      return warmUp(options as Parameters<typeof warmUp>[0])
    default:
      throw new OptionError({
        code: 'unknown-schedule',
        message: say('{owner}: {name} is not a known schedule. Received: {kind}.', { owner, name, kind: show(kind) }),
        fix: suggest(String(kind), known),
        details: { owner, option: name, kind: show(kind), known },
      })
  }
}
