/** y = −x. Slope −1. */
import { ofResult } from '../function.ts'

export const negate = ofResult({
  y: (x) => -x,
  slope: () => -1,
  cases: [{}],
})
