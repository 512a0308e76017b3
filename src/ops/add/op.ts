/**
 * The sum of two values of one shape: y = a + b. Joins branches, and sums the gradients of a value that several
 * layers read.
 *
 *   add   inputs a, b   outputs y, all of one shape
 */
import type { Value } from '../../values/value.ts'
import { type NoAttributes, op } from '../signature.ts'

export const add = op<NoAttributes, [a: Value, b: Value], [y: Value]>('x x > x')
