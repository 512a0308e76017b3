/** Chosen places of an axis, and the sums back into them, as they are defined; sums in double precision. */
import type { ReferenceReading } from '../reference.ts'
import { sidesOf } from './op.ts'

export const gatherReference: ReferenceReading<'gather'> = (attributes, [x], [y]) => {
  const { outer, size, inner } = sidesOf(attributes, x)
  const { indices } = attributes
  for (let o = 0; o < outer; o++)
    for (const [i, index] of indices.entries())
      for (let p = 0; p < inner; p++) y.data[(o * indices.length + i) * inner + p] = x.data[(o * size + index) * inner + p]
}

export const gatherGradReference: ReferenceReading<'gatherGrad'> = (attributes, [dy], [dx]) => {
  const { outer, size, inner } = sidesOf(attributes, dx)
  const { indices } = attributes
  const sums = new Float64Array(dx.data.length)
  for (let o = 0; o < outer; o++)
    for (const [i, index] of indices.entries())
      for (let p = 0; p < inner; p++) sums[(o * size + index) * inner + p]! += dy.data[(o * indices.length + i) * inner + p]
  dx.data.set(sums)
}
