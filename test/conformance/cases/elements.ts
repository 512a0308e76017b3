/**
 * Cases of ops that work on elements or move them: functions, sums, dropout, joining, softmax, filling. Some are made
 * twice: once as they are, and once with a copy behind, so that the planner may let them work in place.
 */

import { streams } from '../../../src/math/random.ts'
import type { Activation } from '../../../src/ops/unary/op.ts'
import { functionOf } from '../../../src/ops/unary/reference.ts'
import { type Shape, sizeOf } from '../../../src/values/shape.ts'
import type { Value } from '../../../src/values/value.ts'
import { activations, byArgument, byResult, showActivation } from '../activations.ts'
import { all, bothWays, everyShape } from '../shapes.ts'
import { type Case, exactly, ofElements, ofSums, oneRounding, type Sketch } from '../sketch.ts'

// biome-ignore format: a list of numbers
const edges = Float32Array.of(
  0, -0, 1e-30, -1e-30, 1e-4, -1e-4, 9, -9, 20, -20, 88, -88, 104, -104, 1000, -1000, 3e38, -3e38, Infinity, -Infinity, Number.NaN,
)

export const unary: Case[] = activations.flatMap((activation) => [
  ...bothWays(`, ${showActivation(activation)}`, ofElements, (shape, sketch, y) => {
    const x = sketch.image('x', shape, sketch.numbers(sketch.batch * sizeOf(shape), -6, 6))
    sketch.call('unary', { activation }, [x], [y])
  }),
  ...all.map((batch) => ({
    name: `${showActivation(activation)} at its edges`,
    batch,
    write: (sketch: Sketch) => {
      const data = Float32Array.from({ length: batch * edges.length }, (_, i) => edges[i % edges.length]!)
      sketch.call(
        'unary',
        { activation },
        [sketch.image('x', [edges.length], data)],
        [sketch.result('y', [edges.length], { relative: 2e-6, floor: 1e-36, size: 1 })],
      )
    },
  })),
])

/** Arguments up to `size`, of which every fifth is 0. */
const argumentsOf = (sketch: Sketch, shape: Shape, size: number) =>
  sketch.numbers(sketch.batch * sizeOf(shape), -size, size).map((x, i) => (i % 5 === 2 ? 0 : x))

/** Slopes are about 1. Near 0 each is as exact as itself; where it is what is left of two numbers, as exact as those. */
const ranges = [
  ['', 1.4, ofElements],
  [', far', 14, { relative: 2e-6, floor: 1, size: 1 }],
] as const

/** Where the argument is at an edge, and so the result. */
const atEdges = (activation: Activation, write: (sketch: Sketch, x: Float32Array, dy: Value, dx: Value) => void): Case[] =>
  all.map((batch) => ({
    name: `${showActivation(activation)} at its edges`,
    batch,
    write: (sketch: Sketch) => {
      const x = Float32Array.from({ length: batch * edges.length }, (_, i) => edges[i % edges.length]!)
      const dx = sketch.result('dx', [edges.length], { relative: 2e-6, floor: 1, size: 1 })
      write(sketch, x, sketch.image('dy', [edges.length]), dx)
    },
  }))

export const unaryGrad: Case[] = byResult.flatMap((activation) => [
  ...atEdges(activation, (sketch, x, dy, dx) => {
    const y = sketch.image('y', [edges.length], x.map(functionOf(activation)))
    sketch.call('unaryGrad', { activation }, [y, dy], [dx])
  }),
  ...ranges.flatMap(([note, size, tolerance]) =>
    bothWays(`, ${showActivation(activation)}${note}`, tolerance, (shape, sketch, dx) => {
      const y = sketch.image('y', shape, argumentsOf(sketch, shape, size).map(functionOf(activation)))
      sketch.call('unaryGrad', { activation }, [y, sketch.image('dy', shape)], [dx])
    }),
  ),
])

export const unaryGradAt: Case[] = byArgument.flatMap((activation) => [
  ...atEdges(activation, (sketch, x, dy, dx) =>
    sketch.call('unaryGradAt', { activation }, [sketch.image('x', [edges.length], x), dy], [dx]),
  ),
  ...ranges.flatMap(([note, size]) =>
    bothWays(`, ${showActivation(activation)}${note}`, { relative: 1e-6, floor: 1, size: 1 }, (shape, sketch, dx) => {
      const x = sketch.image('x', shape, argumentsOf(sketch, shape, size))
      sketch.call('unaryGradAt', { activation }, [x, sketch.image('dy', shape)], [dx])
    }),
  ),
])

export const add = bothWays('', oneRounding, (shape, sketch, y) =>
  sketch.call('add', {}, [sketch.image('a', shape), sketch.image('b', shape)], [y]),
).concat(
  everyShape(', with itself', (shape, sketch) => {
    const a = sketch.image('a', shape)
    sketch.call('add', {}, [a, a], [sketch.result('y', shape)])
  }),
)

export const fill: Case[] = [0, -2.5].flatMap((value) => [
  ...everyShape(`, ${value}`, (shape, sketch) => sketch.call('fill', { value }, [], [sketch.result('y', shape, exactly)])),
  ...[1, 8].flatMap((batch) =>
    [1, 5, 64, 10007].map((length) => ({
      name: `${length} gradients, ${value}`,
      batch,
      write: (sketch: Sketch) => sketch.call('fill', { value }, [], [sketch.gradient('gradients', [length], exactly)]),
    })),
  ),
])

export const dropout: Case[] = [0, 0.3, 0.5, 0.99].flatMap((rate) =>
  bothWays(`, rate ${rate}`, { relative: 3e-7, floor: 0 }, (shape, sketch, y) => {
    // All at least 0.5, so that what was dropped can be told from what was not.
    const x = sketch.image('x', shape, sketch.numbers(sketch.batch * sizeOf(shape), 0.5, 1))
    sketch.call('dropout', { rate, stream: streams.dropout + 256 * 5 }, [x, sketch.counters(-7, 123_456, 3)], [y])
  }),
)

const joined: readonly (readonly [channels: readonly number[], places: Shape])[] = [
  [[3, 5], []],
  [[1, 1, 1], []],
  [[8, 4], []],
  [
    [2, 1],
    [3, 5],
  ],
  [
    [3, 4, 2, 1],
    [2, 3],
  ],
  [
    [16, 8],
    [4, 4],
  ],
  [[5], [3, 3]],
]

export const concat: Case[] = joined.flatMap(([channels, places]) =>
  all.map((batch) => ({
    name: `${channels.join(' + ')} channels of ${places.join('×') || 1}`,
    batch,
    write: (sketch: Sketch) => {
      const inputs = channels.map((count, i) => sketch.image(`x${i}`, [count, ...places])) as [Value, ...Value[]]
      sketch.call('concat', {}, inputs, [sketch.result('y', [channels.reduce((a, b) => a + b), ...places], exactly)])
    },
  })),
)

const kinds = [
  ['', 3],
  [', large', 60],
  [', huge', 1e4],
] as const

export const softmax: Case[] = kinds.flatMap(([note, size]) =>
  bothWays(note, { relative: 1e-5, floor: 1e-3 }, (shape, sketch, y) => {
    const x = sketch.image('x', shape, sketch.numbers(sketch.batch * sizeOf(shape), -size, size))
    sketch.call('softmax', {}, [x], [y])
  }),
)

/** Rows of all lengths around whole vectors, and numbers that are none. */
for (const length of Array.from({ length: 9 }, (_, i) => i + 1))
  softmax.push({
    name: `a row of ${length}, one of them not a number`,
    batch: 3,
    write: (sketch) => {
      const data = sketch.numbers(3 * length, -4, 4)
      data[2 * length - 1] = Number.NaN
      sketch.call(
        'softmax',
        {},
        [sketch.image('x', [length], data)],
        [sketch.result('y', [length], { relative: 1e-5, floor: 1e-3 })],
      )
    },
  })

export const softmaxGrad: Case[] = bothWays('', ofSums, (shape, sketch, dx) => {
  const y = sketch.image('y', shape, sketch.numbers(sketch.batch * sizeOf(shape), 0, 2 / shape[0]!))
  sketch.call('softmaxGrad', {}, [y, sketch.image('dy', shape)], [dx])
})
