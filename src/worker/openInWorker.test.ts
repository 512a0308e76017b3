import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wasm } from '../backends/wasm/wasm.ts'
import { dataset } from '../data/fromArrays.ts'
import { ShapeError } from '../errors/errors.ts'
import { load, save } from '../formats/network.ts'
import { saliency } from '../inspect/saliency.ts'
import { conv2d, dense, flatten, relu } from '../layers/index.ts'
import { softmaxCrossEntropy } from '../losses/index.ts'
import { sequential } from '../model/graph.ts'
import { sgd } from '../optimizers/index.ts'
import { memoryStorage } from '../storage/memoryStorage.ts'
import { openInWorker } from './openInWorker.ts'

const model = () =>
  sequential('small', [1, 6, 6], [conv2d({ name: 'C1', filters: 3, kernelSize: 3 }), relu(), flatten(), dense({ units: 2 })])
const images = Uint8Array.from({ length: 32 * 36 }, (_, i) => (i % 6 < 3 === (Math.floor(i / 36) % 2 === 0) ? 200 : 30) + (i % 7))
const labels = Uint8Array.from({ length: 32 }, (_, n) => n % 2)
const data = dataset({ name: 'halves', images, labels, shape: [1, 6, 6] })
const options = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }), batch: 8 }

test('a remote network trains, says what it sees, and hands its weights over', async () => {
  const net = await openInWorker(model(), { seed: 1, threads: 2 })
  assert.equal(net.threads, 2)
  const steps: number[] = []
  for await (const { step, loss } of net.train(data, { ...options, epochs: 15 })) {
    steps.push(step)
    assert.ok(Number.isFinite(loss))
  }
  assert.deepEqual(
    steps,
    Array.from({ length: 60 }, (_, i) => i + 1),
  )
  assert.equal((await net.evaluate(data)).accuracy, 1)
  const outputs = await net.outputs(data.image(0).data)
  assert.deepEqual(Object.keys(outputs), [net.model.outputNode.name])
  assert.deepEqual(outputs[net.model.outputNode.name]!.data, await net.predict(data.image(0).data))
  const [map] = await net.featureMaps(data.image(0), ['C1'])
  assert.deepEqual(map!.shape, [3, 4, 4])
  const weights = await net.parameters()
  const other = await openInWorker(model(), { seed: 2, threads: 1 })
  await other.setParameters(weights)
  assert.deepEqual(await other.predict(data), await net.predict(data))
  const third = await openInWorker(model(), { seed: 3, threads: 1 })
  assert.deepEqual((await third.adopt(net)).adopted, Object.keys(weights))
  assert.deepEqual(await third.predict(data), await net.predict(data))
  for await (const _ of third.train(data, { ...options, freeze: ['C1'] }));
  assert.deepEqual((await third.parameters())['C1.weight'], weights['C1.weight'])
  third.dispose()
  assert.equal((await net.memory()).parameters > 0, true)
  net.dispose()
  other.dispose()
})

test('a validation that is a data set goes over; raw images are read as the data were', async () => {
  const net = await openInWorker(model(), { seed: 1, threads: 1 })
  const raw = { shape: [1, 6, 6], data: data.raw(3), colours: 'grey' } as const
  await assert.rejects(net.predict(raw), { code: 'no-input' })
  const losses: number[] = []
  for await (const { validation } of net.train(data, { ...options, epochs: 2, validation: data.subset(0, 8) }))
    if (validation) losses.push(validation.loss)
  assert.equal(losses.length, 2)
  assert.equal((await net.evaluate(data.subset(0, 8), { loss: softmaxCrossEntropy() })).loss, losses[1])
  assert.deepEqual(await net.predict(raw), await net.predict(data.image(3).data))
  net.dispose()
})

test('gradients at the input come over: those of the network beside us, so saliency works on a remote one', async () => {
  const [engine, net] = [await wasm({ threads: 1 }), await openInWorker(model(), { seed: 5, threads: 1 })]
  const local = await model().open(engine, { seed: 5 })
  const images = Float32Array.from({ length: 3 * 36 }, (_, i) => ((i * 7) % 11) / 11)
  const dy = Array.from({ length: 3 * 48 }, (_, i) => ((i * 5) % 9) - 4)
  const wanted = await local.inputGradient(images, 'C1', dy)
  assert.ok(wanted.some((value) => value !== 0))
  assert.deepEqual(await net.inputGradient(Array.from(images), 'C1', dy, { batch: 2 }), wanted)
  assert.deepEqual(await saliency(net, images.subarray(0, 36)), await saliency(local, images.subarray(0, 36)))
  await assert.rejects(net.inputGradient(images, 'C1', [1]), /^ShapeError: the gradient for "C1" of "small" has 1 number\./)
  net.dispose()
  engine.dispose()
})

test('a training can be left, and another begun', async () => {
  const net = await openInWorker(model(), { threads: 1 })
  let seen = 0
  for await (const _ of net.train(data, { ...options, epochs: 1000 })) if (++seen === 3) break
  assert.equal(seen, 3)
  for await (const _ of net.train(data, options)) seen++
  assert.equal(seen, 7)
  net.dispose()
})

test('errors cross over whole: their class, code and text', async () => {
  const net = await openInWorker(model(), { threads: 1 })
  await assert.rejects(net.featureMaps(new Float32Array(5), ['C1']), (error: ShapeError) => {
    assert.ok(error instanceof ShapeError)
    assert.equal(error.code, 'image-size')
    assert.match(error.message, /^featureMaps takes one image of "small": 1×6×6 = 36 numbers\. Received: 5\./)
    return true
  })
  await assert.rejects(
    (async () => {
      for await (const _ of net.train(data, { ...options, batch: 64 }));
    })(),
    /^OptionError: a batch of 64 is larger than the data set "halves" \(32 × 1×6×6\)\./,
  )
  net.dispose()
  await assert.rejects(net.evaluate(data), /^RunError: this remote network has been disposed\.\n {2}Fix: open it again\./)
  await assert.rejects(openInWorker(model(), { threads: Number.NaN }), /^OptionError: wasm: threads must be a whole number/)
  await assert.rejects(
    openInWorker(model(), { seeds: 1 } as never),
    /^OptionError: openInWorker has no option "seeds"\.\n {2}Fix: did you mean "seed"\?/,
  )
})

test('what is waited for when a network is disposed is refused, not forgotten', async () => {
  const net = await openInWorker(model(), { threads: 1 })
  const waiting = (async () => {
    for await (const _ of net.train(data, { ...options, epochs: 100_000 }));
  })()
  setTimeout(() => net.dispose(), 50)
  await assert.rejects(waiting, /^RunError: this remote network has been disposed\./)
})

test('what is known of its images is what the network there knows: names that are not of its outputs, a refused training', async () => {
  const net = await openInWorker(model(), { seed: 1, threads: 1 })
  const named = dataset({ images, labels, shape: [1, 6, 6], classes: ['left', 'right', 'none', 'both'], mean: 0.5, std: 0.5 })
  // The same data set twice: its parts go over once.
  for await (const _ of net.train(named, { ...options, validation: named })) void _
  assert.equal(net.input?.classes, undefined)
  const file = memoryStorage()
  await save(net, file)
  const again = await load(file, await wasm({ threads: 1 }))
  assert.deepEqual(again.input, net.input)
  const before = net.input
  const first = net.train(named, { ...options, epochs: 100_000 })
  await first.next()
  await assert.rejects(net.train(data, options).next(), { code: 'already-training' })
  assert.deepEqual(net.input, before)
  await first.return(undefined)
  again.dispose()
  net.dispose()
})
