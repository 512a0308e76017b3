/**
 * y = max(x, 0). Slope 1 where y > 0, else 0.
 * Source: Nair, Hinton 2010, Rectified linear units improve restricted Boltzmann machines.
 */
import { ofResult } from '../function.ts'

export const relu = ofResult({
  y: (x) => Math.max(x, 0),
  slope: (y) => (y > 0 ? 1 : 0),
  cases: [{}],
})
