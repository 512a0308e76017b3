/**
 * The step's own numbers, written before `run` into two small values: `scalars` ('real') and `counters` ('i32'). Ops that
 * need one take the whole value as an input and read it at these places.
 */
export const scalarAt = {
  learningRate: 0,
  /** The number of images that the loss is divided by. */
  count: 1,
  /** From here on: what the optimizer says of its update (`OptimizerBehaviour.scalars`), in its own order. */
  optimizer: 2,
} as const
export const counterAt = { seed: 0, step: 1, epoch: 2 } as const
export const scalarCount = 8
export const counterCount = 8
/** How many numbers of its own an optimizer can say. */
export const mostOptimizerScalars = scalarCount - scalarAt.optimizer
