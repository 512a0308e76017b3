/** y = b·y + a·x, as it is defined. */
import type { ReferenceReading } from '../reference.ts'

export const axpbyReference: ReferenceReading<'axpby'> = ({ a, b }, [x], [y]) => {
  for (let i = 0; i < y.data.length; i++) y.data[i] = b * y.data[i] + a * x.data[i]
}
