/** The step's numbers with another learning rate. */
import type { ReferenceReading } from '../reference.ts'
import { scalarAt } from '../stepNumbers.ts'

export const scaleRateReference: ReferenceReading<'scaleRate'> = ({ factor }, [scalars], [scaled]) => {
  scaled.data.set(scalars.data)
  scaled.data[scalarAt.learningRate] *= factor
}
