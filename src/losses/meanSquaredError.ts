/** The loss of regression: the mean of the squared differences. */
import { knownOptions } from '../errors/options.ts'
import type { LossBehaviour, LossValue } from './loss.ts'

/** The loss of regression, as a plain value. */
export interface MeanSquaredError extends LossValue {
  readonly kind: 'meanSquaredError'
}

/**
 * loss = Σ_i (y_i − t_i)² / E over the E elements of an image's output, averaged over the images.
 *
 * Reads an output of any shape and target values of the same shape. Its gradient is 2·(y − t) / (E · count). No options.
 * @throws OptionError for an option.
 * @example
 * ```ts
 * console.log(meanSquaredError()) // { kind: 'meanSquaredError' }
 * ```
 */
export function meanSquaredError(given: Record<never, never> = {}): MeanSquaredError {
  knownOptions('meanSquaredError', given, [])
  return { kind: 'meanSquaredError' }
}

export const meanSquaredErrorLoss: LossBehaviour<MeanSquaredError> = {
  create: meanSquaredError,
  target: 'values',

  check() {
    // any shape will do: the target has the same
  },

  forward(_, { output, target, emit, value }) {
    const losses = value('losses', [])
    emit('meanSquaredError', {}, [output, target], [losses])
    return { losses, kept: [] }
  },

  backward(_, { output, target, scalars, emit, gradient }) {
    emit('meanSquaredErrorGrad', {}, [output, target, scalars], [gradient])
  },
}
