/**
 * The axes in another order: y[i₀, i₁ …] = x[j₀, j₁ …], where axis k of y is the axis axes[k] of x.
 *
 *   transpose   inputs x [N, …]   outputs y [N, …]
 *
 * `axes` are a permutation of those behind the batch. Its gradient is the same op with the inverse permutation. Cost: a copy.
 */
import { say } from '../../errors/say.ts'
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'

export interface TransposeAttributes {
  /** The axis 0 is the first behind the batch. */
  readonly axes: readonly number[]
}

export const transpose = op<TransposeAttributes, [x: Value], [y: Value]>('x > y', {
  check: ({ axes }, [x], [y]) => {
    const [[batch, ...before], [sameBatch, ...after]] = [x.shape, y.shape]
    const fits =
      batch === sameBatch &&
      axes.length === before.length &&
      axes.length === after.length &&
      new Set(axes).size === axes.length &&
      axes.every((axis, i) => before[axis] === after[i] && before[axis] !== undefined)
    return fits ? undefined : say('its axes are not those of the values.')
  },
})
