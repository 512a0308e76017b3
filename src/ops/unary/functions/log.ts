/** y = ln x: −∞ at 0, NaN below. Slope 1 / x. */
import { log as logOf } from '../../../math/elementary.ts'
import { ofArgument } from '../function.ts'

export const log = ofArgument({
  y: (x) => logOf(x),
  slope: (x) => 1 / x,
  cases: [{}],
  domain: [0.3, 8],
})
