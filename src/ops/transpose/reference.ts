/** Axes in another order, as it is defined. */
import type { ReferenceReading } from '../reference.ts'
import { eachPlace, indexOf } from '../shared/eachPlace.ts'

export const transposeReference: ReferenceReading<'transpose'> = ({ axes }, [x], [y]) => {
  eachPlace(y.shape, (place) => {
    const from = [...place]
    for (const [i, axis] of axes.entries()) from[axis + 1] = place[i + 1]!
    y.data[indexOf(y.shape, place)] = x.data[indexOf(x.shape, from)]
  })
}
