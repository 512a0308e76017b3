/**
 * A value repeated: y = x / divisor at every place that x stands for. Sizes of x are those of y or 1. One that is not batched is
 * repeated for every image: a parameter that all images read. With a divisor it is the gradient of a mean, as without one it is
 * that of a sum (`reduce`).
 *
 *   expand   inputs x [N, …], or […] without the batch   outputs y [N, …]
 *
 * The gradient of x is the sum over what it stands for: `reduce`; where it is not batched, `biasGrad`. Cost: one copy.
 */
import type { Value } from '../../values/value.ts'
import { doNotFit, isBroadcast, misfit } from '../shared/broadcast.ts'
import { op } from '../signature.ts'

export interface ExpandAttributes {
  readonly divisor: number
}

export const expand = op<ExpandAttributes, [x: Value], [y: Value]>('x > y', {
  check: (_, [x], [y]) => {
    if (x.batched) return misfit([x], y)
    return misfit([], y) ?? (isBroadcast(x.shape, y.shape.slice(1)) ? undefined : doNotFit())
  },
})
