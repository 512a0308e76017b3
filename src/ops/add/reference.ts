/** The sum of two values, as it is defined. */
import type { ReferenceReading } from '../reference.ts'

export const addReference: ReferenceReading<'add'> = (_, [a, b], [y]) => {
  for (let i = 0; i < y.data.length; i++) y.data[i] = a.data[i] + b.data[i]
}
