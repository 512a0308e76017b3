/**
 * y = min(max(x / 6 + 1/2, 0), 1): straight lines for the logistic function. Slope 1/6 where 0 < y < 1, else 0.
 * Source: Courbariaux, Bengio, David 2015, BinaryConnect; in this form Howard et al. 2019, Searching for MobileNetV3.
 */
import { ofResult } from '../function.ts'

export const hardSigmoid = ofResult({
  y: (x) => Math.min(Math.max(x + 3, 0), 6) / 6,
  slope: (y) => (y > 0 && y < 1 ? 1 / 6 : 0),
  cases: [{}],
})
