/** What a model knows of its images: checked, carried along, and the same numbers as the data set's own. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { dataset } from '../data/fromArrays.ts'
import { load, save } from '../formats/network.ts'
import { dense, flatten } from '../layers/index.ts'
import { softmaxCrossEntropy } from '../losses/index.ts'
import { modelFromJson } from '../model/fromJson.ts'
import { sequential } from '../model/graph.ts'
import { sgd } from '../optimizers/index.ts'
import { memoryStorage } from '../storage/memoryStorage.ts'
import { evaluate } from '../training/evaluate.ts'
import { train } from '../training/train.ts'
import { describeInput, type RawImage } from './modelInput.ts'

const bytes = Uint8Array.from({ length: 12 * 3 * 4 * 5 }, (_, i) => (i * 97 + (i >> 4) * 31) % 256)
const labels = Array.from({ length: 12 }, (_, n) => n % 3)
const options = {
  images: bytes,
  labels,
  shape: [3, 4, 5],
  mean: [0.5, 0.4, 0.3],
  std: [0.2, 0.25, 0.3],
  classes: ['cat', 'dog', 'owl'],
}
const data = dataset({ ...options, pad: [1, 0, 1, 1], border: 7 })
const model = () => sequential('pets', [3, 6, 6], [flatten(), dense({ units: 3 })])
const raw = (n: number): RawImage => ({ shape: [3, 4, 5], data: data.raw(n), colours: 'rgb' })
const steps = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.1 }), batch: 4, epochs: 3 }

test('training says it to the network; a raw image is then read as the data were', async () => {
  const net = await model().open(reference())
  assert.deepEqual([net.input], [undefined])
  await assert.rejects(net.predict(raw(0)), {
    code: 'no-input',
    message:
      'predict: "pets" does not know how to read an image.\n' +
      '  Fix: train it, load it with its weights, or declare it: model.withInput(data.input).',
  })
  for await (const _ of train(net, data, steps)) void _
  assert.deepEqual(net.input?.classes, ['cat', 'dog', 'owl'])
  assert.equal(net.input?.colours, 'rgb')
  const whole = [...(await net.predict(data.image(3).data)), ...(await net.predict(data.image(4).data))]
  assert.deepEqual([...(await net.predict([raw(3), raw(4)]))], whole)
  assert.deepEqual([...(await net.forward(raw(3))).data], whole.slice(0, 3))
  assert.deepEqual(
    (await net.featureMaps(raw(3), ['dense1']))[0]!.data,
    (await net.featureMaps(data.image(3), ['dense1']))[0]!.data,
  )
  await assert.rejects(net.predict({ ...raw(0), colours: 'bgr' }), {
    code: 'image-size',
    message:
      'predict: "pets" reads rgb images of 3×4×5.\n  received: bgr 3×4×5\n' +
      "  Fix: convert it with imageFor(net, image) of 'striate/image'.",
  })
})

test('saved into one file and loaded elsewhere, a network says the same of an image', async () => {
  const net = await model().open(reference())
  for await (const _ of train(net, data, steps)) void _
  const storage = memoryStorage()
  await save(net, storage)
  await save(net, storage, 'again.safetensors')
  assert.deepEqual(await storage.list(), ['again.safetensors', 'weights.safetensors'])
  const loaded = await load(storage, reference())
  assert.deepEqual(loaded.input, net.input)
  assert.deepEqual(await loaded.predict(raw(5)), await net.predict(raw(5)))
  assert.deepEqual(await loaded.parameters(), await net.parameters())
  const bytesOfFile = await storage.read('again.safetensors')
  assert.equal((await load(bytesOfFile, reference())).model.name, 'pets')
})

test('images that are scaled otherwise are refused, and `as` reads them alike', async () => {
  const net = await model().open(reference())
  for await (const _ of train(net, data, steps)) void _
  const other = dataset({ ...options, pad: [1, 0, 1, 1], mean: 0, std: 1 })
  await assert.rejects(evaluate(net, other), {
    code: 'another-scale',
    message:
      /^the data set "data" \(12 × 3×4×5\) is scaled differently from the images that "pets" was trained on\.\n {2}the data: raw · \[/,
  })
  const { accuracy, loss } = await evaluate(net, data, { loss: softmaxCrossEntropy() })
  const again = await evaluate(net, other.as(net.input!), { loss: softmaxCrossEntropy() })
  assert.deepEqual([again.accuracy, again.loss], [accuracy, loss])
})

test('it goes to JSON and back, prints, and is checked', () => {
  const known = model().withInput(data.input)
  const back = modelFromJson(JSON.stringify(known))
  assert.deepEqual(back.input, known.input)
  assert.equal(
    describeInput(known.input!),
    'rgb 4×5, padding [1, 0, 1, 1]; mean 0.5 0.4 0.3, standard deviation 0.2 0.25 0.3; classes cat, dog, owl',
  )
  const cropped = model().withInput({ ...data.input, fit: 'cover', crop: 0.875 })
  assert.deepEqual(modelFromJson(JSON.stringify(cropped)).input, { ...known.input, fit: 'cover', crop: 0.875 })
  assert.equal(JSON.stringify(model().withInput({ ...data.input, fit: 'cover', crop: 1 })).includes('crop'), false)
  assert.throws(() => model().withInput({ ...data.input, crop: 0.875 }), {
    message: 'the input of "pets": crop must be left out unless fit is \'cover\'. Received: 0.875.',
  })
  assert.match(String(known.summary()), /^pets {3}input 3×6×6\nimages: rgb 4×5, padding/)
  assert.throws(() => model().withInput({ ...data.input, colours: 'grey' }), {
    message: 'the input of "pets": colours must be those of 3 channels. Received: "grey".',
  })
  assert.throws(() => model().withInput({ ...data.input, padding: [0, 0, 0, 0] }), {
    message: 'the images of "pets" do not fit its input.\n  3×4×5 with padding [0, 0, 0, 0]: 3×4×5; wanted 3×6×6',
  })
  assert.throws(() => model().withInput({ ...data.input, size: 3 } as never), { code: 'unknown-option' })
})

test('colours of a data set: those of its channels', () => {
  assert.equal(data.colours, 'rgb')
  assert.equal(dataset({ images: bytes, shape: [1, 4, 5] }).colours, 'grey')
  assert.equal(dataset({ images: bytes, shape: [2, 3, 4] }).colours, undefined)
  assert.equal(dataset({ ...options, colours: 'bgr' }).colours, 'bgr')
  assert.throws(() => dataset({ ...options, colours: 'grey' }), {
    message: 'dataset "data": colours must be \'rgb\' or \'bgr\' for three channels. Received: "grey".',
  })
})

test('real numbers of any scale are no images', async () => {
  const reals = dataset({ images: Float32Array.from(bytes), labels, shape: [3, 4, 5] })
  const net = await sequential('reals', [3, 4, 5], [flatten(), dense({ units: 3 })]).open(reference())
  for await (const _ of train(net, reals, steps)) void _
  await assert.rejects(net.predict(raw(0)), {
    message:
      'predict: "reals" does not know how to read an image: its data was not images of bytes.\n  Fix: pass the numbers that it reads.',
  })
})

test('a data set is not an image, and an image has the numbers of its shape', async () => {
  const net = await model().open(reference())
  for await (const _ of train(net, data, steps)) void _
  const asked = { predict: () => net.predict(data as never), forward: () => net.forward(data as never) }
  for (const [name, ask] of Object.entries(asked))
    await assert.rejects(
      async () => ask(),
      {
        code: 'data-set',
        message: `${name} takes images, not a data set.\n  Fix: pass data.image(0) for one image; for a data set, use predict(net, data) or evaluate(net, data).`,
      },
      name,
    )
  await assert.rejects(net.predict({ ...raw(0), data: new Uint8Array(300) }), {
    message:
      'predict: the shape and the data of an image do not agree.\n  shape 3×4×5 = 60 numbers; data has 300\n  Fix: pass all planes of the image, one after the other.',
  })
})

test('handwriting is that of MNIST, and a scale is not 0', () => {
  const { normalization } = data.input
  assert.throws(() => model().withInput({ ...data.input, handwriting: true }), {
    message:
      'the input of "pets": handwriting must be left out unless images are stored as [1, 28, 28], as the digits of MNIST are. Received: true.',
  })
  assert.throws(() => dataset({ ...options, handwriting: true }), { code: 'wrong-option' })
  assert.throws(() => model().withInput({ ...data.input, normalization: { ...normalization, scale: [1, 0, 1] } }), {
    message: 'the input of "pets": scale must be a list of one number, or of 3, none of them 0. Received: [1, 0, 1].',
  })
})

test('one number for all channels is that number for each, and a border that is not there has no value', async () => {
  const flat = { ...options, mean: 0.5, std: 0.2 }
  const net = await sequential('plain', [3, 4, 5], [flatten(), dense({ units: 3 })]).open(reference())
  for await (const _ of train(net, dataset(flat), steps)) void _
  const same = dataset({ ...flat, mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.2], border: 9 })
  assert.equal((await evaluate(net, same)).accuracy, (await evaluate(net, dataset(flat))).accuracy)
})
