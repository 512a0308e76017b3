/** A small trained network knows what it learned from: bars in noise are familiar, other images are not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wasm } from '../backends/wasm/wasm.ts'
import type { Dataset } from '../data/dataset.ts'
import { dataset } from '../data/fromArrays.ts'
import { familiarLayers, unlikeness, viewOf, viewSize } from '../inspect/familiarity.ts'
import { conv2d, dense, flatten, globalAvgPool2d, maxPool2d, relu, softmax } from '../layers/index.ts'
import { softmaxCrossEntropy } from '../losses/index.ts'
import { random } from '../math/random.ts'
import { sequential } from '../model/graph.ts'
import { adam } from '../optimizers/index.ts'
import { measureFamiliarity } from './measureFamiliarity.ts'
import { train } from './train.ts'

/** Bars in noise, 1×12×12: a class is where the bright bar lies. */
function bars(count: number, seed: number): Dataset {
  const noise = random(seed, 99)
  const images = new Uint8Array(count * 144)
  for (let i = 0; i < images.length; i++) {
    const bright = Math.floor((i % 12) / 3) === Math.floor(i / 144) % 4 ? 130 : 0
    images[i] = bright + Math.floor(noise.uniform(i) * 100)
  }
  const labels = Uint8Array.from({ length: count }, (_, n) => n % 4)
  return dataset({ name: 'bars', images, labels, shape: [1, 12, 12], classes: 4 })
}

const small = sequential(
  'small',
  [1, 12, 12],
  [
    conv2d({ name: 'C1', filters: 4, kernelSize: 3 }),
    relu(),
    maxPool2d({ kernelSize: 2 }),
    conv2d({ name: 'C2', filters: 6, kernelSize: 3 }),
    relu(),
    flatten({ name: 'flat' }),
    dense({ name: 'F3', units: 12 }),
    relu(),
    dense({ name: 'output', units: 4 }),
  ],
)

test('bars are familiar, noise and other patterns are not; the same each time', async () => {
  const backend = await wasm({ threads: 1 })
  try {
    const net = await small.open(backend, { seed: 1 })
    const training = bars(600, 1)
    const options = { loss: softmaxCrossEntropy(), optimizer: adam({ learningRate: 0.01 }), batch: 32, epochs: 4, seed: 1 }
    for await (const _ of train(net, training, options));
    const familiarity = (await measureFamiliarity(net, training))!
    assert.deepEqual(familiarity.layers, { scores: 'output', whole: 'flat', maps: 'C2' })
    assert.equal(familiarity.images, 600)
    assert.deepEqual(await measureFamiliarity(net, training), familiarity)
    const unlike = async (data: Dataset) => {
      let count = 0
      for (let n = 0; n < data.length; n++) if ((await unlikeness(net, familiarity, data.image(n))).unlike) count++
      return count / data.length
    }
    assert.ok((await unlike(bars(400, 2))) < 0.08)
    const drawn = random(5, 99)
    const other = (value: (i: number) => number) =>
      dataset({ name: 'other', images: Uint8Array.from({ length: 40 * 144 }, (_, i) => value(i)), shape: [1, 12, 12] })
    assert.equal(await unlike(other((i) => Math.floor(255 * drawn.uniform(i)))), 1)
    assert.equal(await unlike(other((i) => (Math.floor(i / 36) % 2 ? 220 : 20))), 1, 'lying bars')
    assert.equal(await unlike(other(() => 0)), 1)
    await assert.rejects(unlikeness(net, familiarity, new Float32Array(9)), { code: 'image-size' })
    await assert.rejects(unlikeness(net, familiarity, new Float32Array(144).fill(Number.NaN)), { code: 'not-finite' })
    await assert.rejects(measureFamiliarity(net, training, { batch: 0 }), {
      code: 'wrong-option',
      message: 'measureFamiliarity: batch must be a whole number of at least 1. Received: 0.',
    })
    assert.equal(await measureFamiliarity(net, bars(140, 1)), undefined, 'too few images')
    assert.equal(
      await measureFamiliarity(
        net,
        other(() => 0),
      ),
      undefined,
      'no labels',
    )
  } finally {
    backend.dispose()
  }
})

test('which layers tell', () => {
  const conv = conv2d({ name: 'C1', filters: 3, kernelSize: 3 })
  const output = dense({ name: 'output', units: 4 })
  const of = (layers: Parameters<typeof sequential>[2]) => familiarLayers(sequential('m', [1, 8, 8], layers))
  assert.deepEqual(of([conv, flatten(), output]), { scores: 'output', whole: 'flatten1', maps: 'C1' })
  assert.deepEqual(of([conv, globalAvgPool2d({ name: 'mean' }), flatten(), output, softmax()]), {
    scores: 'output',
    whole: 'mean',
    maps: 'C1',
  })
  // What only reshapes the image is not a layer that learned.
  assert.deepEqual(of([flatten(), output]), { scores: 'output', whole: undefined, maps: undefined })
  assert.deepEqual(of([flatten(), dense({ name: 'F1', units: 5 }), output]), { scores: 'output', whole: 'F1', maps: undefined })
  assert.equal(of([flatten(), dense({ units: 1 })]), undefined)
})

test('what is looked at of a layer: its numbers, what its filters answer, folded where they are many', () => {
  assert.deepEqual([...viewOf([1, -2, 3], [3], 3)], [1, -2, 3])
  // Two maps of 1 × 2: the mean and the largest of what is above 0.
  assert.deepEqual([...viewOf([4, -1, -3, -5], [2, 1, 2], 4)], [2, 4, 0, 0])
  assert.equal(viewSize([84], 10), 84)
  assert.equal(viewSize([16, 10, 10], 10), 32)
  assert.equal(viewSize([4096], 10), 128)
  assert.equal(viewSize([4096], 1000), 31)
  const many = Float32Array.from({ length: 4096 }, (_, i) => Math.sin(i))
  const folded = viewOf(many, [4096], 128)
  const square = (values: Float32Array) => values.reduce((sum, value) => sum + value * value, 0)
  assert.ok(Math.abs(square(folded) / square(many) - 1) < 0.4, 'lengths stay what they were, roughly')
  assert.deepEqual(viewOf(many, [4096], 128), folded)
})

test('of many classes the scores are folded: the room stays small, and a run can end', async () => {
  const classes = 1500
  const net = await sequential('many', [1, 4, 4], [flatten(), dense({ units: classes })]).open(await wasm({ threads: 1 }))
  const images = Uint8Array.from({ length: 300 * 16 }, (_, i) => (i * 53) % 251)
  const many = dataset({ images, labels: Array.from({ length: 300 }, (_, n) => n % 7), shape: [1, 4, 4], classes })
  const known = (await measureFamiliarity(net, many))!
  assert.equal(known.scores.size, viewSize([classes], classes))
  assert.ok(known.scores.means.length + known.scores.roots.length < 1e6)
  const { value } = await unlikeness(net, known, many.image(0))
  assert.ok(Number.isFinite(value))
  net.backend.dispose()
})
