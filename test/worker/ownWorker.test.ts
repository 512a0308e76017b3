/** Layers, losses and optimizers of your own: here, and in a worker that imports them, to the same bits. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { dataset } from '../../src/data.ts'
import type { StriateError } from '../../src/errors/errors.ts'
import { conv2d, dense, evaluate, flatten, sequential, sgd, softmaxCrossEntropy, train } from '../../src/index.ts'
import { defineLoss, lossOf, restoreLoss } from '../../src/losses/index.ts'
import { random } from '../../src/math/random.ts'
import { defineOptimizer, type OptimizerValue, optimizerOf, restoreOptimizer } from '../../src/optimizers/index.ts'
import { openInWorker, wasm } from '../../src/wasm.ts'
import { patience } from '../../src/worker/line.ts'
import { heavy, smooth, twice } from './ownKinds.ts'

const model = () =>
  sequential('own', [1, 6, 6], [conv2d({ filters: 3, kernelSize: 3 }), twice(), flatten(), dense({ name: 'output', units: 2 })])
const noise = random(1, 71)
const images = Uint8Array.from(
  { length: 16 * 36 },
  (_, i) => (i % 6 < 3 === (Math.floor(i / 36) % 2 === 0) ? 150 : 20) + 50 * noise.uniform(i),
)
const data = dataset({ images, labels: Uint8Array.from({ length: 16 }, (_, n) => n % 2), shape: [1, 6, 6] })
const options = { loss: smooth(), optimizer: heavy({ learningRate: 0.05 }), batch: 8, epochs: 5 }
const worker = () => new Worker(new URL('./ownWorker.js', import.meta.url))

test('a model with a layer, a loss and an optimizer of one’s own learns, here and in a worker, to the same bits', async () => {
  const backend = await wasm({ threads: 1 })
  const net = await model().open(backend, { seed: 3 })
  for await (const _ of train(net, data, options));
  assert.equal((await evaluate(net, data)).accuracy, 1)
  const remote = await openInWorker(model(), { seed: 3, threads: 1, worker })
  let seen = 0
  for await (const { step } of remote.train(data, options)) seen = step
  assert.equal(seen, 10)
  assert.deepEqual(await remote.parameters(), await net.parameters())
  remote.dispose()
  backend.dispose()
})

test('what they compute is what the ops compute: the loss and the optimizer of the same numbers', async () => {
  const backend = await wasm({ threads: 1 })
  const [own, known] = [await model().open(backend, { seed: 3 }), await model().open(backend, { seed: 3 })]
  for await (const _ of train(own, data, options));
  const alike = { loss: softmaxCrossEntropy({ smoothing: 0.1 }), optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }) }
  for await (const _ of train(known, data, { ...options, ...alike }));
  assert.deepEqual(await own.parameters(), await known.parameters())
  backend.dispose()
})

test('kinds of one’s own are checked like ours', async () => {
  assert.throws(() => lossOf({ kind: 'smoth' }), {
    code: 'unknown-loss',
    message:
      'there is no loss "smoth".\n  Fix: did you mean "smooth"? Known: softmaxCrossEntropy, meanSquaredError, smooth.' +
      " One of your own: defineLoss('smoth', behaviour).",
  })
  assert.throws(() => lossOf('meanSquaredError' as never), {
    code: 'not-a-loss',
    message:
      'a loss is a value { kind, … }. Received: "meanSquaredError".\n  Fix: call its function, meanSquaredError(…), without quotes.',
  })
  assert.throws(
    () => optimizerOf('lion' as never),
    /an optimizer is a value \{ kind, … \}\. Received: "lion"\.\n {2}Fix: use one of: sgd, adam, adamW, heavy\.$/,
  )
  assert.throws(() => defineLoss('smooth', {} as never), { code: 'loss-exists' })
  assert.throws(() => defineOptimizer('a kind', {} as never), /defineOptimizer: the kind must be a word of letters and digits/)
  assert.throws(() => heavy({} as never), /heavy: learningRate must be a number of at least 0, or a schedule/)
  assert.deepEqual(restoreLoss({ kind: 'softmaxCrossEntropy' }), softmaxCrossEntropy())
  assert.deepEqual(restoreLoss(smooth()), smooth())
  assert.deepEqual(restoreOptimizer({ kind: 'sgd', learningRate: 1 }), sgd({ learningRate: 1 }))
  assert.throws(() => restoreOptimizer({ kind: 'sgd', learningRate: 1, momentum: 7 } as never), /sgd: momentum must be/)
  const talkative = defineOptimizer<OptimizerValue>('talkative', {
    states: () => [],
    emit: (_, { parameters, gradients, scalars, emit }) =>
      emit('sgd', { momentum: 0, nesterov: false, weightDecay: 0 }, [gradients, scalars], [parameters]),
    scalars: () => [1, 2, 3, 4, 5, 6, 7],
  })
  const backend = await wasm({ threads: 1 })
  const net = await model().open(backend)
  await assert.rejects(train(net, data, { ...options, optimizer: talkative({ learningRate: 1 }) }).next(), {
    code: 'too-many-scalars',
    message:
      'the optimizer talkative gives 7 numbers for an update, but there is only room for 6.\n' +
      '  Fix: put what does not change from step to step into the attributes of its ops.',
  })
  backend.dispose()
})

test('an op that nobody has: the error names it, the layer and the nearest', async () => {
  const { defineLayer } = await import('../../src/index.ts')
  const wrong = defineLayer('wrong', {
    inputs: 1,
    output: (_, [input]) => input,
    forward(_, { inputs: [x], emit, output }) {
      const y = output()
      emit('ad' as 'add', {}, [x, x], [y])
      return y
    },
    backward: () => [undefined],
  })
  const backend = await wasm({ threads: 1 })
  const net = await sequential('mistaken', [3], [{ ...wrong(), name: 'W1' }]).open(backend)
  await assert.rejects(net.predict([1, 2, 3]), (error: Error) => {
    assert.match(
      error.message,
      /^layer 1 "W1" \(wrong\) in "mistaken": "W1" emits "ad", but there is no such op\.\n {2}Fix: did you mean "add"\? Known: conv2d/,
    )
    return true
  })
  backend.dispose()
})

test('a worker of one’s own must be one', async () => {
  await assert.rejects(openInWorker(model()), {
    code: 'layer-not-in-worker',
    message:
      '"own" has a layer of the kind "twice", which only this thread knows.\n' +
      "  Fix: start a worker of your own: a module that defines the layer and calls serveNetwork() of 'striate/worker'; then\n" +
      "       openInWorker(model, { worker: () => new Worker(…, { type: 'module' }) }).",
  })
  await assert.rejects(
    openInWorker(model(), { worker: (() => 'a worker') as never }),
    /openInWorker: worker must be a function that starts a worker and returns it/,
  )
})

test('a worker of ours says that it knows no loss and no optimizer of one’s own', async () => {
  const plain = sequential('plain', [1, 6, 6], [flatten(), dense({ name: 'output', units: 2 })])
  const remote = await openInWorker(plain, { threads: 1 })
  await assert.rejects(remote.train(data, options).next(), {
    code: 'loss-not-in-worker',
    message:
      /^only this thread knows the loss "smooth"\.\n {2}Fix: start a worker of your own: a module that defines the loss and calls serveNetwork\(\)/,
  })
  await assert.rejects(remote.evaluate(data, { loss: smooth() }), { code: 'loss-not-in-worker' })
  await assert.rejects(remote.train(data, { ...options, loss: softmaxCrossEntropy() }).next(), {
    code: 'optimizer-not-in-worker',
    message: /^only this thread knows the optimizer "heavy"\./,
  })
  await assert.rejects(remote.evaluate(data, { loss: { kind: 'smoth' } }), { code: 'unknown-loss' })
  // What it refused has left it as it was.
  assert.equal((await remote.evaluate(data)).images, 16)
  remote.dispose()
})

test('a worker serves one network', async () => {
  const one = worker()
  const first = await openInWorker(model(), { threads: 1, worker: () => one })
  await assert.rejects(openInWorker(model(), { threads: 1, worker: () => one }), { code: 'worker-taken' })
  first.dispose()
})

test('a worker that never serves is found out', async () => {
  const { ms } = patience
  patience.ms = 300
  const mute = () => new Worker('setInterval(() => {}, 1000)', { eval: true })
  await assert.rejects(openInWorker(model(), { worker: mute }), {
    code: 'worker-silent',
    message: /Fix: call serveNetwork\(\) in the worker\.$/,
  })
  patience.ms = ms
})

test('what cannot be sent is said, and the data set is sent again with the next question', async () => {
  const remote = await openInWorker(model(), { seed: 3, threads: 1, worker })
  const odd = { batch: 8, loss: { ...smooth(), extra: () => 0 } }
  await assert.rejects(remote.evaluate(data, odd), { code: 'cannot-be-sent' })
  assert.equal((await remote.evaluate(data)).images, 16)
  remote.dispose()
})

test('the steps before an error are told, and then the error', async () => {
  const backend = await wasm({ threads: 1 })
  const net = await model().open(backend, { seed: 3 })
  const remote = await openInWorker(model(), { seed: 3, threads: 1, worker })
  const runaway = { ...options, optimizer: heavy({ learningRate: 1e12 }) }
  const told = async (steps: AsyncIterable<{ step: number }>) => {
    let last = 0
    try {
      for await (const { step } of steps) last = step
      return [last, '']
    } catch (error) {
      const { code, message, details } = error as StriateError
      return [last, code, message, details]
    }
  }
  const [here, there] = [await told(train(net, data, runaway)), await told(remote.train(data, runaway))]
  assert.deepEqual(there, here)
  assert.ok(Number(here[0]) > 0)
  assert.equal(here[1], 'not-finite')
  remote.dispose()
  backend.dispose()
})
