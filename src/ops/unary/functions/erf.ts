/**
 * y = erf(x) = 2/√π · ∫₀ˣ e^(−t²) dt. Slope 2/√π · e^(−x²).
 * Source: Abramowitz, Stegun 1964, Handbook of mathematical functions, 7.1.
 */
import { erf as exact, exp } from '../../../math/elementary.ts'
import { ofArgument } from '../function.ts'

export const erf = ofArgument({
  y: (x) => exact(x),
  slope: (x) => 1.1283791670955126 * exp(-x * x),
  cases: [{}],
})
