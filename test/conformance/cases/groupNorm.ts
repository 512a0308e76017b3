/** Cases of group normalization: its moments, what they are applied to, and the gradients. */
import { type Shape, sizeOf } from '../../../src/values/shape.ts'
import type { Value } from '../../../src/values/value.ts'
import { oneOfEach, showActivation } from '../activations.ts'
import { all } from '../shapes.ts'
import { type Case, oneRounding, type Sketch } from '../sketch.ts'

/** Whose number a weight is: each channel's, each value's of an image, or there is none. */
type Weights = 'none' | 'channel' | 'value'

interface Normalized {
  readonly shape: Shape
  readonly groups: number
  readonly weights: Weights
}

const grouped: readonly (readonly [shape: Shape, groups: readonly number[]])[] = [
  [
    [6, 5, 7],
    [1, 2, 3, 6],
  ],
  [
    [4, 1, 2],
    [1, 2, 4],
  ],
  [
    [3, 8, 8],
    [1, 3],
  ],
  [[10], [1, 2, 5]],
  [[131], [1]],
  [[8, 1, 1], [2]],
  // Cut into parts, with blocks of eight and without; the last channel begins within a part.
  [
    [5, 41, 37],
    [1, 5],
  ],
  [[12, 26, 27], [2]],
  [[4999], [1]],
]

const normalized: Normalized[] = grouped.flatMap(([shape, list]) =>
  list.flatMap((groups) => (['none', 'channel', 'value'] as const).map((weights) => ({ shape, groups, weights }))),
)

/** `in place`: an inner value with a copy behind it. */
function casesOf(
  list: readonly Normalized[],
  write: (one: Normalized, sketch: Sketch, y: (name: string) => Value) => void,
  name = '',
): Case[] {
  return list.flatMap((one) =>
    [false, true].flatMap((inPlace) =>
      all.map((batch) => ({
        name: `${one.shape.join('×')}, ${one.groups} groups, weights: ${one.weights}${name}${inPlace ? ', in place' : ''}`,
        batch,
        write: (sketch: Sketch) => {
          let made: Value | undefined
          write(one, sketch, (name) => {
            made = inPlace ? sketch.between(name, one.shape) : sketch.result(name, one.shape)
            return made
          })
          if (inPlace) sketch.call('concat', {}, [made!], [sketch.result('copy', one.shape)])
        },
      })),
    ),
  )
}

/** x with any moments: an op that reads them is tried on others than those of x, too. */
function given(sketch: Sketch, { shape, groups }: Normalized): [x: Value, mean: Value, inverseStd: Value] {
  const positive = sketch.numbers(sketch.batch * groups, 0.5, 2)
  return [sketch.image('x', shape), sketch.image('mean', [groups]), sketch.image('inverseStd', [groups], positive)]
}

const shapeOf = (shape: Shape, weights: Weights) => (weights === 'value' ? shape : shape.slice(0, 1))

function moments(name: string, numbers: (sketch: Sketch, count: number) => Float32Array): Case[] {
  return grouped.flatMap(([shape, list]) =>
    list.flatMap((groups) =>
      [...all, 3, 24].map((batch) => ({
        name: `${shape.join('×')}, ${groups} groups${name}`,
        batch,
        write: (sketch: Sketch) => {
          const x = sketch.image('x', shape, numbers(sketch, batch * sizeOf(shape)))
          const [mean, inverseStd] = [
            sketch.result('mean', [groups], oneRounding),
            sketch.result('inverseStd', [groups], { relative: 3e-7, floor: 0 }),
          ]
          sketch.call('groupMoments', { epsilon: 1e-5 }, [x], [mean, inverseStd])
        },
      })),
    ),
  )
}

export const groupMoments: Case[] = [
  ...moments('', (sketch, count) => sketch.numbers(count)),
  // As exact as any other: sums in single precision would find no variance at all in the second.
  ...moments(', mean 10⁴, deviation 1', (sketch, count) => sketch.numbers(count, 1e4 - 1.75, 1e4 + 1.75)),
  ...moments(', mean 10⁶, deviation 1', (sketch, count) => sketch.numbers(count, 1e6 - 1.75, 1e6 + 1.75)),
  ...moments(', all alike', (_, count) => new Float32Array(count).fill(0.7)),
  // The whole way: the mean is off by half a unit in its last place, 2⁻¹¹, and the result by no more.
  ...all.map((batch) => ({
    name: '6×19×23, 2 groups, mean 10⁴, standardized',
    batch,
    write: (sketch: Sketch) => {
      const shape = [6, 19, 23]
      const x = sketch.image('x', shape, sketch.numbers(batch * sizeOf(shape), 1e4 - 1.75, 1e4 + 1.75))
      const [mean, inverseStd] = [sketch.between('mean', [2]), sketch.between('inverseStd', [2])]
      sketch.call('groupMoments', { epsilon: 1e-5 }, [x], [mean, inverseStd])
      const y = sketch.result('y', shape, { relative: 2 ** -11, floor: 1, size: 1.05 })
      sketch.call('standardize', { activation: null }, [x, mean, inverseStd], [y])
    },
  })),
]

const apply =
  (activation: (typeof oneOfEach)[number] | null) => (one: Normalized, sketch: Sketch, y: (name: string) => Value) => {
    const inputs = given(sketch, one)
    const shape = shapeOf(one.shape, one.weights)
    const parameters = () => [sketch.parameter('weight', shape), sketch.parameter('bias', shape)] as const
    sketch.call('standardize', { activation }, one.weights === 'none' ? inputs : [...inputs, ...parameters()], [y('y')])
  }
const some = normalized.filter(({ shape, groups }) => shape.length === 3 && shape[0] === 6 && groups === 2)

export const standardize: Case[] = [
  ...casesOf(normalized, apply(null)),
  ...oneOfEach.flatMap((activation) => casesOf(some, apply(activation), `, ${showActivation(activation)}`)),
  ...all.map((batch) => ({
    name: '6×5×7, a weight and no bias',
    batch,
    write: (sketch: Sketch) => {
      const inputs = given(sketch, { shape: [6, 5, 7], groups: 3, weights: 'channel' })
      sketch.call(
        'standardize',
        { activation: null },
        [...inputs, sketch.parameter('weight', [6])],
        [sketch.result('y', [6, 5, 7])],
      )
    },
  })),
]

export const standardizeGradWeight: Case[] = normalized
  .filter(({ weights }) => weights !== 'none')
  .flatMap((one) =>
    [...all, 3, 24].map((batch) => ({
      name: `${one.shape.join('×')}, ${one.groups} groups, weights: ${one.weights}`,
      batch,
      write: (sketch: Sketch) => {
        const dweight = sketch.gradient('dweight', shapeOf(one.shape, one.weights))
        sketch.call('standardizeGradWeight', {}, [...given(sketch, one), sketch.image('dy', one.shape)], [dweight])
      },
    })),
  )

export const groupNormGradInput: Case[] = casesOf(normalized, (one, sketch, y) => {
  const inputs = [...given(sketch, one), sketch.image('dy', one.shape)] as const
  const weight = () => sketch.parameter('weight', shapeOf(one.shape, one.weights))
  sketch.call('groupNormGradInput', {}, one.weights === 'none' ? inputs : [...inputs, weight()], [y('dx')])
})
