/**
 * What an optimizer is: a plain value `{ kind, learningRate, … }`, and a behaviour that says what it remembers
 * (ranges as large as that of the parameters) and writes its op calls into the 'update' segment.
 */
import type { Emit } from '../ops/op.ts'
import type { Value } from '../values/value.ts'
import type { Schedule } from './schedules.ts'

/** What every optimizer has as a plain value; options come with its kind. */
export interface OptimizerValue {
  readonly kind: string
  readonly learningRate: number | Schedule
}

/** What an optimizer may use to emit its update. */
export interface UpdateContext<State extends string = string> {
  /** A range of parameters that are updated alike (all of them, where there are no groups), and that of their gradients. */
  readonly parameters: Value
  readonly gradients: Value
  /** The ranges that `states` names. */
  readonly states: Readonly<Record<State, Value>>
  /**
   * The step's numbers: the learning rate, and what `scalars` of the behaviour says (0 where it says nothing: adam divides by
   * it).
   */
  readonly scalars: Value
  readonly emit: Emit
}

/** What a kind of optimizer does, said in op calls. */
export interface OptimizerBehaviour<O extends OptimizerValue = OptimizerValue, State extends string = string> {
  /** The factory of an optimizer of your own, where it checks its options or fills in defaults. */
  // biome-ignore lint/suspicious/noExplicitAny: each optimizer has options of its own
  create?(options: any): O
  /** Names of what it remembers from step to step, in the order in which checkpoints store it. All begin at 0. */
  states(optimizer: O): readonly State[]
  /** Emits the update of a range of parameters; once for each range. */
  emit(optimizer: O, context: UpdateContext<State>): void
  /**
   * Its own numbers of update t = 1, 2, …, for its ops to read in `scalars` from `scalarAt.optimizer` on; at most six. The
   * learning rate is not among them.
   */
  scalars?(optimizer: O, t: number): readonly number[]
}
