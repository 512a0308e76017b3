/**
 * y = x · tanh(ln(1 + eˣ)) = x·n / (n + 2) with e = eˣ, n = e·(e + 2). Slope n / (n + 2) + 4·x·e·(1 + e) / (n + 2)².
 * Source: Misra 2019, Mish: a self regularized non-monotonic activation function.
 */
import { exp } from '../../../math/elementary.ts'
import { ofArgument } from '../function.ts'

/** Above it the fraction is 1 in double precision, and e² may overflow. */
const most = 40

export const mish = ofArgument({
  y(x) {
    const e = exp(Math.min(x, most))
    const n = e * (e + 2)
    return x * (n / (n + 2))
  },
  slope(x) {
    const below = Math.min(x, most)
    const e = exp(below)
    const n = e * (e + 2)
    return n / (n + 2) + (4 * below * e * (1 + e)) / ((n + 2) * (n + 2))
  },
  cases: [{}],
})
