/**
 * The fully connected layer: y[n, u] = b[u] + Σ_f w[u, f] · x[n, f], then the activation.
 *
 *   dense            inputs x [N, F], weight [U, F], bias [U] (or none)   outputs y [N, U]
 *   denseGradInput   inputs dy [N, U], weight                             outputs dx [N, F]
 *   denseGradWeight  inputs x, dy                                         outputs dweight (added to)
 *
 * Cost: N·U·F multiply-adds each.
 */
import type { Value } from '../../values/value.ts'
import { type NoAttributes, op } from '../signature.ts'
import type { Activation } from '../unary/op.ts'

export interface DenseAttributes {
  readonly activation: Activation | null
}

export const dense = op<DenseAttributes, [x: Value, weight: Value] | [x: Value, weight: Value, bias: Value], [y: Value]>(
  'x weight bias? > y',
  {
    fusesActivation: true,
  },
)
export const denseGradInput = op<NoAttributes, [dy: Value, weight: Value], [dx: Value]>('dy weight > dx')
export const denseGradWeight = op<NoAttributes, [x: Value, dy: Value], [dweight: Value]>('x dy > dweight', { outputs: 'updated' })
