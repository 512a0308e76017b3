/** Stochastic gradient descent, with momentum and weight decay as in PyTorch. */

import { OptionError } from '../errors/errors.ts'
import { booleanOption, knownOptions, realOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { OptimizerBehaviour, OptimizerValue } from './optimizer.ts'
import { learningRateOption, type Schedule } from './schedules.ts'

/** What `sgd` can be told. */
export interface SgdOptions {
  /** A number, or a schedule. */
  readonly learningRate: number | Schedule
  /** μ, in [0, 1]. Default 0. */
  readonly momentum?: number | undefined
  /** Nesterov's variant: looks one step ahead. Needs momentum. Default false. */
  readonly nesterov?: boolean | undefined
  /** λ of the L2 penalty, on all parameters. Default 0. */
  readonly weightDecay?: number | undefined
}

/** Gradient descent with its options, as a plain value. */
export interface Sgd extends OptimizerValue {
  readonly kind: 'sgd'
  readonly momentum: number
  readonly nesterov: boolean
  readonly weightDecay: number
}

/**
 * g = dw + λ·w;  v = μ·v + g;  w = w − rate · (v, or g + μ·v with Nesterov). The velocity v begins at 0.
 *
 * Momentum 0, no Nesterov, weight decay 0 by default. Memory: as much as the parameters, with momentum; none without.
 * @throws OptionError for an option that is missing, unknown or out of range, or Nesterov without momentum.
 * Source: Robbins, Monro 1951; Polyak 1964; Nesterov 1983; Sutskever et al. 2013.
 * @example
 * ```ts
 * const optimizer = sgd({ learningRate: cosineRate({ from: 0.05 }), momentum: 0.9, nesterov: true, weightDecay: 5e-4 })
 * console.log(optimizer.kind, optimizer.momentum) // sgd 0.9
 * ```
 */
export function sgd(given: SgdOptions): Sgd {
  const {
    learningRate,
    momentum = 0,
    nesterov = false,
    weightDecay = 0,
  } = knownOptions('sgd', given, ['learningRate', 'momentum', 'nesterov', 'weightDecay'])
  if (nesterov === true && momentum === 0)
    throw new OptionError({
      code: 'wrong-option',
      message: say('sgd: nesterov needs momentum.'),
      fix: say('set momentum: 0.9, or nesterov: false.'),
    })
  return {
    kind: 'sgd',
    learningRate: learningRateOption('sgd', 'learningRate', learningRate),
    momentum: realOption('sgd', 'momentum', momentum, { min: 0, max: 1 }),
    nesterov: booleanOption('sgd', 'nesterov', nesterov),
    weightDecay: realOption('sgd', 'weightDecay', weightDecay, { min: 0 }),
  }
}

export const sgdOptimizer: OptimizerBehaviour<Sgd, 'velocity'> = {
  create: sgd,

  states({ momentum }) {
    return momentum === 0 ? [] : ['velocity']
  },

  emit({ momentum, nesterov, weightDecay }, { parameters, gradients, states, scalars, emit }) {
    const attributes = { momentum, nesterov, weightDecay }
    emit('sgd', attributes, [gradients, scalars], momentum === 0 ? [parameters] : [parameters, states.velocity])
  },
}
