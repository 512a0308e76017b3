/**
 * y = x · min(max(x + 3, 0), 6) / 6. Slope 0 where x < −3, 1 where x > 3, between them x / 3 + 1/2 (at −3 and 3, too, as in
 * PyTorch).
 * Source: Howard et al. 2019, Searching for MobileNetV3.
 */
import { ofArgument } from '../function.ts'

export const hardSwish = ofArgument({
  y: (x) => (x * Math.min(Math.max(x + 3, 0), 6)) / 6,
  slope: (x) => (x < -3 ? 0 : x > 3 ? 1 : x / 3 + 0.5),
  cases: [{}],
})
