/** Cases of average pooling to a given size: windows that tile, overlap and repeat pixels; one axis each way. */
import { all } from '../shapes.ts'
import type { Case, Sketch } from '../sketch.ts'

// biome-ignore format: one geometry a line
const geometries: readonly (readonly [input: readonly [number, number, number], output: readonly [number, number]])[] = [
  [[1, 1, 1], [1, 1]],
  [[3, 4, 6], [2, 3]],
  [[2, 7, 9], [3, 4]],
  [[5, 13, 11], [6, 6]],
  [[3, 10, 7], [7, 5]],
  [[2, 5, 37], [4, 3]],
  [[2, 9, 19], [1, 18]],
  [[17, 3, 5], [1, 1]],
  [[3, 1, 1], [3, 4]],
  [[2, 3, 4], [5, 6]],
  [[3, 2, 3], [7, 7]],
  [[2, 12, 3], [5, 8]],
  [[2, 3, 17], [10, 5]],
]

const casesOf = (write: (sketch: Sketch, input: readonly number[], output: readonly number[]) => void): Case[] =>
  geometries.flatMap(([input, output]) =>
    all.map((batch) => ({
      name: `${input.join('×')} → ${output.join('×')}`,
      batch,
      write: (sketch: Sketch) => write(sketch, input, [input[0], ...output]),
    })),
  )

export const adaptiveAvgPool2d = casesOf((sketch, input, output) =>
  sketch.call('adaptiveAvgPool2d', {}, [sketch.image('x', input)], [sketch.result('y', output)]),
)

export const adaptiveAvgPool2dGrad = casesOf((sketch, input, output) =>
  sketch.call('adaptiveAvgPool2dGrad', {}, [sketch.image('dy', output)], [sketch.result('dx', input)]),
)
