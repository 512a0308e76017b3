/** The loss of a batch, as it is defined: the sum of the images' losses, divided by the given count. */

import type { ReferenceReading } from '../reference.ts'
import { scalarAt } from '../stepNumbers.ts'

export const meanReference: ReferenceReading<'mean'> = (_, [losses, scalars], [loss]) => {
  let sum = 0
  for (let n = 0; n < losses.data.length; n++) sum += losses.data[n]
  loss.data[0] = sum / scalars.data[scalarAt.count]
}
