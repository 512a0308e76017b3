/** TensorFlow.js models by hand: what a model.json can say, and every way in which its parts can be wrong. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chainOf, dense, denseWeights, functional, inputOf, path } from '../../../test/handmadeKeras.ts'
import { reference } from '../../backends/reference/reference.ts'
import { memoryStorage } from '../../storage/memoryStorage.ts'
import { loadTensorflowJs } from './loadTensorflowJs.ts'
import { readTensorflowJs } from './readTensorflowJs.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

const refuses = (
  { json, shards }: { json: object | string | Uint8Array; shards: Readonly<Record<string, Uint8Array>> },
  ...lines: string[]
) =>
  assert.throws(() => readTensorflowJs(json, shards), {
    name: 'FormatError',
    message: [`model.json: ${lines[0]}`, ...lines.slice(1)].join('\n'),
  })

const good = () => chainOf([inputOf(3), dense], denseWeights)
test('text, bytes and objects; a model that is a chain, or a graph in any of its forms', async () => {
  const { json, shards } = good()
  const tensor = (shape: readonly number[]) => ({
    class_name: '__keras_tensor__',
    config: { shape, dtype: 'float32', keras_history: ['image', 0, 0] },
  })
  const chain = (json.modelTopology as { model_config: { config: { layers: unknown[] } } }).model_config
  const given = [
    json,
    JSON.stringify(json),
    utf8(JSON.stringify(json)),
    { ...json, modelTopology: chain },
    { ...json, modelTopology: { model_config: JSON.stringify(chain) } },
    { ...json, modelTopology: { class_name: 'Sequential', config: chain.config.layers } },
    functional().json,
    functional({ input_layers: ['image', 0, 0], output_layers: ['D', 0, 0] }, [['image', 0, 0, {}]]).json,
    functional({}, [{ args: [tensor([3])], kwargs: { training: false, mask: null } }]).json,
    functional({}, [{ args: [[tensor([3])]], kwargs: {} }]).json,
  ]
  for (const one of given) {
    const { model, weights } = readTensorflowJs(one, shards)
    assert.deepEqual([model.inputShape, model.outputShape], [[3], [2]])
    assert.deepEqual(weights['D.weight'], { shape: [2, 3], data: Float32Array.of(1, 3, 5, 2, 4, 6) })
    const net = await model.open(reference())
    net.setParameters(weights)
    assert.deepEqual(Array.from(await net.predict(Float32Array.of(1, 1, 1))), [9.5, 11])
    net.dispose()
  }
})

test('from a storage, a folder in it, and nowhere else', async () => {
  const { json, shards } = good()
  const files = (manifest: unknown) => ({
    'm/model.json': utf8(JSON.stringify({ ...json, weightsManifest: manifest })),
    'm/w.bin': shards[path],
    'secret.bin': shards[path],
  })
  const open = (manifest: unknown) =>
    loadTensorflowJs(memoryStorage(files(manifest)), reference(), { name: 'm/model.json', seed: 3 })
  const net = await open(json.weightsManifest)
  assert.deepEqual(Array.from(await net.predict(Float32Array.of(1, 0, 0))), [1.5, 1])
  net.dispose()
  const [group] = json.weightsManifest as { weights: unknown }[]
  for (const lie of [
    '../secret.bin',
    '/secret.bin',
    'a/../../secret.bin',
    './w.bin',
    'a//w.bin',
    '',
    'http://127.0.0.1/w.bin',
    '..\\secret.bin',
    'C:w.bin',
    '%2e%2e/secret.bin',
    'w.bin?x',
    'w.bin#x',
    'w\0.bin',
    'x'.repeat(1025),
  ])
    await assert.rejects(open([{ ...group, paths: [lie] }]), { name: 'FormatError', code: 'path-elsewhere' }, lie)
  await assert.rejects(open([{ ...group, paths: ['../secret.bin'] }]), {
    message: [
      'm/model.json: its manifest names the file "../secret.bin", which does not lie beside it.',
      '  Fix: a path is made of plain names and single slashes: "group1-shard1of1.bin".',
    ].join('\n'),
  })
  await assert.rejects(open([{ ...group, paths: ['other.bin'] }]), { name: 'FormatError', code: 'missing-file' })
  const many = [{ ...group, paths: Array.from({ length: 2 ** 14 + 1 }, (_, i) => `${i}.bin`) }]
  await assert.rejects(open(many), /^FormatError: m\/model\.json: its manifest names 16385 files; at most 16384 are read\.$/)
  await assert.rejects(loadTensorflowJs(3 as never, reference()), { name: 'OptionError' })
})

test('a model that is none', () => {
  const { json, shards } = good()
  refuses({ json: '{"a":', shards }, 'it is not JSON (Unexpected end of JSON input).')
  refuses({ json: utf8('[]'), shards }, 'it is not a JSON object.')
  const circle: Record<string, unknown> = {}
  circle.circle = circle
  assert.throws(
    () => readTensorflowJs(circle, shards),
    /^FormatError: model\.json: it is not JSON \(Converting circular structure/,
  )
  refuses({ json: Uint8Array.of(0xff), shards }, 'it is not UTF-8.')
  refuses({ json: `{"a":${'['.repeat(200)}`, shards }, 'its objects and lists are nested 201 deep; at most 100 are allowed.')
  refuses({ json: ' '.repeat(2 ** 25 + 1), shards }, 'it has more than 33554432 characters.')
  refuses({ json: { ...json, modelTopology: undefined }, shards }, 'its "modelTopology" is no object: undefined.')
  const graphModel = [
    'it is a graph model of TensorFlow.js; layers models are read here.',
    '  Fix: convert the Keras model again: tensorflowjs_converter --input_format=keras --output_format=tfjs_layers_model.',
  ] as const
  refuses({ json: { ...json, format: 'graph-model' }, shards }, ...graphModel)
  refuses({ json: { modelTopology: { node: [] } }, shards }, ...graphModel)
  refuses(
    { json: { modelTopology: { class_name: 'Dense' } }, shards },
    'it holds no Keras model: its "class_name" must be Sequential, Functional or Model; it is "Dense".',
  )
  assert.throws(
    () => readTensorflowJs(json, [] as never),
    /^OptionError: readTensorflowJs: shards must be bytes by their paths\. Received: \[\]/,
  )
  assert.throws(
    () => readTensorflowJs(json, shards, { like: 'pytorch' as never }),
    /^OptionError: readTensorflowJs: like must be one of 'keras', 'tensorflowjs'/,
  )
})

test('shapes of inputs that are left open, or are none', () => {
  const open = () =>
    chainOf(
      [inputOf(null, null, 1), ['GlobalAveragePooling2D'], ['Dense', { name: 'D', units: 2 }]],
      [
        ['D/kernel', [1, 2]],
        ['D/bias', [2]],
      ],
    )
  const { json, shards } = open()
  refuses(
    open(),
    'its input has the shape [null, null, 1].',
    '  it must be [features], [height, width] or [height, width, channels]',
    '  Fix: say the sizes that it leaves open: { inputShape: [224, 224, 3] }.',
  )
  assert.deepEqual(readTensorflowJs(json, shards, { inputShape: [4, 5, 1] }).model.inputShape, [1, 4, 5])
  for (const inputShape of [[4, 5], [4, 5, 3], 'x'])
    assert.throws(
      () => readTensorflowJs(json, shards, { inputShape } as never),
      /^OptionError: readTensorflowJs: inputShape must be as the model says it: \[null, null, 1\]/,
    )
  assert.throws(() => readTensorflowJs(json, shards, { inputShape: [4, 0, 1] }), { code: 'input-shape' })
  refuses(
    chainOf([inputOf(2, 2, 2, 2), ['Flatten']]),
    'its input has the shape [2, 2, 2, 2].',
    '  it must be [features], [height, width] or [height, width, channels]',
    '  Fix: say the sizes that it leaves open: { inputShape: [224, 224, 3] }.',
  )
  const nothing = chainOf([['Flatten']])
  assert.deepEqual(readTensorflowJs(nothing.json, nothing.shards, { inputShape: [4] }).model.outputShape, [4])
})
