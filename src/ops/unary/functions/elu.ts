/**
 * y = x where x > 0, else α·(eˣ − 1), with α ≥ 0. Slope 1 where y > 0, else y + α.
 * Source: Clevert, Unterthiner, Hochreiter 2015, Fast and accurate deep network learning by exponential linear units.
 */
import { expm1 } from '../../../math/elementary.ts'
import { ofResult } from '../function.ts'

export const elu = ofResult<{ readonly alpha: number }>({
  y: (x, { alpha }) => (x > 0 ? x : alpha * expm1(x)),
  slope: (y, { alpha }) => (y > 0 ? 1 : y + alpha),
  cases: [{ alpha: 1 }, { alpha: 0.5 }],
})
