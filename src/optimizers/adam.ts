/** Adam, and AdamW, which differs in where the weight decay goes. */

import { knownOptions, realOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { power } from '../math/elementary.ts'
import type { OptimizerBehaviour, OptimizerValue } from './optimizer.ts'
import { learningRateOption, type Schedule } from './schedules.ts'

/** What `adam` and `adamW` can be told. */
export interface AdamOptions {
  /** A number, or a schedule. Default 0.001. */
  readonly learningRate?: number | Schedule | undefined
  /** How long the mean of the gradients remembers, in [0, 1). Default 0.9. */
  readonly beta1?: number | undefined
  /** How long the mean of their squares remembers, in [0, 1). Default 0.999. */
  readonly beta2?: number | undefined
  /** Keeps the divisor from 0. Default 1e-8. */
  readonly epsilon?: number | undefined
  /** λ. Default 0 of adam, 0.01 of adamW, as in PyTorch. */
  readonly weightDecay?: number | undefined
}

/** Adam or AdamW, as a plain value. */
export interface Adam extends OptimizerValue {
  readonly kind: 'adam' | 'adamW'
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly weightDecay: number
}

/**
 * g = dw + λ·w;  m = β₁·m + (1 − β₁)·g;  v = β₂·v + (1 − β₂)·g²;  w = w − rate · (m / c₁) / (√(v / c₂) + ε)
 * with c₁ = 1 − β₁ᵗ, c₂ = 1 − β₂ᵗ at update t = 1, 2, …; m and v begin at 0.
 *
 * Rate 0.001, β₁ 0.9, β₂ 0.999, ε 1e-8, λ 0 by default. Memory: twice the parameters.
 * @throws OptionError for an option that is unknown or out of range.
 * Source: Kingma, Ba 2014, Adam: a method for stochastic optimization.
 * @example
 * ```ts
 * console.log(adam({ learningRate: 0.001 }).beta2) // 0.999
 * ```
 */
export function adam(given: AdamOptions = {}): Adam {
  return checked('adam', given, 0)
}

/**
 * Adam with decoupled weight decay: w = w − rate·λ·w first, and g = dw, so that the decay is not divided by √v.
 *
 * λ 0.01 by default, the others as of `adam`.
 * @throws OptionError for an option that is unknown or out of range.
 * Source: Loshchilov, Hutter 2017, Decoupled weight decay regularization.
 * @example
 * ```ts
 * const steps = 10 * 938 // epochs times batches per epoch
 * const learningRate = warmUp({ steps: steps / 20, followedBy: cosineRate({ from: 0.003 }) })
 * console.log(adamW({ learningRate, weightDecay: 0.01 }).weightDecay) // 0.01
 * ```
 */
export function adamW(given: AdamOptions = {}): Adam {
  return checked('adamW', given, 0.01)
}

function checked(kind: Adam['kind'], given: AdamOptions, decay: number): Adam {
  const options = knownOptions(kind, given, ['learningRate', 'beta1', 'beta2', 'epsilon', 'weightDecay'])
  const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = decay } = options
  for (const [name, beta] of Object.entries({ beta1, beta2 }))
    if (realOption(kind, name, beta, { min: 0, max: 1 }) === 1)
      throw wrongOption(kind, name, beta, say('below 1: at 1 nothing new is learned'))
  return {
    kind,
    learningRate: learningRateOption(kind, 'learningRate', learningRate),
    beta1,
    beta2,
    epsilon: realOption(kind, 'epsilon', epsilon, { min: 0, open: true }),
    weightDecay: realOption(kind, 'weightDecay', weightDecay, { min: 0 }),
  }
}

export const adamOptimizer: OptimizerBehaviour<Adam, 'm' | 'v'> = {
  create: adam,

  states() {
    return ['m', 'v']
  },

  emit({ kind, beta1, beta2, epsilon, weightDecay }, { parameters, gradients, states, scalars, emit }) {
    const attributes = { beta1, beta2, epsilon, weightDecay, decoupled: kind === 'adamW' }
    emit('adam', attributes, [gradients, scalars], [parameters, states.m, states.v])
  },

  scalars({ beta1, beta2 }, t) {
    return [1 - power(beta1, t), 1 - power(beta2, t)]
  },
}

export const adamWOptimizer: OptimizerBehaviour<Adam, 'm' | 'v'> = { ...adamOptimizer, create: adamW }
