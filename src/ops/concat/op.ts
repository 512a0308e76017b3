/**
 * Joins values along the channels (axis 1), and takes a part of them out again.
 *
 *   concat  inputs [N, C₁, …], [N, C₂, …] …          outputs [N, C₁ + C₂ + …, …]
 *   slice   inputs [N, C, …]                         outputs [N, count, …] = channels start … start + count − 1
 */
import type { Value } from '../../values/value.ts'
import { type NoAttributes, op } from '../signature.ts'
export interface SliceAttributes {
  readonly start: number
}

export const concat = op<NoAttributes, [first: Value, ...others: Value[]], [y: Value]>('x... > y')
export const slice = op<SliceAttributes, [x: Value], [y: Value]>('x > y')
