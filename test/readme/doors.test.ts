/** The published doors as a user imports them: by name, each error class the same behind every door, workers found. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

// By a variable: the compiler must not look for the package while it is making it.
const door = (name: string) => import(name)

test('errors are of the classes of the first door, whichever door throws them', async () => {
  const [{ OptionError, UnsupportedError }, { dataset, mnist }, { lenet5 }, { wasm }] = await Promise.all(
    ['striate', 'striate/data', 'striate/zoo', 'striate/wasm'].map(door),
  )
  assert.throws(() => dataset({ imagess: [] }), OptionError)
  assert.throws(() => lenet5({ activation: 'rellu' }), OptionError)
  await assert.rejects(wasm({ threads: 0 }), OptionError)
  await assert.rejects(mnist.train({ files: 'no/such/folder' }), Error)
  assert.ok(UnsupportedError)
})

test('a network in a worker, opened through the doors', async () => {
  const [{ softmaxCrossEntropy, sgd }, { mnist }, { lenet5 }, { openInWorker }] = await Promise.all(
    ['striate', 'striate/data', 'striate/zoo', 'striate/wasm'].map(door),
  )
  const net = await openInWorker(lenet5(), { seed: 1, threads: 2 })
  const digits = await mnist.train({ pad: 2, limit: 640 })
  let last = Number.NaN
  const options = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.01, momentum: 0.9 }), epochs: 3 }
  for await (const { loss } of net.train(digits, options)) last = loss
  assert.ok(last < 1.5, `loss ${last}`)
  net.dispose()
})

test('the two readings share the values of a model: reference and safetensors doors', async () => {
  const [{ reference, im2col }, { lenet5 }, { readSafetensors, writeSafetensors }] = await Promise.all(
    ['striate/reference', 'striate/zoo', 'striate/formats'].map(door),
  )
  const net = await lenet5().open(reference(), { seed: 3 })
  const weights = await net.parameters()
  const { tensors } = readSafetensors(writeSafetensors(weights))
  assert.deepEqual(tensors['C1.weight'].shape, [6, 1, 5, 5])
  assert.deepEqual(tensors['C1.weight'].data, weights['C1.weight'].data)
  net.setParameters(tensors)
  assert.equal(typeof im2col, 'function')
})
