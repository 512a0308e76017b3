/** y = eˣ. Slope y. */
import { exp as expOf } from '../../../math/elementary.ts'
import { ofResult } from '../function.ts'

export const exp = ofResult({
  y: (x) => expOf(x),
  slope: (y) => y,
  cases: [{}],
  domain: [-8, 1.5],
})
