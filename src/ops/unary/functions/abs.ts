/** y = |x|. Slope 1 where x > 0, −1 where x < 0, 0 at 0. */
import { ofArgument } from '../function.ts'

export const abs = ofArgument({
  y: (x) => Math.abs(x),
  slope: (x) => (x > 0 ? 1 : x < 0 ? -1 : 0),
  cases: [{}],
})
