/**
 * y = ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|), which overflows nowhere. Slope 1 − e^−y, the logistic function of x.
 * Source: Dugas, Bengio, Bélisle, Nadeau, Garcia 2000, Incorporating second-order functional knowledge.
 */
import { exp, expm1, log1p } from '../../../math/elementary.ts'
import { ofResult } from '../function.ts'

export const softplus = ofResult({
  y: (x) => Math.max(x, 0) + log1p(exp(-Math.abs(x))),
  slope: (y) => -expm1(-y),
  cases: [{}],
})
