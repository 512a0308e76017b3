/**
 * Cases of local response normalization: windows of one channel, odd and even, wider than there are channels; the usual
 * exponent and others; sums that the squares outweigh by far.
 */
import type { LocalResponseNormAttributes } from '../../../src/ops/localResponseNorm/op.ts'
import { type Shape, sizeOf } from '../../../src/values/shape.ts'
import { all, everyShape } from '../shapes.ts'
import { type Case, ofElements, ofSums, type Sketch } from '../sketch.ts'

const usual = { size: 5, alpha: 2e-5, beta: 0.75, k: 2 }
const strong = { size: 3, alpha: 0.4, beta: 0.75, k: 1 }
const settings: readonly (readonly [name: string, LocalResponseNormAttributes])[] = [
  ['', usual],
  [', strong', strong],
  [', size 1', { ...strong, size: 1 }],
  [', size 4', { ...strong, size: 4 }],
  [', wider than there are channels', { ...strong, size: 2 ** 31 - 1 }],
  [', beta 1', { ...strong, beta: 1 }],
  [', beta 0.5, size 2', { ...strong, size: 2, beta: 0.5 }],
  [', beta 0', { ...strong, beta: 0 }],
  [', alpha 0', { ...strong, alpha: 0 }],
]

/** Flat lists, columns that are no whole vectors, one tile and several. */
const shapes: readonly Shape[] = [[1], [10], [131], [3, 5, 7], [2, 8, 8], [17, 3, 1], [6, 1, 9], [8, 13, 11]]

const numbers = (sketch: Sketch, shape: Shape, size: number) => sketch.numbers(sketch.batch * sizeOf(shape), -size, size)

export const localResponseNorm: Case[] = [
  ...settings.flatMap(([name, attributes]) =>
    everyShape(
      name,
      (shape, sketch) =>
        sketch.call(
          'localResponseNorm',
          attributes,
          [sketch.image('x', shape, numbers(sketch, shape, 3))],
          [sketch.result('y', shape, ofElements)],
        ),
      shapes,
    ),
  ),
  ...all.map((batch) => ({
    name: 'numbers of all sizes',
    batch,
    write: (sketch: Sketch) => {
      const sizes = [0, 1e-30, 1e-3, 1, 40, 3000, 1e6, 1e15, Number.NaN]
      const data = Float32Array.from({ length: batch * 9 * 6 }, (_, i) => sizes[Math.floor(i / 6) % 9]! * (i % 2 ? -1 : 1))
      sketch.call('localResponseNorm', strong, [sketch.image('x', [9, 2, 3], data)], [sketch.result('y', [9, 2, 3], ofElements)])
    },
  })),
]

/** In place where the planner can: dy is made for this call alone. */
export const localResponseNormGrad: Case[] = settings.flatMap(([name, attributes]) =>
  everyShape(
    name,
    (shape, sketch) => {
      const x = sketch.image('x', shape, numbers(sketch, shape, 3))
      sketch.call('localResponseNormGrad', attributes, [x, sketch.image('dy', shape)], [sketch.result('dx', shape, ofSums)])
      const [dy, dx] = [sketch.image('dy again', shape), sketch.between('dx again', shape)]
      sketch.call('localResponseNormGrad', attributes, [x, dy], [dx])
      sketch.call('concat', {}, [dx], [sketch.result('copy', shape, ofSums)])
    },
    shapes,
  ),
)
