/** Cases of the parametric rectifier, with a slope for each channel and with one for all. */
import { all, bothWays } from '../shapes.ts'
import { type Case, exactly, ofSums, oneRounding, type Sketch } from '../sketch.ts'

const kinds = ['a slope a channel', 'one slope'] as const
const slopes = (kind: (typeof kinds)[number], channels: number) => [kind === 'one slope' ? 1 : channels]

/** Some values are 0, and one of them is −0: that side has the slope. */
function withZeros(sketch: Sketch, count: number): Float32Array {
  return sketch.numbers(count).map((x, i) => (i % 5 === 2 ? (i % 2 ? 0 : -0) : x))
}

export const prelu: Case[] = kinds.flatMap((kind) =>
  bothWays(`, ${kind}`, oneRounding, (shape, sketch, y) => {
    const x = sketch.image('x', shape, withZeros(sketch, sketch.batch * shape.reduce((a, b) => a * b)))
    sketch.call('prelu', {}, [x, sketch.parameter('weight', slopes(kind, shape[0]!))], [y])
  }),
)

export const preluGradInput: Case[] = [
  ...kinds.flatMap((kind) =>
    bothWays(`, ${kind}`, oneRounding, (shape, sketch, dx) => {
      const x = sketch.image('x', shape, withZeros(sketch, sketch.batch * shape.reduce((a, b) => a * b)))
      const weight = sketch.parameter('weight', slopes(kind, shape[0]!))
      sketch.call('preluGradInput', {}, [x, sketch.image('dy', shape), weight], [dx])
    }),
  ),
  // x and its gradient may be one value.
  ...bothWays(', with itself', exactly, (shape, sketch, dx) => {
    const x = sketch.image('x', shape)
    sketch.call('preluGradInput', {}, [x, x, sketch.parameter('weight', [1], Float32Array.of(0.5))], [dx])
  }),
]

export const preluGradWeight: Case[] = [[1], [10], [131], [3, 5, 7], [16, 4, 4], [5, 40, 37], [130, 2, 3]].flatMap((shape) =>
  kinds.flatMap((kind) =>
    [...all, 3, 24].map((batch) => ({
      name: `${shape.join('×')}, ${kind}`,
      batch,
      write: (sketch: Sketch) => {
        const dweight = sketch.gradient('dweight', slopes(kind, shape[0]!), ofSums)
        sketch.call('preluGradWeight', {}, [sketch.image('x', shape), sketch.image('dy', shape)], [dweight])
      },
    })),
  ),
)
