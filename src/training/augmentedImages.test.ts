/** Single images under augmentation: they are those that a training reads, whatever their batch. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import { dataset } from '../data/fromArrays.ts'
import { epochOrder } from '../data/order.ts'
import { batchesOf, readBatches } from '../data/readBatches.ts'
import { dense, flatten } from '../layers/index.ts'
import { softmaxCrossEntropy } from '../losses/index.ts'
import { random } from '../math/random.ts'
import { sequential } from '../model/graph.ts'
import type { Network } from '../network/network.ts'
import { sgd } from '../optimizers/index.ts'
import { type Augmenting, augmentedImages } from './augmentedImages.ts'
import { writeBatch } from './batch.ts'
import { inputForm } from './checkData.ts'
import { exampleWeights } from './exampleWeights.ts'
import { train } from './train.ts'
import { checkedOptions } from './trainOptions.ts'

const noise = random(9, 72)
const stored = dataset({
  name: 'photos',
  images: Uint8Array.from({ length: 30 * 3 * 35 }, (_, i) => Math.floor(256 * noise.uniform(i))),
  labels: Uint8Array.from({ length: 30 }, (_, n) => n % 2),
  shape: [3, 5, 7],
  pad: 1,
  mean: [0.5, 0.4, 0.3],
  std: 0.25,
  classes: 2,
  colours: 'rgb',
})
/** Their numbers in the stored set are not those in this one. The last batch of 8 has one image. */
const data = stored.select(Array.from({ length: 25 }, (_, n) => 29 - n))
const size = 3 * 7 * 9
const model = sequential('small', [3, 7, 9], [flatten(), dense({ units: 2 })])
const augmentation = {
  ...{ shift: 1, rotate: 10, flip: 0.5, crop: 0.5, brightness: 0.2, contrast: 0.2, saturation: 0.2, hue: 0.1 },
  ...{ cutout: 0.3, mixup: 0.5, until: 0.5 },
}
const augmenting: Augmenting = { augmentation, batch: 8, epochs: 4, seed: 3, shuffle: true }

/** What the first layer reads of each image in one epoch of a training, [image][number]: batch by batch, as `train` does. */
async function readInTraining(net: Network, epoch: number): Promise<Float64Array[]> {
  const run = checkedOptions(net, data, { ...augmenting, loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 1 }) })
  const order = epochOrder(data.length, { seed: 3, epoch })
  const reader = readBatches(data, () => batchesOf(order, 8), 8)
  const found: Float64Array[] = []
  for (let from = 0; from < data.length; from += 8) {
    const batch = await reader.next()
    const use = {
      kind: 'inspect',
      batch: batch.count,
      input: inputForm(data),
      augmentation: run.augmentation,
      keep: [],
      keepImage: true,
    } as const
    await net.use(use, async (plan) => {
      writeBatch(plan, batch, exampleWeights(batch, undefined, { alpha: run.mixup!, seed: 3, epoch }))
      plan.writeStep({ seed: 3, epoch })
      await plan.run('forward')
      const read = await plan.read(plan.values.image!)
      for (let n = 0; n < batch.count; n++) found[order[from + n]!] = Float64Array.from(read.slice(n * size, (n + 1) * size))
    })
  }
  reader.close()
  return found
}

test('they are the images of a training, with the partner of their batch, a short last one included', async () => {
  const all = Array.from({ length: data.length }, (_, n) => n)
  // Blocks of eight add up in another order.
  for (const [backend, most] of [
    [reference(), 0],
    [await wasm({ threads: 2 }), 1e-5],
  ] as const) {
    const net = await model.open(backend, { seed: 1 })
    const seen = await augmentedImages(net, data, augmenting, { images: all, most: 9 })
    // Half of four epochs.
    assert.ok(seen.every((epochs) => epochs.length === 2))
    for (const epoch of [0, 1])
      for (const [n, wanted] of (await readInTraining(net, epoch)).entries()) {
        const found = seen[n]![epoch]!
        assert.equal(found.length, size)
        const apart = Math.max(...wanted.map((value, i) => Math.abs(value - found[i]!)))
        assert.ok(apart <= most, `image ${n}, epoch ${epoch}: ${apart}`)
      }
    net.dispose()
    await backend.dispose()
  }
})

test('as many epochs as are asked for; without mixing an image is alone', async () => {
  const net = await model.open(reference(), { seed: 1 })
  const { mixup: _, ...alone } = augmentation
  const choice = { images: [4, 24], most: 1 }
  const seen = await augmentedImages(net, data, { ...augmenting, augmentation: alone }, choice)
  assert.deepEqual(
    seen.map((epochs) => epochs.length),
    [1, 1],
  )
  // Another order of the epoch changes only what an image is mixed with.
  assert.deepEqual(await augmentedImages(net, data, { ...augmenting, augmentation: alone, shuffle: false }, choice), seen)
  const mixed = await augmentedImages(net, data, augmenting, choice)
  assert.notDeepEqual(await augmentedImages(net, data, { ...augmenting, shuffle: false }, choice), mixed)
  await assert.rejects(augmentedImages(net, data, { ...augmenting, augmentation: { flip: 2 } }, choice), {
    message: 'augmentation: flip must be a number from 0 to 1. Received: 2.',
  })
  // Looking changes nothing of a training.
  for await (const { step } of train(net, data, {
    ...augmenting,
    loss: softmaxCrossEntropy(),
    optimizer: sgd({ learningRate: 0 }),
  }))
    if (step === 1) break
  assert.deepEqual(await augmentedImages(net, data, augmenting, choice), mixed)
  net.dispose()
})
