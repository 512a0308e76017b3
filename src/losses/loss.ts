/**
 * What a loss is: a plain value `{ kind, …options }`, and a behaviour that writes its op calls into a plan, as a
 * layer's does. A loss gives one number an image (`losses` [N]); the op `mean` makes one of them all, divided by
 * the count in `scalars`, and the gradient that a loss writes is of that mean.
 */
import type { Emit } from '../ops/op.ts'
import type { Shape } from '../values/shape.ts'
import type { Value } from '../values/value.ts'

/** What every loss has as a plain value; options come with its kind. */
export interface LossValue {
  readonly kind: string
}

/** What a loss may use to emit its forward calls. `scalars` are the step's numbers (the count among them). */
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

/** What the forward calls of a loss give. */
export interface LossResult<Kept extends readonly Value[] = readonly Value[]> {
  /** The loss of each image, [N]. */
  readonly losses: Value
  /** What `backward` will need. */
  readonly kept: Kept
}

/** What a loss may use to emit its backward calls. */
export interface LossBackwardContext<Kept extends readonly Value[] = readonly Value[]>
  extends Omit<LossContext, 'value'>,
    LossResult<Kept> {
  /** Where the gradient of the output goes. */
  readonly gradient: Value
}

/** What a kind of loss does, said in op calls. */
export interface LossBehaviour<L extends LossValue = LossValue, Kept extends readonly Value[] = readonly Value[]> {
  /** The factory of a loss of your own, where it checks its options or fills in defaults. */
  // biome-ignore lint/suspicious/noExplicitAny: each loss has options of its own
  create?(options: any): L
  /** 'labels': one class number an image. 'values': as many numbers as the output has. */
  readonly target: 'labels' | 'values'
  /** Whether it makes probabilities of the output itself: then the model must end in scores, not in a softmax. Default false. */
  readonly takesScores?: boolean
  /** Refuses an output that the loss cannot read. Shapes without the batch. */
  check(loss: L, output: Shape): void
  /** Emits the loss of each image. */
  forward(loss: L, context: LossContext): LossResult<Kept>
  /** Emits the gradient of the output: of the sum of all losses, divided by the step's count. */
  backward(loss: L, context: LossBackwardContext<Kept>): void
}
