/** A vector shortened to a length, as it is defined. */
import type { ReferenceReading } from '../reference.ts'

export const clipNormReference: ReferenceReading<'clipNorm'> = ({ most }, _, [x]) => {
  let squares = 0
  for (let i = 0; i < x.data.length; i++) squares += x.data[i] * x.data[i]
  const norm = Math.sqrt(squares)
  if (norm > most) for (let i = 0; i < x.data.length; i++) x.data[i] *= most / norm
}
