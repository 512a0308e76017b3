/** The product of matrices, as it is defined; sums in double precision. */
import type { ReferenceReading } from '../reference.ts'
import { eachPlace, indexOf } from '../shared/eachPlace.ts'
import { productOf } from './op.ts'

export const matMulReference: ReferenceReading<'matMul'> = (attributes, [a, b], [y]) => {
  const { rows, depth, columns, leading } = productOf(attributes, a.shape, b.shape, y.shape)
  const { transposeA, transposeB } = attributes
  // Sums go over several matrices where y has one for all of them.
  const sums = new Float64Array(y.data.length)
  eachPlace(leading, (place) => {
    const [ofA, ofB, ofY] = [a, b, y].map(({ shape }) => {
      const sizes = shape.slice(0, -2)
      return indexOf(
        sizes,
        place.map((i, axis) => (sizes[axis] === 1 ? 0 : i)),
      )
    }) as [number, number, number]
    for (let m = 0; m < rows; m++)
      for (let p = 0; p < columns; p++) {
        let sum = 0
        for (let k = 0; k < depth; k++) {
          const fromA = transposeA ? k * rows + m : m * depth + k
          const fromB = transposeB ? p * depth + k : k * columns + p
          sum += a.data[ofA * rows * depth + fromA] * b.data[ofB * depth * columns + fromB]
        }
        sums[(ofY * rows + m) * columns + p]! += sum
      }
  })
  y.data.set(sums)
}
