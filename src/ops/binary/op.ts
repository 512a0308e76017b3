/**
 * Arithmetic of two values, element by element, with broadcasting: a and b have the same number of dimensions, each size equal or
 * 1, and one number then stands for every place. The batch is always that of both.
 *
 *   add a + b    subtract a − b    multiply a · b    divide a / b    power aᵇ    minimum    maximum
 *
 *   binary      inputs a, b [N, …]        outputs y [N, …], with the larger of each two sizes
 *   binaryGrad  inputs a, b, dy (of y)    outputs dy · ∂y/∂a or ∂y/∂b, of the shape of y: where the operand stands for several
 *                                         places, `reduce` then sums them
 *
 * As IEEE 754 has it, divide gives ±∞ (0/0: NaN) where b is 0. Of minimum and maximum a NaN on either side is the result, and at
 * equal numbers each gets half of the gradient. power is C's pow: NaN where a is negative and b not whole. Its gradients are
 * b · a^(b − 1), 0 where b is 0, and aᵇ · ln a, which is 0 where a is 0 and b ≥ 0, and NaN where a is negative. All of this is
 * as PyTorch has it.
 *
 * `add` and `multiply` of one shape are ops of their own: the first sums gradients wherever a value has several readers, and the
 * second also takes one number a channel, with the gradient of a gate in one pass. Cost: one operation an element.
 */
import { type Sentence, say } from '../../errors/say.ts'
import { sameShape } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import { broadcastShape, doNotFit, misfit } from '../shared/broadcast.ts'
import { op } from '../signature.ts'

/** A function's number in routines is its place here, from 1 on. */
export const binaryFunctions = ['add', 'subtract', 'multiply', 'divide', 'power', 'minimum', 'maximum'] as const
export type BinaryFunction = (typeof binaryFunctions)[number]

export interface BinaryAttributes {
  readonly fn: BinaryFunction
}

export interface BinaryGradAttributes extends BinaryAttributes {
  /** By which of the two it is derived. */
  readonly of: 'a' | 'b'
}

export const binary = op<BinaryAttributes, [a: Value, b: Value], [y: Value]>('a b > y', {
  check: ({ fn }, [a, b], [y]) =>
    unknown(fn) ?? misfit([a, b], y) ?? (sameShape(broadcastShape(a.shape, b.shape)!, y.shape) ? undefined : doNotFit()),
})
export const binaryGrad = op<BinaryGradAttributes, [a: Value, b: Value, dy: Value], [dx: Value]>('a b y > y', {
  check: ({ fn, of }, [a, b], [dx]) =>
    unknown(fn) ?? (['a', 'b'].includes(of) ? misfit([a, b], dx) : say("of must be 'a' or 'b'.")),
})

function unknown(fn: BinaryFunction): Sentence | undefined {
  return binaryFunctions.includes(fn)
    ? undefined
    : say('fn must be one of {functions}.', { functions: binaryFunctions.join(', ') })
}
