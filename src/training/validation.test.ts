/** What people expect of a training: a validation, early stopping with the best weights, class weights, clipped gradients. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import { dataset } from '../data/fromArrays.ts'
import { dense, flatten } from '../layers/index.ts'
import { softmaxCrossEntropy } from '../losses/index.ts'
import { exp, log } from '../math/elementary.ts'
import { random } from '../math/random.ts'
import { sequential } from '../model/graph.ts'
import type { Network } from '../network/network.ts'
import { sgd } from '../optimizers/index.ts'
import { evaluate } from './evaluate.ts'
import { trainingState } from './state.ts'
import { type TrainOptions, type TrainStep, train } from './train.ts'

const noise = random(3, 5)
/** Few images and many numbers, half of them mislabelled: the validation loss soon rises again. */
const images = Float32Array.from({ length: 60 * 20 }, (_, i) => noise.uniform(i) * 2 - 1)
const labels = Array.from({ length: 60 }, (_, n) =>
  (n * 7) % 5 < 2 ? n % 3 : images[n * 20]! > 0 ? 0 : images[n * 20 + 1]! > 0 ? 1 : 2,
)
const data = dataset({ images, labels, shape: [20], classes: 3 })
const model = () => sequential('linear', [20], [dense({ name: 'out', units: 3 })])
const options: TrainOptions = {
  loss: softmaxCrossEntropy(),
  optimizer: sgd({ learningRate: 0.3, momentum: 0.9 }),
  batch: 8,
  epochs: 30,
}

async function steps(net: Network, more: Partial<TrainOptions>, until = Number.POSITIVE_INFINITY): Promise<TrainStep[]> {
  const all: TrainStep[] = []
  for await (const step of train(net, data, { ...options, ...more })) if (all.push(step) >= until) break
  return all
}

test('a validation is looked at after each epoch, on images that are not learned from', async () => {
  const net = await model().open(reference(), { seed: 2 })
  const all = await steps(net, { validation: 0.2, epochs: 3 })
  assert.equal(all[0]!.stepsAnEpoch, 6, '48 images are left to learn from')
  const ends = all.filter(({ endOfEpoch }) => endOfEpoch)
  assert.equal(all.filter(({ validation }) => validation).length, 3)
  const { validation } = data.split({ validation: 12, seed: 2 })
  const { loss, accuracy } = await evaluate(net, validation, { loss: softmaxCrossEntropy() })
  assert.equal(ends[2]!.validation!.loss, loss)
  assert.equal(ends[2]!.validation!.accuracy, accuracy)
  assert.equal(ends[0]!.validation!.best, true)
  // A data set of its own says the same.
  const other = await model().open(reference(), { seed: 2 })
  const { training } = data.split({ validation: 12, seed: 2 })
  const own: TrainStep[] = []
  for await (const step of train(other, training, { ...options, epochs: 3, validation })) own.push(step)
  assert.deepEqual(
    own.map(({ loss, validation }) => [loss, validation?.loss]),
    all.map(({ loss, validation }) => [loss, validation?.loss]),
  )
})

test('early stopping: the network ends with the weights of its best epoch', async () => {
  for (const backend of [reference(), await wasm({ threads: 1 })]) {
    const net = await model().open(backend, { seed: 1 })
    const all = await steps(net, { validation: 0.3, patience: 3 })
    const ends = all.filter(({ endOfEpoch }) => endOfEpoch)
    const losses = ends.map(({ validation }) => validation!.loss)
    const best = losses.indexOf(Math.min(...losses))
    assert.ok(ends.length < 30, 'it stopped early')
    assert.equal(ends.length, best + 1 + 3)
    assert.deepEqual(
      ends.map(({ validation }) => validation!.best),
      losses.map((loss, i) => loss < Math.min(Number.POSITIVE_INFINITY, ...losses.slice(0, i))),
    )
    const { validation } = data.split({ validation: 18, seed: 1 })
    const { loss } = await evaluate(net, validation, { loss: softmaxCrossEntropy() })
    assert.equal(loss, losses[best])
    net.dispose()
  }
})

test('gone on with from a state, an early stop comes at the same epoch, to the same bits', async () => {
  const whole = await model().open(reference(), { seed: 1 })
  const all = await steps(whole, { validation: 0.3, patience: 3 })
  for (const stop of [1, 20, all.length - 2, all.length]) {
    const first = await model().open(reference(), { seed: 1 })
    const iterator = train(first, data, { ...options, validation: 0.3, patience: 3 })
    for (let i = 0; i < stop; i++) await iterator.next()
    const state = await trainingState(first, stop)
    await iterator.return()
    const second = await model().open(reference(), { seed: 1 })
    const rest = await steps(second, { validation: 0.3, patience: 3, from: state })
    assert.equal(rest.length, all.length - stop)
    assert.deepEqual(await second.parameters(), await whole.parameters())
  }
})

test('class weights: Σ w·loss / Σ w, and its gradient', async () => {
  const weights = [1, 2, 5]
  const rate = 0.1
  for (const backend of [reference(), await wasm({ threads: 1 })]) {
    const net = await model().open(backend, { seed: 4 })
    const { 'out.weight': w, 'out.bias': b } = await net.parameters()
    const scores = await net.predict(images.subarray(0, 16 * 20))
    const part = data.subset(0, 16)
    let [sum, all] = [0, 0]
    const gradient = new Float64Array(3)
    for (let n = 0; n < 16; n++) {
      const powers = [0, 1, 2].map((c) => exp(scores[n * 3 + c]!))
      const total = powers.reduce((a, c) => a + c, 0)
      const weight = weights[part.label(n)]!
      sum -= weight * log(powers[part.label(n)]! / total)
      all += weight
      for (let c = 0; c < 3; c++) gradient[c]! += weight * (powers[c]! / total - (c === part.label(n) ? 1 : 0))
    }
    const seen: TrainStep[] = []
    const once = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: rate }), batch: 16, epochs: 1 }
    for await (const step of train(net, part, { ...once, classWeights: weights })) seen.push(step)
    assert.ok(Math.abs(seen[0]!.loss - sum / all) < 1e-6)
    const after = (await net.parameters())['out.bias']!
    for (let c = 0; c < 3; c++) assert.ok(Math.abs(after.data[c]! - (b!.data[c]! - (rate * gradient[c]!) / all)) < 1e-6)
    assert.notDeepEqual((await net.parameters())['out.weight'], w)
    net.dispose()
  }
})

test('balanced weights count each class alike; equal weights change nothing', async () => {
  const run = async (more: Partial<TrainOptions>) => {
    const net = await model().open(reference(), { seed: 4 })
    return (await steps(net, { ...more, epochs: 1 })).map(({ loss }) => loss)
  }
  const counts = [0, 1, 2].map((k) => labels.filter((label) => label === k).length)
  assert.deepEqual(await run({ classWeights: 'balanced' }), await run({ classWeights: counts.map((n) => 60 / (3 * n)) }))
  const [plain, same] = [await run({}), await run({ classWeights: [2, 2, 2] })]
  for (const [i, loss] of plain.entries()) assert.ok(Math.abs(loss - same[i]!) < 1e-12)
})

test('clipNorm: the update of a longer gradient is that of one of this length', async () => {
  for (const backend of [reference(), await wasm({ threads: 1 })]) {
    const moved = async (clipNorm?: number) => {
      const net = await model().open(backend, { seed: 4 })
      const before = await net.parameters()
      const once = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 1 }), batch: 60, epochs: 1 }
      for await (const _ of train(net, data, { ...once, ...(clipNorm ? { clipNorm } : {}) })) void _
      const after = await net.parameters()
      net.dispose()
      return Object.keys(before).flatMap((name) => [...before[name]!.data].map((x, i) => after[name]!.data[i]! - x))
    }
    const length = (list: readonly number[]) => Math.sqrt(list.reduce((sum, x) => sum + x * x, 0))
    const free = await moved()
    assert.ok(length(free) > 0.1)
    assert.ok(Math.abs(length(await moved(0.05)) - 0.05) < 1e-6)
    assert.deepEqual(await moved(10), free)
  }
})

test('what does not fit is said', async () => {
  const net = await model().open(reference())
  const refused = (more: Partial<TrainOptions>, message: string | RegExp) =>
    assert.throws(() => train(net, data, { ...options, ...more }), { message })
  refused({ patience: 3 }, 'train: patience needs a validation set, whose loss it watches.\n  Fix: validation: 0.1.')
  refused({ validation: 1 }, 'train: validation must be a share above 0 and below 1, or a data set. Received: 1.')
  refused({ validation: [] as never }, 'train: validation must be a share above 0 and below 1, or a data set. Received: [].')
  refused({ validation: 0.1, patience: 0 }, 'train: patience must be a whole number of at least 1. Received: 0.')
  refused(
    { classWeights: [1, 2] },
    "train: classWeights must be 'balanced', or 3 numbers above 0, one per class. Received: [1, 2].",
  )
  refused({ clipNorm: 0 }, 'train: clipNorm must be a number above 0. Received: 0.')
  const flat = sequential('m', [1, 4, 5], [flatten(), dense({ units: 3 })])
  const bytes = dataset({ images: new Uint8Array(60 * 20), labels, shape: [1, 4, 5] })
  const others = dataset({ images: new Uint8Array(60 * 20), labels, shape: [1, 4, 5], mean: 0.5 })
  const other = await flat.open(reference())
  assert.throws(() => train(other, bytes, { ...options, validation: others }), { code: 'another-scale' })
  const targets = dataset({ images, targets: new Float32Array(180), shape: [20] })
  assert.throws(() => train(net, targets, { ...options, loss: { kind: 'meanSquaredError' }, classWeights: 'balanced' }), {
    code: 'no-labels',
  })
})

test('a state without its best weights is not gone on from with patience', async () => {
  const net = await model().open(reference(), { seed: 1 })
  let state: Awaited<ReturnType<typeof trainingState>> | undefined
  for await (const { step, endOfEpoch } of train(net, data, { ...options, validation: 0.25, epochs: 2 }))
    if (endOfEpoch) state ??= await trainingState(net, step)
  const other = await model().open(reference(), { seed: 1 })
  const from = { ...options, validation: 0.25, epochs: 2, from: state! }
  assert.throws(() => train(other, data, { ...from, patience: 2 }), {
    code: 'state-without-best',
    message:
      'the state lacks the weights of its best epoch: it was trained without `patience`.\n  best epoch 1\n  Fix: continue without `patience`, or train from the beginning with it.',
  })
  for await (const _ of train(other, data, from)) void _
})
