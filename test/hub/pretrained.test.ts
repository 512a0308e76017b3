/**
 * `pretrained` with a small zoo of the tests' own, served by a hub on this machine: what is opened computes what its file says,
 * reads photographs as it was trained to, and says what it sees. And what is not a published model.
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { dataset } from '../../src/data/fromArrays.ts'
import { writeSafetensors } from '../../src/formats/safetensors.ts'
import type { DownloadOptions } from '../../src/hub/download.ts'
import { type Library, openPretrained, pretrained, pretrainedWeights, readPretrained } from '../../src/hub/pretrained.ts'
import type { PublishedModel } from '../../src/hub/publishedModels.ts'
import { imageFor } from '../../src/image/imageFor.ts'
import { resize } from '../../src/image/resize.ts'
import { batchNorm2d, conv2d, dense, flatten, globalAvgPool2d, relu } from '../../src/layers/index.ts'
import { sequential } from '../../src/model/graph.ts'
import { reference } from '../../src/reference.ts'
import { type HubServer, hubServer } from './hubServer.ts'

const make = (_: string, classes = 1000) =>
  sequential(
    'tiny',
    [3, 8, 8],
    [
      conv2d({ name: 'features.0', filters: 4, kernelSize: 3, bias: false }),
      batchNorm2d({ name: 'features.1' }),
      relu(),
      globalAvgPool2d(),
      flatten(),
      dense({ name: 'classifier.0', units: 6 }),
      dense({ name: 'classifier.6', units: classes }),
    ],
  )

const images = { size: 8, crop: 0.8, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const
const tiny: PublishedModel = {
  ...{ repository: 'owner/tiny', revision: 'main', file: 'model.safetensors', names: 'timm-vgg', images, licence: 'MIT' },
}

let hub: HubServer
let cache = ''
let library: Library
let bytes: Uint8Array = new Uint8Array()
before(async () => {
  hub = await hubServer()
  cache = await mkdtemp(join(tmpdir(), 'striate-hub-'))
  const settings = { base: hub.base, mirroredBy: undefined, cache, token: undefined, offlineBy: undefined }
  library = { published: { tiny }, make, settings }
  // As timm would have it: the first dense layer a convolution, and counts of batches beside.
  const weights = await (await make('tiny').open(reference(), { seed: 7 })).parameters()
  const { 'classifier.0.weight': one, 'classifier.0.bias': two, 'classifier.6.weight': three, 'classifier.6.bias': four, ...rest } = weights // biome-ignore format: a line
  const single = (tensor: (typeof weights)[string]) => ({ shape: tensor.shape, data: Float32Array.from(tensor.data) })
  bytes = writeSafetensors({
    ...Object.fromEntries(Object.entries(rest).map(([name, tensor]) => [name, single(tensor)])),
    'features.1.num_batches_tracked': { shape: [], data: BigInt64Array.of(5n) },
    'pre_logits.fc1.weight': { ...single(one!), shape: [6, 4, 1, 1] },
    'pre_logits.fc1.bias': single(two!),
    'head.fc.weight': single(three!),
    'head.fc.bias': single(four!),
  })
  hub.files.set('/owner/tiny/resolve/main/model.safetensors', bytes)
})
after(async () => {
  hub.close()
  await rm(cache, { recursive: true, force: true })
})

const photograph = {
  shape: [3, 20, 30],
  data: Uint8Array.from({ length: 1800 }, (_, i) => (i * 13) % 251),
  colours: 'rgb',
} as const

test('it computes what its file says, and knows its images and its classes', async () => {
  const seen: (number | undefined)[] = []
  const onProgress: DownloadOptions['onProgress'] = (received, size) => seen.push(received, size)
  const net = await openPretrained('tiny', reference(), { onProgress }, library)
  assert.equal(seen.at(-1), bytes.length)
  const { input } = net
  assert.deepEqual([input!.stored, input!.fit, input!.crop, input!.colours], [[3, 8, 8], 'cover', 0.8, 'rgb'])
  assert.deepEqual([input!.classes!.length, input!.classes![281]], [1000, 'tabby cat'])
  // The same as a network whose weights never left: on the middle of what covers, by ImageNet's mean and deviation.
  const own = await make('tiny').open(reference(), { seed: 7 })
  const { data } = resize(photograph, 8, { fit: 'cover', crop: 0.8 })
  const read = data.map(
    (value, i) => (Math.round(value) / 255 - images.mean[Math.floor(i / 64)]!) / images.std[Math.floor(i / 64)]!,
  )
  const [found, wanted] = [await net.predict(imageFor(net, photograph)), await own.predict(read)]
  assert.equal(found.length, 1000)
  for (let k = 0; k < 1000; k++) assert.ok(Math.abs(found[k]! - wanted[k]!) < 1e-5, `${k}: ${found[k]} ${wanted[k]}`)
})

test('a data set with the same mean and deviation is read alike, to the bit', async () => {
  const { model } = await readPretrained('x', 'tiny', {}, library)
  const set = dataset({ images: new Uint8Array(192), shape: [3, 8, 8], mean: [...images.mean], std: [...images.std] })
  assert.deepEqual(model.input!.normalization, set.normalization)
})

test('another number of classes: a new head of the seed on the same body', async () => {
  const net = await openPretrained('tiny', reference(), { classes: 3, seed: 5 }, library)
  assert.deepEqual(net.model.outputShape, [3])
  assert.deepEqual([net.input!.classes, net.input!.crop], [undefined, 0.8])
  const [found, fresh] = [await net.parameters(), await (await make('', 3).open(reference(), { seed: 5 })).parameters()]
  const { weights } = await readPretrained('x', 'tiny', {}, library)
  assert.deepEqual(found['classifier.6.weight']!.data, fresh['classifier.6.weight']!.data)
  for (const name of ['features.0.weight', 'features.1.running_var', 'classifier.0.weight'])
    assert.deepEqual(Float32Array.from(found[name]!.data), weights[name]!.data, name)
})

test('from bytes that were fetched otherwise, without a hub', async () => {
  const nowhere = { ...library, settings: { ...library.settings!, base: 'https://nowhere.invalid', cache: '/nowhere' } }
  const net = await openPretrained('tiny', reference(), { bytes }, nowhere)
  assert.equal(net.input!.classes![0], 'tench')
  await assert.rejects(openPretrained('tiny', reference(), { bytes: bytes.subarray(0, -1) }, nowhere), { code: 'truncated' })
  await assert.rejects(openPretrained('tiny', reference(), { bytes: 'model.safetensors' as never }, nowhere), {
    message: 'pretrained: bytes must be the bytes of a safetensors file (a Uint8Array). Received: "model.safetensors".',
  })
})

test('the file of another model', async () => {
  const other = writeSafetensors({ 'features.0.weight': { shape: [4, 3, 3, 3], data: new Float32Array(108) } })
  await assert.rejects(openPretrained('tiny', reference(), { bytes: other }, library), {
    code: 'other-weights',
    message: 'model.safetensors does not hold the weights of "tiny": it lacks features.1.weight.',
  })
})

test('what is not published, and options that there are not', async () => {
  await assert.rejects(pretrained('lenet5', reference()), {
    code: 'no-published-weights',
    message: /^pretrained: no weights are known to be published for "lenet5"\.\n {2}Fix: use one of: vgg11, /,
  })
  await assert.rejects(pretrainedWeights('resnet-18'), {
    message: /^pretrainedWeights: no weights are known to be published for "resnet-18"\.\n {2}Fix: did you mean "resnet18"\?/,
  })
  await assert.rejects(pretrained('resnet18', reference(), { class: 3 } as never), {
    message: /^pretrained has no option "class"/,
  })
  await assert.rejects(pretrained('resnet18', reference(), { classes: 0 }), { message: /^pretrained: classes must be/ })
  await assert.rejects(pretrained('resnet18', reference(), { stall: Number.POSITIVE_INFINITY }), {
    message: /^pretrained: stall must be/,
  })
  await assert.rejects(pretrained(undefined as never, reference()), { code: 'no-published-weights' })
})

test('in a page it says that it is for Node, and what to do', async () => {
  const { getBuiltinModule } = process
  Object.assign(process, { getBuiltinModule: undefined })
  try {
    await assert.rejects(pretrained('resnet18', reference()), {
      code: 'only-in-node',
      message:
        'published weights are downloaded by Node alone, not by a page yet.\n' +
        '  Fix: fetch the file, and pass its bytes: pretrained(name, backend, { bytes }).',
    })
  } finally {
    Object.assign(process, { getBuiltinModule })
  }
})
