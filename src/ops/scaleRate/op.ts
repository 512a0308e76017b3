/**
 * The step's numbers for a group of parameters that learns faster or slower than the others: the learning rate times a factor,
 * all else as it is.
 *
 *   scaleRate   inputs scalars   outputs scaled
 */
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'

export interface ScaleRateAttributes {
  /** Above 0. */
  readonly factor: number
}

export const scaleRate = op<ScaleRateAttributes, [scalars: Value], [scaled: Value]>('scalars > scalars')
