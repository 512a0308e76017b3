/** A value repeated, as it is defined. */
import type { ReferenceReading } from '../reference.ts'
import { placesOf } from '../shared/broadcast.ts'

export const expandReference: ReferenceReading<'expand'> = ({ divisor }, [x], [y]) => {
  // Without the batch, all images have one place in it.
  const shape = x.shape.length < y.shape.length ? [1, ...x.shape] : x.shape
  for (const [i, place] of placesOf(shape, y.shape).entries()) y.data[i] = x.data[place] / divisor
}
