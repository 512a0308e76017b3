/** Cases of the dense layer, of its two gradients and of the gradient of a bias. */
import type { Activation } from '../../../src/ops/unary/op.ts'
import { oneOfEach, showActivation } from '../activations.ts'
import type { Case, Sketch } from '../sketch.ts'

interface Layer {
  readonly features: number
  readonly units: number
  readonly batches?: readonly number[]
  readonly bias?: boolean
  readonly activation?: Activation
}

const all = [1, 7, 8, 16]

const layers: Layer[] = [
  { features: 1, units: 1 },
  { features: 84, units: 10 },
  { features: 7, units: 5, bias: false },
  { features: 120, units: 84 },
  { features: 1500, units: 3, batches: [1, 7, 8] },
  { features: 3, units: 1001, batches: [1, 7, 8, 24] },
  { features: 777, units: 130, batches: [1, 8, 24] },
  { features: 512, units: 5, batches: [1, 7, 8, 16] },
  { features: 20, units: 60, batches: [64, 72] },
  { features: 100, units: 6, batches: [96, 100] },
  { features: 20, units: 6, batches: [2, 3, 4, 5, 6, 9, 15, 24, 33, 64, 100] },
  ...Array.from({ length: 17 }, (_, i) => i + 1).flatMap((n): Layer[] => [
    { features: n, units: 9, batches: [1, 5, 8] },
    { features: 11, units: n, batches: [1, 6, 8] },
  ]),
]

const activated = oneOfEach.flatMap((activation): Layer[] => [
  { features: 13, units: 7, activation },
  { features: 30, units: 10, activation, bias: false },
])

function casesOf(list: readonly Layer[], write: (layer: Layer, sketch: Sketch) => void): Case[] {
  return list.flatMap((layer) => {
    const { features, units, bias = true, activation, batches = all } = layer
    const name = `${features} → ${units}${bias ? '' : ', no bias'}${activation ? `, ${showActivation(activation)}` : ''}`
    return batches.map((batch) => ({ name, batch, write: (sketch: Sketch) => write(layer, sketch) }))
  })
}

export const dense = casesOf([...layers, ...activated], ({ features, units, bias = true, activation = null }, sketch) => {
  const x = sketch.image('x', [features])
  const weight = sketch.parameter('weight', [units, features])
  sketch.call('dense', { activation }, bias ? [x, weight, sketch.parameter('bias', [units])] : [x, weight], [
    sketch.result('y', [units]),
  ])
})

export const denseGradInput = casesOf(layers, ({ features, units }, sketch) => {
  const dy = sketch.image('dy', [units])
  sketch.call('denseGradInput', {}, [dy, sketch.parameter('weight', [units, features])], [sketch.result('dx', [features])])
})

export const denseGradWeight = casesOf(layers, ({ features, units }, sketch) => {
  const x = sketch.image('x', [features])
  const dy = sketch.image('dy', [units])
  sketch.call('denseGradWeight', {}, [x, dy], [sketch.gradient('dweight', [units, features])])
})

export const biasGrad: Case[] = [[1], [10], [17], [1, 1, 1], [3, 5, 7], [16, 4, 4], [5, 40, 37], [130, 2, 3]].flatMap((shape) =>
  [...all, 3, 24].map((batch) => ({
    name: shape.join('×'),
    batch,
    write: (sketch: Sketch) => sketch.call('biasGrad', {}, [sketch.image('dy', shape)], [sketch.gradient('dbias', [shape[0]!])]),
  })),
)
