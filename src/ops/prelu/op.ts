/**
 * The parametric rectifier: y = x where x > 0, else a · x, with a slope a that is learned: one a channel, or one for all.
 *
 *   dx = dy where x > 0, else a · dy;  dweight[c] = Σ_n Σ_h Σ_w dy · x over the places where x ≤ 0
 *
 *   prelu            inputs x [N, C, …], weight [C] or [1]    outputs y, of the shape of x
 *   preluGradInput   inputs x, dy, weight                     outputs dx
 *   preluGradWeight  inputs x, dy                             outputs dweight (added to)
 *
 * A slope may become negative, so it is the argument that tells which side a value was on, and not the result.
 * Cost: one multiplication a value each (preluGradWeight: multiply-add).
 * Source: He, Zhang, Ren, Sun 2015, Delving deep into rectifiers.
 */
import { type Sentence, say } from '../../errors/say.ts'
import { sameShape } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import { type NoAttributes, op } from '../signature.ts'

export const prelu = op<NoAttributes, [x: Value, weight: Value], [y: Value]>('x weight > x', {
  check: (_, [x, weight]) => wrongSlopes(x, weight),
})
export const preluGradInput = op<NoAttributes, [x: Value, dy: Value, weight: Value], [dx: Value]>('x x weight > x', {
  check: (_, [x, , weight]) => wrongSlopes(x, weight),
})
export const preluGradWeight = op<NoAttributes, [x: Value, dy: Value], [dweight: Value]>('x x > dweight', {
  outputs: 'updated',
  check: (_, [x], [dweight]) => wrongSlopes(x, dweight),
})

function wrongSlopes({ shape: [, channels] }: Value, { shape, batched }: Value): Sentence | undefined {
  return !batched && (sameShape(shape, [1]) || sameShape(shape, [channels!]))
    ? undefined
    : say('weight has neither one number nor one per channel.')
}
