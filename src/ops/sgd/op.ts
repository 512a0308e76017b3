/**
 * Stochastic gradient descent with momentum μ and weight decay λ, over the whole range of parameters at once.
 * As in PyTorch (dampening 0; the velocity starts at 0, so that its first value is g):
 *
 *   g = dw + λ·w;    v = μ·v + g;    w = w − rate · (g + μ·v with Nesterov, v without)
 *
 *   sgd   inputs gradients, scalars   outputs parameters, velocity (no velocity where μ = 0); outputs are read too
 */
import { say } from '../../errors/say.ts'
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'
export interface SgdAttributes {
  readonly momentum: number
  readonly nesterov: boolean
  readonly weightDecay: number
}

export const sgd = op<
  SgdAttributes,
  [gradients: Value, scalars: Value],
  [parameters: Value] | [parameters: Value, velocity: Value]
>('parameters scalars > parameters parameters?', {
  outputs: 'updated',
  check: ({ momentum }, _, [, velocity]) => (momentum !== 0 && !velocity ? say('momentum needs a velocity.') : undefined),
})
