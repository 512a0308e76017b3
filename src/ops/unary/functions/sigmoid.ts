/**
 * y = 1 / (1 + e⁻ˣ). Slope y·(1 − y).
 * Source: Rumelhart, Hinton, Williams 1986, Learning representations by back-propagating errors.
 */
import { exp } from '../../../math/elementary.ts'
import { ofResult } from '../function.ts'

export const sigmoid = ofResult({
  y: (x) => 1 / (1 + exp(-x)),
  slope: (y) => y * (1 - y),
  cases: [{}],
})
