/** Every element times one number, as it is defined. */
import type { ReferenceReading } from '../reference.ts'

export const scaleReference: ReferenceReading<'scale'> = ({ factor }, [x], [y]) => {
  for (let i = 0; i < y.data.length; i++) y.data[i] = factor * x.data[i]
}
