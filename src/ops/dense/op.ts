/**
 * The fully connected layer: y[n, u] = b[u] + Σ_f w[u, f] · x[n, f], then the activation.
 *
 *   dense            inputs x [N, F], weight [U, F], bias [U] (or none)   outputs y [N, U]
 *   denseGradInput   inputs dy [N, U], weight                             outputs dx [N, F]
 *   denseGradWeight  inputs x, dy                                         outputs dweight (added to)
 *
 * Cost: N·U·F multiply-adds each.
 */
import type { Activation } from '../unary/op.ts'

export interface DenseAttributes {
  readonly activation: Activation | null
}
export type DenseGradInputAttributes = Record<never, never>
export type DenseGradWeightAttributes = Record<never, never>
