/** Cases of ops that take numbers out and put them into another order: parts, axes, chosen places. */
import { type Shape, sizeOf } from '../../../src/values/shape.ts'
import { all } from '../shapes.ts'
import { type Case, exactly, ofSums, type Sketch } from '../sketch.ts'

const cases = <T>(list: readonly T[], nameOf: (one: T) => string, write: (one: T, sketch: Sketch) => void): Case[] =>
  list.flatMap((one) => all.map((batch) => ({ name: nameOf(one), batch, write: (sketch: Sketch) => write(one, sketch) })))

interface Part {
  readonly whole: Shape
  readonly part: Shape
  readonly starts: readonly number[]
  readonly steps: readonly number[]
}

const along = (axes: number, step = 1) => Array.from({ length: axes }, () => step)
/** Parts of the channels: all of them, some at the start, the middle, the end. */
const ofChannels: Part[] = (
  [
    [9, 0, 9],
    [9, 2, 3],
    [9, 8, 1],
    [16, 4, 8],
  ] as const
).flatMap(([channels, start, count]) =>
  ([[], [3, 5], [4, 4]] as const).map((places) => ({
    whole: [channels, ...places],
    part: [count, ...places],
    starts: [start],
    steps: [1],
  })),
)
const parts: Part[] = [
  ...ofChannels,
  { whole: [3, 5, 7], part: [3, 2, 7], starts: [0, 2, 0], steps: along(3) },
  { whole: [3, 5, 7], part: [2, 3, 4], starts: [1, 1, 2], steps: along(3) },
  { whole: [3, 5, 7], part: [3, 5, 3], starts: [0, 0, 1], steps: [1, 1, 2] },
  { whole: [3, 5, 21], part: [3, 3, 10], starts: [0, 4, 19], steps: [1, -2, -2] },
  { whole: [3, 5, 7], part: [3, 5, 7], starts: [2, 4, 6], steps: along(3, -1) },
  { whole: [4, 6, 33], part: [2, 6, 11], starts: [3, 0, 2], steps: [-3, 1, 3] },
  { whole: [2, 3, 4, 5], part: [2, 3, 2, 5], starts: [0, 0, 1, 0], steps: [1, 1, 2, 1] },
  { whole: [40], part: [13], starts: [39], steps: [-3] },
  { whole: [2, 70, 70], part: [2, 66, 70], starts: [0, 3, 0], steps: along(3) },
  { whole: [5000], part: [4990], starts: [7], steps: [1] },
]
const partName = ({ whole, part, starts, steps }: Part) =>
  `${part.join('×')} of ${whole.join('×')} from ${starts.join(', ')} by ${steps.join(', ')}`

export const slice = cases(parts, partName, ({ whole, part, ...attributes }, sketch) =>
  sketch.call('slice', attributes, [sketch.image('x', whole)], [sketch.result('y', part, exactly)]),
)
export const sliceGrad = cases(parts, partName, ({ whole, part, ...attributes }, sketch) =>
  sketch.call('sliceGrad', attributes, [sketch.image('dy', part)], [sketch.result('dx', whole, exactly)]),
)

const orders: readonly (readonly [shape: Shape, axes: readonly number[]])[] = [
  [[7], [0]],
  [
    [5, 9],
    [1, 0],
  ],
  [
    [5, 9],
    [0, 1],
  ],
  [
    [1, 9],
    [1, 0],
  ],
  ...[
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ].map((axes) => [[3, 5, 7], axes] as const),
  [
    [2, 3, 4, 5],
    [1, 0, 2, 3],
  ],
  [
    [2, 3, 4, 5],
    [0, 2, 1, 3],
  ],
  [
    [2, 3, 4, 5],
    [3, 1, 2, 0],
  ],
  [
    [2, 1, 4, 5],
    [2, 3, 1, 0],
  ],
  // As pixels are brought out of channels.
  [
    [3, 2, 2, 5, 4],
    [0, 3, 1, 4, 2],
  ],
  [
    [2, 3, 2, 3, 2, 3],
    [5, 0, 3, 1, 4, 2],
  ],
  [
    [70, 64],
    [1, 0],
  ],
]
const orderName = ([shape, axes]: (typeof orders)[number]) => `${shape.join('×')}, axes ${axes.join(', ')}`

export const transpose = cases(orders, orderName, ([shape, axes], sketch) =>
  sketch.call(
    'transpose',
    { axes },
    [sketch.image('x', shape)],
    [
      sketch.result(
        'y',
        axes.map((axis) => shape[axis]!),
        exactly,
      ),
    ],
  ),
)

interface Choice {
  readonly shape: Shape
  readonly axis: number
  readonly indices: readonly number[]
  /** In the place of the axis: the indices' own, or none. */
  readonly chosen?: Shape
}

const many = (count: number, below: number) => Array.from({ length: count }, (_, i) => (i * i + 3 * i) % below)
const choices: readonly Choice[] = [
  { shape: [6, 3, 5], axis: 0, indices: [0, 1, 2, 1, 2, 3, 2, 3, 4, 3, 4, 5, 4, 5, 0, 5, 0, 1] },
  { shape: [6, 3, 5], axis: 1, indices: [2, 0] },
  { shape: [6, 3, 5], axis: 2, indices: [4, 4, 4, 0] },
  { shape: [6, 3, 5], axis: 1, indices: [1], chosen: [] },
  { shape: [6, 5], axis: 0, indices: [5, 3, 3, 1, 5, 3], chosen: [2, 3] },
  { shape: [9], axis: 0, indices: [8, 0, 8, 8, 2] },
  { shape: [3, 40], axis: 1, indices: many(1300, 40) },
  { shape: [3, 4200], axis: 1, indices: many(4500, 4200) },
  { shape: [2, 3, 4, 5], axis: 2, indices: [3, 1, 1] },
  { shape: [3, 20, 16], axis: 0, indices: [2, 2, 1, 2] },
]
const choiceName = ({ shape, axis, indices, chosen = [indices.length] }: Choice) =>
  `${chosen.join('×') || 'one'} of ${shape.join('×')} along axis ${axis}`
const chosenOf = ({ shape, axis, indices, chosen = [indices.length] }: Choice): Shape => [
  ...shape.slice(0, axis),
  ...chosen,
  ...shape.slice(axis + 1),
]

export const gather = cases(choices, choiceName, (choice, sketch) => {
  const { shape, axis, indices } = choice
  sketch.call('gather', { axis, indices }, [sketch.image('x', shape)], [sketch.result('y', chosenOf(choice), exactly)])
})
export const gatherGrad = cases(choices, choiceName, (choice, sketch) => {
  const { shape, axis, indices } = choice
  const dy = chosenOf(choice)
  // Whole numbers: sums of them are exact, in whatever order.
  const data = Float32Array.from(sketch.whole(sketch.batch * sizeOf(dy), 1000))
  sketch.call('gatherGrad', { axis, indices }, [sketch.image('dy', dy, data)], [sketch.result('dx', shape, exactly)])
  sketch.call('gatherGrad', { axis, indices }, [sketch.image('dy2', dy)], [sketch.result('dx2', shape, ofSums)])
})
