/**
 * y = x·Φ(x) with Φ the distribution function of the normal distribution, ½·erfc(−x / √2): the exact form. Slope
 * Φ(x) + x·φ(x), φ(x) = e^(−x² / 2) / √(2π).
 * Source: Hendrycks, Gimpel 2016, Gaussian error linear units.
 */
import { erfc, exp } from '../../../math/elementary.ts'
import { ofArgument } from '../function.ts'

const phi = (x: number) => 0.5 * erfc(-x * Math.SQRT1_2)
const density = (x: number) => 0.3989422804014327 * exp((-x * x) / 2)

export const gelu = ofArgument({
  y: (x) => x * phi(x),
  slope: (x) => phi(x) + x * density(x),
  cases: [{}],
})
