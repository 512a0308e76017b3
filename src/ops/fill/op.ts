/**
 * Sets every element to one number; the 'zero' segment clears all gradients with it.
 *
 *   fill   no inputs   outputs y
 */
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'
export interface FillAttributes {
  readonly value: number
}

export const fill = op<FillAttributes, [], [y: Value]>('> y')
