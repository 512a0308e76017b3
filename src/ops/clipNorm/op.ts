/**
 * Shortens a vector that is longer than `most`, and leaves a shorter one as it is: x = x · min(1, most / ‖x‖), with
 * ‖x‖ = √Σ x². Over all gradients at once, before the optimizer reads them: one step then moves no further than it would from a
 * gradient of that length.
 *
 *   clipNorm   no inputs   outputs x, which is read too
 *
 * Cost: one multiply-add and one multiplication per element.
 * Source: Pascanu, Mikolov, Bengio 2013, On the difficulty of training recurrent neural networks.
 */
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'

export interface ClipNormAttributes {
  /** Above 0. */
  readonly most: number
}

export const clipNorm = op<ClipNormAttributes, [], [x: Value]>('> x', { outputs: 'updated' })
