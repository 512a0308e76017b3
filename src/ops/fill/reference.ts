/** Fills a value with one number. */
import type { ReferenceReading } from '../reference.ts'

export const fillReference: ReferenceReading<'fill'> = ({ value }, _, [y]) => {
  y.data.fill(value)
}
