/**
 * Reductions over dimensions of each image: those in which y has a size of 1 and x a larger one. Never over the batch: images do
 * not see each other.
 *
 *   sum, mean   the gradient is dy, repeated (and divided by how many there were): `expand`
 *   max, min    the gradient is shared evenly among the places that hold the largest (least) number, as PyTorch's amax does it
 *
 *   reduce        inputs x [N, …]                     outputs y [N, …], whose sizes are those of x or 1
 *   extremumGrad  inputs x, y, dy (of max or min)     outputs dx = dy / count where x = y, else 0
 *
 * A NaN in x is one in y. Cost: one operation an element. Sums are made in parts of up to 128 numbers, so that what is lost grows
 * with the number of parts, and not with that of the numbers.
 */
import { say } from '../../errors/say.ts'
import type { Value } from '../../values/value.ts'
import { misfit } from '../shared/broadcast.ts'
import { type NoAttributes, op } from '../signature.ts'

/** A function's number in routines is its place here. */
export const reductions = ['sum', 'mean', 'max', 'min'] as const
export type Reduction = (typeof reductions)[number]

export interface ReduceAttributes {
  readonly fn: Reduction
}

export const reduce = op<ReduceAttributes, [x: Value], [y: Value]>('x > y', {
  check: ({ fn }, [x], [y]) =>
    reductions.includes(fn) ? misfit([y], x) : say('fn must be one of {functions}.', { functions: reductions.join(', ') }),
})
export const extremumGrad = op<NoAttributes, [x: Value, y: Value, dy: Value], [dx: Value]>('x y y > x', {
  check: (_, [x, y]) => misfit([y], x),
})
