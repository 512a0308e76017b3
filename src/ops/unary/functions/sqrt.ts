/** y = √x, NaN below 0. Slope 1 / (2y): ∞ at 0. */
import { ofResult } from '../function.ts'

export const sqrt = ofResult({
  y: (x) => Math.sqrt(x),
  slope: (y) => 1 / (2 * y),
  cases: [{}],
  domain: [0.3, 8],
})
