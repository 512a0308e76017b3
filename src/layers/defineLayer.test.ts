/** A layer of your own, made of existing ops, in whole trainings. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { runCalls } from '../backends/reference/runCalls.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import { layerContract } from '../contract/layerContract.ts'
import { dataset } from '../data/fromArrays.ts'
import { softmaxCrossEntropy } from '../losses/index.ts'
import { random } from '../math/random.ts'
import { modelFromJson } from '../model/fromJson.ts'
import { sequential } from '../model/graph.ts'
import { adam } from '../optimizers/index.ts'
import { evaluate } from '../training/evaluate.ts'
import { train } from '../training/train.ts'
import { openInWorker } from '../worker/openInWorker.ts'
import { conv2d, defineLayer, dense, flatten } from './index.ts'
import type { Layer } from './layer.ts'

/** y = 2x, as x + x: small, linear, and wrong if anything of the chain is. */
const double = defineLayer<Layer>('double', {
  inputs: 1,
  output: (_, [input]) => input,
  forward(_, { inputs, emit, output }) {
    const y = output()
    emit('add', {}, [inputs[0], inputs[0]], [y])
    return y
  },
  backward(_, { dy, emit, gradient, wants }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('add', {}, [dy, dy], [dx])
    return [dx]
  },
})

const model = () =>
  sequential(
    'doubled',
    [1, 6, 6],
    [conv2d({ filters: 3, kernelSize: 3 }), double({ name: 'D1' }), flatten(), dense({ units: 2 })],
  )

test('a layer of one’s own keeps the contract, goes to JSON and back, and learns on both backends', async () => {
  layerContract(double(), [[2, 3, 3]], { run: runCalls, linear: true })
  const back = modelFromJson(JSON.stringify(model()))
  assert.equal(back.nodes[1]!.name, 'D1')
  const images = Uint8Array.from(
    { length: 16 * 36 },
    (_, i) => (i % 6 < 3 === (Math.floor(i / 36) % 2 === 0) ? 150 : 20) + 50 * random(1, 70).uniform(i),
  )
  const data = dataset({ images, labels: Uint8Array.from({ length: 16 }, (_, n) => n % 2), shape: [1, 6, 6] })
  for (const backend of [reference(), await wasm({ threads: 2 })]) {
    const net = await back.open(backend, { seed: 1 })
    for await (const _ of train(net, data, {
      loss: softmaxCrossEntropy(),
      optimizer: adam({ learningRate: 0.02 }),
      batch: 8,
      epochs: 20,
    }));
    assert.equal((await evaluate(net, data)).accuracy, 1)
    const [map] = await net.featureMaps(data.image(0), ['D1'])
    assert.deepEqual(map!.shape, [3, 4, 4])
    backend.dispose()
  }
})

test('a kind is defined once, and a worker says that it does not know it', async () => {
  assert.throws(() => defineLayer('conv2d', {} as never), /^OptionError: defineLayer: there already is a layer "conv2d"\./)
  await assert.rejects(
    openInWorker(model()),
    /^UnsupportedError: "doubled" has a layer of the kind "double", which only this thread knows\.\n {2}Fix: start a worker of your own: a module that defines the layer/,
  )
})
