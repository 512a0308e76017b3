/** y = x². Slope 2x. */
import { ofArgument } from '../function.ts'

export const square = ofArgument({
  y: (x) => x * x,
  slope: (x) => 2 * x,
  cases: [{}],
})
