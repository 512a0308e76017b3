/**
 * A bias added to what is computed already: y[n, c, …] = activation(x[n, c, …] + bias[c]). Convolutions and dense layers add
 * their own; this is for what is made of other ops, like a transposed convolution. The gradient of the bias is biasGrad, that
 * of x is dy itself (both without the activation).
 *
 *   addBias   inputs x [N, C, …], bias [C]   outputs y, of the shape of x
 *
 * Cost: one addition per element.
 */
import { say } from '../../errors/say.ts'
import { sameShape } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'
import type { Activation } from '../unary/op.ts'

export interface AddBiasAttributes {
  /** A fused activation, or null. */
  readonly activation: Activation | null
}

export const addBias = op<AddBiasAttributes, [x: Value, bias: Value], [y: Value]>('x bias > x', {
  fusesActivation: true,
  check: (_, [x, bias]) =>
    sameShape(bias.shape, x.shape.slice(1, 2)) ? undefined : say('the bias does not have one number per channel.'),
})
