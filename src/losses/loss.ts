/**
 * What a loss is: a plain value `{ kind, …options }`, and a behaviour that writes its op calls into a plan, as a
 * layer's does. A loss gives one number a picture (`losses` [N]); the op `mean` makes one of them all, divided by
 * the count in `scalars`, and the gradient that a loss writes is of that mean.
 */
import type { Emit } from '../ops/op.ts'
import type { Shape } from '../tensor/shape.ts'
import type { Value } from '../tensor/value.ts'

export interface LossValue {
  readonly kind: string
}

export interface LossContext {
  /** What the model gives: [N, …]. */
  readonly output: Value
  /** Labels, i32 [N], or values of the output's shape. */
  readonly target: Value
  readonly scalars: Value
  readonly emit: Emit
  /** A new batched value; `shape` is without the batch. */
  value(name: string, shape: Shape): Value
}

export interface LossResult {
  /** The loss of each picture, [N]. */
  readonly losses: Value
  /** What `backward` will need. */
  readonly kept: readonly Value[]
}

export interface LossBackwardContext extends Omit<LossContext, 'value'>, LossResult {
  /** Where the gradient of the output goes. */
  readonly gradient: Value
}

export interface LossBehaviour<L extends LossValue = LossValue> {
  /** 'labels': one class number a picture. 'values': as many numbers as the output has. */
  readonly target: 'labels' | 'values'
  /** Refuses an output that the loss cannot read. Shapes without the batch. */
  check(loss: L, output: Shape): void
  forward(loss: L, context: LossContext): LossResult
  backward(loss: L, context: LossBackwardContext): void
}
