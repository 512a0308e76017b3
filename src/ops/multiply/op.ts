/**
 * The product of two values, element by element: y = a · b. `b` has the shape of `a`, or one number a channel of each image,
 * which is then broadcast: gates, as in squeeze-and-excitation or swish. The gradient of `a` is dy · b, the same op
 * again; that of a `b` of one shape is dy · a, and that of one number a channel the sum of it over the places: channelDots.
 *
 *   multiply     inputs a [N, C, …], b [N, C, …] or [N, C, 1, 1]     outputs y, of the shape of a
 *   channelDots  inputs a, b [N, C, H, W]                            outputs y [N, C, 1, 1]: y[n, c] = Σ_h Σ_w a · b
 *
 * Cost: one multiplication (channelDots: multiply-add) an element.
 */
import { say } from '../../errors/say.ts'
import { sameShape, sizeOf } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import { type NoAttributes, op } from '../signature.ts'

export const multiply = op<NoAttributes, [a: Value, b: Value], [y: Value]>('a b > a', {
  check: (_, [a, b]) =>
    a.batched === b.batched && (sameShape(a.shape, b.shape) || isGate(b, a))
      ? undefined
      : say('b has neither the shape of a nor one number per channel.'),
})
export const channelDots = op<NoAttributes, [a: Value, b: Value], [y: Value]>('a a > y', {
  check: (_, [a], [y]) => (isGate(y, a) ? undefined : say('y does not have one number per channel.')),
})

/** One number for each channel of each image. */
function isGate({ shape: [N, C, ...places] }: Value, { shape }: Value): boolean {
  return places.length === 2 && shape.length === 4 && N === shape[0] && C === shape[1] && sizeOf(places) === 1
}
