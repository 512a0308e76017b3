/**
 * Joins values along the channels (axis 1); `slice` takes a part of them out again.
 *
 *   concat  inputs [N, C₁, …], [N, C₂, …] …          outputs [N, C₁ + C₂ + …, …]
 */
import type { Value } from '../../values/value.ts'
import { type NoAttributes, op } from '../signature.ts'

export const concat = op<NoAttributes, [first: Value, ...others: Value[]], [y: Value]>('x... > y')
