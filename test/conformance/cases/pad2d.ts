/** Cases of borders: each side alone and all of them, narrower than a vector and wider, as wide as reflection allows. */
import type { PadMode } from '../../../src/ops/pad2d/op.ts'
import { all } from '../shapes.ts'
import { type Case, exactly, type Sketch } from '../sketch.ts'

type Sides = readonly [number, number, number, number]

// biome-ignore format: one geometry a line
const geometries: readonly (readonly [input: readonly [number, number, number], padding: Sides])[] = [
  [[1, 1, 1], [0, 0, 0, 0]],
  [[3, 4, 5], [0, 0, 0, 0]],
  [[2, 5, 7], [1, 1, 1, 1]],
  [[3, 6, 5], [2, 0, 0, 0]],
  [[3, 3, 6], [0, 5, 0, 0]],
  [[2, 4, 3], [0, 0, 3, 0]],
  [[5, 2, 9], [0, 0, 0, 8]],
  [[17, 3, 2], [2, 1, 2, 1]],
  [[2, 8, 13], [3, 12, 7, 9]],
  [[1, 9, 70], [4, 33, 2, 41]],
]
// Wider than the image: only where nothing is mirrored.
const wide: typeof geometries = [
  [
    [2, 1, 1],
    [3, 2, 1, 4],
  ],
  [
    [3, 2, 3],
    [5, 7, 0, 11],
  ],
]

const casesOf = (
  write: (sketch: Sketch, input: readonly number[], padded: readonly number[], padding: Sides, mode: PadMode) => void,
) =>
  (['constant', 'reflect', 'edge'] as const).flatMap((mode) =>
    [...geometries, ...(mode === 'reflect' ? [] : wide)].flatMap(([input, padding]) =>
      all.map(
        (batch): Case => ({
          name: `${mode}, ${input.join('×')}, padding ${padding.join(' ')}`,
          batch,
          write(sketch) {
            const [channels, height, width] = input
            const [top, left, bottom, right] = padding
            write(sketch, input, [channels, top + height + bottom, left + width + right], padding, mode)
          },
        }),
      ),
    ),
  )

export const pad2d = casesOf((sketch, input, padded, padding, mode) =>
  sketch.call('pad2d', { padding, mode, value: 0.75 }, [sketch.image('x', input)], [sketch.result('y', padded, exactly)]),
)

export const pad2dGrad = casesOf((sketch, input, padded, padding, mode) =>
  sketch.call('pad2dGrad', { padding, mode }, [sketch.image('dy', padded)], [sketch.result('dx', input)]),
)
