/**
 * y = x · σ(x) = x / (1 + e⁻ˣ), also called swish. Slope σ(x)·(1 + x·(1 − σ(x))).
 * Source: Hendrycks, Gimpel 2016; Ramachandran, Zoph, Le 2017, Searching for activation functions.
 */
import { exp } from '../../../math/elementary.ts'
import { ofArgument } from '../function.ts'

export const silu = ofArgument({
  y: (x) => x / (1 + exp(-x)),
  slope(x) {
    const gate = 1 / (1 + exp(-x))
    return gate * (1 + x * (1 - gate))
  },
  cases: [{}],
})
