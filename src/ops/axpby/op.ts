/**
 * A value that steps on towards another: y = b·y + a·x, element by element. With a = b = 1 it adds x to y; with a = m and
 * b = 1 − m it is the running average of the values that x takes.
 *
 *   axpby   inputs x   outputs y, which is read too
 *
 * Cost: one multiplication and one multiply-add an element. Source: the name is that of BLAS.
 */
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'

export interface AxpbyAttributes {
  readonly a: number
  readonly b: number
}

export const axpby = op<AxpbyAttributes, [x: Value], [y: Value]>('x > x', { outputs: 'updated' })
