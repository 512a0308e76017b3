/** A training that stops anywhere and goes on in a fresh network ends in the bits of one that never stopped. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Backend } from '../backends/backend.ts'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import type { Dataset } from '../data/dataset.ts'
import { dataset } from '../data/fromArrays.ts'
import { conv2d, dense, dropout, flatten, maxPool2d, relu } from '../layers/index.ts'
import { meanSquaredError, softmaxCrossEntropy } from '../losses/index.ts'
import { random } from '../math/random.ts'
import { sequential } from '../model/graph.ts'
import type { TensorRecord } from '../network/weights.ts'
import { adam, cosineRate, sgd } from '../optimizers/index.ts'
import { predict } from './evaluate.ts'
import { type TrainingState, trainingState } from './state.ts'
import { type TrainOptions, train } from './train.ts'

/** 42 images in batches of 8: six steps an epoch, the last of two images. */
const data = noise(42)
const model = sequential(
  'small',
  [1, 10, 10],
  [
    conv2d({ name: 'C1', filters: 4, kernelSize: 3 }),
    relu(),
    maxPool2d({ kernelSize: 2 }),
    flatten(),
    dropout({ rate: 0.3 }),
    dense({ name: 'output', units: 3 }),
  ],
)
const base = { loss: softmaxCrossEntropy(), batch: 8, epochs: 3, augmentation: { shift: 1, rotate: 10 } }
const optimizers = {
  momentum: sgd({ learningRate: cosineRate({ from: 0.05 }), momentum: 0.9 }),
  plain: sgd({ learningRate: 0.05 }),
  adam: adam({ learningRate: 0.01 }),
}

function noise(count: number): Dataset {
  const drawn = random(3, 98)
  const images = Uint8Array.from({ length: count * 100 }, (_, i) => Math.floor(drawn.uniform(i) * 256))
  return dataset({ images, labels: Uint8Array.from({ length: count }, (_, n) => n % 3), shape: [1, 10, 10], classes: 3 })
}

/** Trains a fresh network from a state to step `until` (or the end), and gives its state there. */
async function run(backend: Backend, options: TrainOptions, from?: TrainingState, until = 1e9): Promise<TrainingState> {
  const net = await model.open(backend, { seed: 5 })
  let step = from?.step ?? 0
  for await (const made of train(net, data, { ...options, from })) {
    assert.equal(made.step, step + 1)
    assert.equal(made.epoch, Math.floor(step / 6) + 1)
    step = made.step
    if (step === until) break
  }
  const state = await trainingState(net, step)
  net.dispose()
  return state
}

const bits = (record: TensorRecord) =>
  Object.entries(record).map(([name, { data }]) => [
    name,
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex'),
  ])

for (const [name, optimizer] of Object.entries(optimizers))
  test(`stopped at any step and gone on with, ${name}: the same bits`, async () => {
    for (const open of [async () => reference(), () => wasm({ threads: 2 })]) {
      const backend = await open()
      const options = { ...base, optimizer }
      const whole = await run(backend, options)
      assert.equal(whole.step, 18)
      // The first step, the middle of an epoch, the short last batch, an epoch's end, the last step.
      for (const stop of [1, 4, 5, 6, 12, 17]) {
        const part = await run(backend, options, undefined, stop)
        assert.notDeepEqual(bits(part.parameters), bits(whole.parameters))
        const end = await run(backend, options, part)
        assert.deepEqual(bits(end.parameters), bits(whole.parameters), `${backend.name}, stopped at ${stop}`)
        for (const state of Object.keys(whole.optimizer))
          assert.deepEqual(bits(end.optimizer[state]!), bits(whole.optimizer[state]!))
      }
      // From the end there is nothing left to do.
      assert.deepEqual(bits((await run(backend, options, whole)).parameters), bits(whole.parameters))
      backend.dispose()
    }
  })

test('the state names what each optimizer remembers, of each parameter', async () => {
  const backend = reference()
  const names = ['C1.weight', 'C1.bias', 'output.weight', 'output.bias']
  const momentum = await run(backend, { ...base, optimizer: optimizers.momentum }, undefined, 2)
  assert.deepEqual(Object.keys(momentum.optimizer), ['velocity'])
  assert.deepEqual(Object.keys(momentum.optimizer.velocity!), names)
  assert.deepEqual(momentum.optimizer.velocity!['C1.weight']!.shape, [4, 1, 3, 3])
  assert.ok(momentum.optimizer.velocity!['C1.weight']!.data.some((value) => value !== 0))
  assert.deepEqual(Object.keys((await run(backend, { ...base, optimizer: optimizers.plain }, undefined, 2)).optimizer), [])
  assert.deepEqual(Object.keys((await run(backend, { ...base, optimizer: optimizers.adam }, undefined, 2)).optimizer), ['m', 'v'])
})

test('what cannot be gone on from is refused before anything changes', async () => {
  const backend = reference()
  const state = await run(backend, { ...base, optimizer: optimizers.momentum }, undefined, 7)
  const net = await model.open(backend, { seed: 5 })
  const before = bits(await net.parameters())
  assert.throws(() => train(net, data, { ...base, epochs: 1, optimizer: optimizers.momentum, from: state }), {
    message:
      'the state is from step 7, but this training has only 6 steps.\n  Fix: train for more epochs, or use the options that the training began with.',
  })
  assert.throws(() => train(net, data, { ...base, optimizer: optimizers.adam, from: state }), {
    message:
      'the state does not belong to the optimizer adam.\n  the state holds velocity; the optimizer needs m, v\n  Fix: use the optimizer that the training began with, or train without `from`.',
  })
  const { 'C1.bias': _, ...lacking } = state.optimizer.velocity!
  const broken = { ...state, optimizer: { velocity: lacking } }
  await assert.rejects(train(net, data, { ...base, optimizer: optimizers.momentum, from: broken }).next(), {
    message: 'the weights for "small" lack velocity of "C1.bias".\n  Fix: pass every parameter.',
  })
  assert.deepEqual(bits(await net.parameters()), before)
})

test('correct counts what the network says of each batch before its update', async () => {
  for (const backend of [reference(), await wasm({ threads: 1 })]) {
    const net = await model.open(backend, { seed: 5 })
    const options = { ...base, optimizer: optimizers.plain, shuffle: false, augmentation: undefined, accuracy: true }
    // Without dropout the training network says what the inferring one says.
    const still = sequential('still', [1, 10, 10], [flatten(), dense({ name: 'output', units: 3 })])
    const plain = await still.open(backend, { seed: 2 })
    let first = 0
    for (;;) {
      const scores = await predict(plain, data)
      const count = Math.min(8, 42 - first)
      let wanted = 0
      for (let n = first; n < first + count; n++) {
        const row = [...scores.subarray(n * 3, n * 3 + 3)]
        if (row.indexOf(Math.max(...row)) === data.label(n)) wanted++
      }
      const state = first === 0 ? undefined : await trainingState(plain, first / 8)
      const steps = train(plain, data, { ...options, epochs: 1, from: state })
      const { value } = await steps.next()
      await steps.return()
      assert.equal(value?.correct, wanted, `${backend.name}, images from ${first}`)
      if ((first += 8) >= 42) break
    }
    const { value } = await train(net, data, { ...options, accuracy: false }).next()
    assert.equal(value?.correct, undefined)
    backend.dispose()
  }
  const unlabelled = dataset({
    images: new Uint8Array(1000),
    shape: [1, 10, 10],
    targets: new Float32Array(30),
    targetShape: [3],
  })
  const net = await model.open(reference())
  assert.throws(
    () => train(net, unlabelled, { ...base, loss: meanSquaredError(), optimizer: optimizers.plain, accuracy: true }),
    {
      message: /accuracy needs labels, but the data set "data" \(10 × 1×10×10\) has none\.\n {2}Fix: leave out `accuracy`\./,
    },
  )
})
