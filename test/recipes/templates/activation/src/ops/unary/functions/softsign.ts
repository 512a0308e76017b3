/**
 * y = x / (1 + |x|). Slope (1 − |y|)².
 * Source: Bergstra, Desjardins, Lamblin, Bengio 2009, Quadratic polynomials learn better image features.
 */
import { ofResult } from '../function.ts'

export const softsign = ofResult({
  y: (x) => (Math.abs(x) === Infinity ? Math.sign(x) : x / (1 + Math.abs(x))),
  slope: (y) => (1 - Math.abs(y)) * (1 - Math.abs(y)),
  cases: [{}],
})
