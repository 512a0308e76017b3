/**
 * The shapes and batches that an op which goes element by element is tried on, and the two ways to try it: its result as it is,
 * and an inner value with a copy behind, so that the planner may let the op work in place.
 */
import type { Shape } from '../../src/values/shape.ts'
import type { Value } from '../../src/values/value.ts'
import type { Case, Sketch, Tolerance } from './sketch.ts'

/** Without blocks of eight and with them. */
export const all = [1, 7, 8, 16]
const shapes: readonly Shape[] = [[1], [10], [131], [1, 1, 1], [3, 5, 7], [2, 8, 8], [17, 3, 1]]

/** One case for each shape and batch. */
export const everyShape = (name: string, write: (shape: Shape, sketch: Sketch) => void, list = shapes): Case[] =>
  list.flatMap((shape) =>
    all.map((batch) => ({ name: `${shape.join('×')}${name}`, batch, write: (sketch: Sketch) => write(shape, sketch) })),
  )

/** The op's result as it is, or an inner value with a copy behind it. */
export const bothWays = (
  name: string,
  tolerance: Tolerance,
  write: (shape: Shape, sketch: Sketch, y: Value) => void,
  list = shapes,
): Case[] => [
  ...everyShape(name, (shape, sketch) => write(shape, sketch, sketch.result('y', shape, tolerance)), list),
  ...everyShape(
    `${name}, in place`,
    (shape, sketch) => {
      const y = sketch.between('y', shape)
      write(shape, sketch, y)
      sketch.call('concat', {}, [y], [sketch.result('copy', shape, tolerance)])
    },
    list,
  ),
]
