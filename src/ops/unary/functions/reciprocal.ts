/** y = 1 / x: ±∞ at ±0. Slope −y². */
import { ofResult } from '../function.ts'

export const reciprocal = ofResult({
  y: (x) => 1 / x,
  slope: (y) => -y * y,
  cases: [{}],
  domain: [0.5, 8],
})
