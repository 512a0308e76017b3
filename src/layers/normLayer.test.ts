/** The normalizations among other layers: plans, tables, JSON, training; and what each of them is in terms of another. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dataset } from '../data/fromArrays.ts'
import {
  conv2d,
  dense,
  flatten,
  groupNorm,
  instanceNorm,
  layerNorm,
  maxPool2d,
  relu,
  sgd,
  softmaxCrossEntropy,
} from '../index.ts'
import { modelFromJson } from '../model/fromJson.ts'
import { sequential } from '../model/graph.ts'
import { showPlan } from '../network/showPlan.ts'
import { plainInput } from '../network/use.ts'
import { reference } from '../reference.ts'
import { evaluate } from '../training/evaluate.ts'
import { train } from '../training/train.ts'
import { wasm } from '../wasm.ts'
import type { Layer } from './layer.ts'

const model = () =>
  sequential(
    'normalized',
    [1, 12, 12],
    [
      conv2d({ filters: 8, kernelSize: 3, bias: false }),
      groupNorm({ groups: 2 }),
      relu(),
      maxPool2d({ kernelSize: 2 }),
      instanceNorm({ affine: true }),
      conv2d({ filters: 4, kernelSize: 3 }),
      layerNorm({ name: 'N' }),
      flatten(),
      layerNorm(),
      dense({ units: 3 }),
    ],
  )

test('shapes, parameters, receptive fields, JSON', () => {
  const made = model()
  assert.deepEqual(modelFromJson(JSON.parse(JSON.stringify(made))).toJSON(), made.toJSON())
  const rows = made.summary().layers
  assert.deepEqual(
    rows.filter(({ kind }) => kind.endsWith('Norm')).map(({ output, parameters }) => [output, parameters]),
    [
      [[8, 10, 10], 16],
      [[8, 5, 5], 16],
      [[4, 3, 3], 72],
      [[36], 72],
    ],
  )
  // The field of a value is that of its place.
  assert.deepEqual(
    rows.slice(0, 7).map(({ receptiveField }) => receptiveField?.size[0]),
    [3, 3, 3, 4, 4, 8, 8],
  )
})

test('the activation behind it is fused, in training too; looking back at an image makes no gradient of parameters', async () => {
  const net = await model().open(reference(), { seed: 1 })
  const input = plainInput([1, 12, 12])
  const optimizer = sgd({ learningRate: 0.1 })
  const training = await net.use({ kind: 'train', batch: 2, input, loss: softmaxCrossEntropy(), optimizer }, async ({ plan }) =>
    showPlan(plan),
  )
  assert.match(training, /standardize .*relu/)
  assert.match(training, /standardizeGradWeight[\s\S]*biasGrad[\s\S]*groupNormGradInput/)
  const looking = await net.use({ kind: 'gradient', batch: 1, input, from: 'N' }, async ({ plan }) => showPlan(plan))
  assert.match(looking, /backward +N +groupNormGradInput/)
  assert.doesNotMatch(looking, /GradWeight|biasGrad/)
  net.dispose()
})

/** The outputs of a layer alone for some images. */
async function outputs(layer: Layer, images: Float32Array, shape: readonly [number, number, number]) {
  const net = await sequential('one', shape, [layer]).open(reference({ precision: 'float64' }))
  const scores = await net.predict(images)
  net.dispose()
  return [...scores]
}

test('instanceNorm is a group for each channel; layerNorm without weights is one group', async () => {
  const images = Float32Array.from({ length: 2 * 4 * 9 }, (_, i) => ((i * 37) % 23) / 7 + (i > 36 ? 5 : 0))
  const of = (layer: Layer) => outputs(layer, images, [4, 3, 3])
  assert.deepEqual(await of(instanceNorm()), await of(groupNorm({ groups: 4, affine: false })))
  assert.deepEqual(await of(layerNorm({ affine: false })), await of(groupNorm({ groups: 1, affine: false })))
  // Each image by itself: brighter or with more contrast, it is the same.
  const image = images.slice(0, 36)
  const first = await outputs(layerNorm({ epsilon: 1e-12 }), image, [4, 3, 3])
  const changed = await outputs(
    layerNorm({ epsilon: 1e-12 }),
    image.map((x) => 4 * x + 16),
    [4, 3, 3],
  )
  for (const [i, one] of first.entries()) assert.ok(Math.abs(one - changed[i]!) < 1e-5)
})

test('it learns what lies far from 0, with the same bits on any number of threads', async () => {
  // Three kinds of stripes, of any brightness.
  const images = Float32Array.from({ length: 48 * 144 }, (_, i) => {
    const [n, row, column] = [Math.floor(i / 144), Math.floor((i % 144) / 12), i % 12]
    const along = n % 3 === 0 ? row : n % 3 === 1 ? column : row + column
    return 100 * ((n * 7) % 5) + (along % 4 < 2 ? 1 : -1)
  })
  const data = dataset({ shape: [1, 12, 12], images, labels: Array.from({ length: 48 }, (_, n) => n % 3), classes: 3 })
  const weights: string[] = []
  for (const threads of [1, 2]) {
    const backend = await wasm({ threads })
    const net = await model().open(backend, { seed: 1 })
    const options = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.05 }), batch: 20, epochs: 8, seed: 2 }
    for await (const _ of train(net, data, options));
    assert.equal((await evaluate(net, data)).accuracy, 1)
    weights.push(JSON.stringify(Object.entries(await net.parameters()).map(([name, { data }]) => [name, ...data])))
    net.dispose()
    backend.dispose()
  }
  assert.equal(weights[0], weights[1])
})
