/** The loss of a batch, as it is defined: the sum of the pictures' losses, divided by the given count. */
import { scalarAt } from '../op.ts'
import type { ReferenceReading } from '../reference.ts'

export const meanReference: ReferenceReading<'mean'> = (_, [losses, scalars], [loss]) => {
  let sum = 0
  for (let n = 0; n < losses!.data.length; n++) sum += losses!.data[n]
  loss!.data[0] = sum / scalars!.data[scalarAt.count]
}
