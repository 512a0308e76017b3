/**
 * Cases of batch normalisation: sums over channels of all sizes, and what is made with them, with and without weight and bias.
 */
import type { Shape } from '../../../src/values/shape.ts'
import { all, bothWays, everyShape } from '../shapes.ts'
import { type Case, ofElements, ofSums, type Sketch } from '../sketch.ts'

/** One number a plane, planes with a rest, and one beyond a part of a sum. */
const shapes: readonly Shape[] = [[5], [1, 1, 2], [3, 5, 7], [2, 8, 8], [17, 3, 1], [3, 40, 67]]
const epsilon = 1e-5

/** One number for each channel. */
const each = (sketch: Sketch, [C]: Shape, name: string, low = -1) => sketch.parameter(name, [C!], sketch.numbers(C!, low, 2))
const statistics = (sketch: Sketch, shape: Shape) => [each(sketch, shape, 'mean'), each(sketch, shape, 'variance', 0.1)] as const

export const channelMoments: Case[] = [
  ...everyShape(
    '',
    (shape, sketch) => {
      const found = [
        sketch.number('mean', { ...ofSums, size: 1 }, [shape[0]!]),
        sketch.number('variance', ofSums, [shape[0]!]),
      ] as const
      sketch.call('channelMoments', {}, [sketch.image('x', shape)], found)
    },
    shapes,
  ),
  // A spread of 1 around 10,000: a sum of squares less the squared mean would keep nothing of it.
  ...all.map((batch) => ({
    name: 'far from 0',
    batch,
    write: (sketch: Sketch) => {
      const x = sketch.image('x', [3, 20, 30], sketch.numbers(batch * 1800, 9999.5, 10000.5))
      const found = [
        sketch.number('mean', ofElements, [3]),
        sketch.number('variance', { relative: 1e-4, floor: 1 }, [3]),
      ] as const
      sketch.call('channelMoments', {}, [x], found)
    },
  })),
]

export const channelNorm: Case[] = ([0, 1, 2] as const).flatMap((parameters) =>
  bothWays(
    `, ${['plain', 'with weight', 'with weight and bias'][parameters]}`,
    ofSums,
    (shape, sketch, y) => {
      const read = [sketch.image('x', shape), ...statistics(sketch, shape)] as const
      const [weight, bias] = [each(sketch, shape, 'weight'), each(sketch, shape, 'bias')]
      const reads = [read, [...read, weight], [...read, weight, bias]] as const
      sketch.call('channelNorm', { epsilon }, reads[parameters], [y])
    },
    shapes,
  ),
)

export const channelNormSums: Case[] = everyShape(
  '',
  (shape, sketch) => {
    const found = [sketch.number('dySum', ofSums, [shape[0]!]), sketch.number('dyXSum', ofSums, [shape[0]!])] as const
    const read = [sketch.image('dy', shape), sketch.image('x', shape), ...statistics(sketch, shape)] as const
    sketch.call('channelNormSums', { epsilon }, read, found)
  },
  shapes,
)

export const channelNormGrad: Case[] = [false, true].flatMap((weighted) =>
  bothWays(
    weighted ? ', with weight' : '',
    ofSums,
    (shape, sketch, dx) => {
      const sums = [each(sketch, shape, 'dySum'), each(sketch, shape, 'dyXSum')] as const
      const read = [sketch.image('dy', shape), sketch.image('x', shape), ...statistics(sketch, shape), ...sums] as const
      sketch.call('channelNormGrad', { epsilon }, weighted ? [...read, each(sketch, shape, 'weight')] : read, [dx])
    },
    shapes,
  ),
)

export const channelScale: Case[] = [false, true].flatMap((weighted) =>
  bothWays(
    weighted ? ', with weight' : '',
    ofElements,
    (shape, sketch, dx) => {
      const read = [sketch.image('dy', shape), each(sketch, shape, 'variance', 0.1)] as const
      sketch.call('channelScale', { epsilon }, weighted ? [...read, each(sketch, shape, 'weight')] : read, [dx])
    },
    shapes,
  ),
)
