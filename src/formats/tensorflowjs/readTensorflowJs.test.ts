/** TensorFlow.js models by hand: what a model.json can say, and every way in which its parts can be wrong. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chainOf, filesOf, inputOf, type MadeLayer, type MadeWeight, path } from '../../../test/handmadeKeras.ts'
import { reference } from '../../backends/reference/reference.ts'
import { memoryStorage } from '../../storage/memoryStorage.ts'
import { loadTensorflowJs } from './loadTensorflowJs.ts'
import { readTensorflowJs } from './readTensorflowJs.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

const refuses = ({ json, shards }: { json: object | string | Uint8Array; shards: Readonly<Record<string, Uint8Array>> }, ...lines: string[]) =>
  assert.throws(() => readTensorflowJs(json, shards), {
    name: 'FormatError',
    message: [`model.json: ${lines[0]}`, ...lines.slice(1)].join('\n'),
  })

const dense: MadeLayer = ['Dense', { name: 'D', units: 2 }]
const denseWeights: readonly MadeWeight[] = [
  ['D/kernel', [3, 2], [1, 2, 3, 4, 5, 6]],
  ['D/bias', [2], [0.5, -1]],
]
const good = () => chainOf([inputOf(3), dense], denseWeights)
/** A model of three features whose Dense is called by `inbound`. */
const functional = (more: object = {}, inbound: unknown = [[['image', 0, 0, {}]]]) =>
  filesOf(
    {
      class_name: 'Functional',
      config: {
        name: 'net',
        layers: [
          { name: 'image', class_name: 'InputLayer', config: { batch_input_shape: [null, 3], name: 'image' }, inbound_nodes: [] },
          { name: 'D', class_name: 'Dense', config: { name: 'D', units: 2 }, inbound_nodes: inbound },
        ],
        input_layers: [['image', 0, 0]],
        output_layers: [['D', 0, 0]],
        ...more,
      },
    },
    denseWeights,
  )

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
    'm/w.bin': shards[path]!,
    'secret.bin': shards[path]!,
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

test('topologies that are none', () => {
  const made = (config: object) => filesOf({ class_name: 'Functional', config })
  refuses(filesOf({ class_name: 'Sequential', config: {} }), 'the model "model" must have a list of 1 to 16384 layers.')
  refuses(chainOf([]), 'the model "made" must have a list of 1 to 16384 layers.')
  refuses(chainOf([inputOf(3), dense, dense]), 'two layers of the model "made" are named "D".')
  refuses(made({ layers: [3] }), 'a layer has no "class_name": 3.')
  refuses(made({ layers: [{ class_name: 'Dense', config: {} }] }), 'a layer of the class "Dense" has no name.')
  refuses(functional({ output_layers: 3 }), 'the output_layers of the model "net" are not what Keras writes.')
  refuses(
    functional({ output_layers: [['D', -1, 0]] }),
    'the output_layers of the model "net" name ["D", -1, 0], which is no [layer, node, tensor].',
  )
  refuses(functional({}, 'x'), 'the inbound_nodes of layer "D" are not what Keras writes.')
  refuses(
    functional({}, [[['image', 0, 0, { training: true }]]]),
    'the inbound_nodes of layer "D" call it with training: true, which is not read here.',
  )
  refuses(functional({}, [{ args: [3], kwargs: {} }]), 'the inbound_nodes of layer "D" hold 3 where a tensor should be.')
  refuses(
    functional({}, [{ args: [], kwargs: { axis: 1 } }]),
    'the inbound_nodes of layer "D" call it with axis: 1, which is not read here.',
  )
  refuses(functional({}, [[['D', 0, 0]]]), 'layer "D" reads ["D", 0, 0], which nothing gives before it.')
  refuses(functional({}, [[['image', 0, 1]]]), 'layer "D" reads ["image", 0, 1], which nothing gives before it.')
  refuses(functional({ output_layers: [['D', 1, 0]] }), '"D" is an output of the model "net", but nothing gives it.')
  refuses(
    functional({ input_layers: [['D', 0, 0]] }),
    'its input has the shape [].',
    '  it must be [features], [height, width] or [height, width, channels]',
    '  Fix: say the sizes that it leaves open: { inputShape: [224, 224, 3] }.',
  )
  refuses(
    functional({
      input_layers: [
        ['image', 0, 0],
        ['image', 0, 0],
      ],
    }),
    'the model "net" has 2 inputs; models here have one.',
  )
  let deep: object = {
    class_name: 'Sequential',
    config: { name: 'leaf', layers: [{ class_name: 'Flatten', config: { name: 'f' } }] },
  }
  for (let i = 0; i < 17; i++) deep = { class_name: 'Sequential', config: { name: `m${i}`, layers: [deep] } }
  refuses(filesOf(deep), 'models lie more than 16 deep in each other.')
})

test('models within models: their inputs, and calls that share weights', () => {
  const inner = {
    name: 'inner',
    class_name: 'Model',
    config: functional({
      input_layers: [
        ['image', 0, 0],
        ['image', 0, 0],
      ],
    }).json.modelTopology,
  }
  const config = (inner.config as { model_config: { config: object } }).model_config.config
  const outer = (layer: object, inbound: unknown, output = 0) =>
    filesOf(
      {
        class_name: 'Model',
        config: {
          name: 'outer',
          layers: [
            {
              name: 'image',
              class_name: 'InputLayer',
              config: { batch_input_shape: [null, 3], name: 'image' },
              inbound_nodes: [],
            },
            { ...layer, name: 'inner', inbound_nodes: inbound },
          ],
          input_layers: [['image', 0, 0]],
          output_layers: [['inner', output, 0]],
        },
      },
      denseWeights,
    )
  const layer = { class_name: 'Model', config: functional().json.modelTopology }
  const one = { ...layer, config: (layer.config as { model_config: { config: object } }).model_config.config }
  // Counted with its own making as the first call, and without.
  for (const output of [0, 1]) {
    const { json, shards } = outer(one, [[['image', 0, 0]]], output)
    assert.deepEqual(Object.keys(readTensorflowJs(json, shards).weights), ['inner/D.weight', 'inner/D.bias'])
  }
  refuses(outer({ ...one, config }, [[['image', 0, 0]]]), 'the model "inner" has 2 inputs, and is given 1.')
  refuses(
    outer({ ...one, config }, [
      [
        ['image', 0, 0],
        ['image', 0, 0],
      ],
    ]),
    '"image" is an input of the model "inner" twice.',
  )
  const noInput = { ...one, config: { ...one.config, input_layers: [['D', 0, 0]] } }
  refuses(outer(noInput, [[['image', 0, 0]]]), '"D" is an input of the model "inner", but no InputLayer.')
  refuses(
    outer(one, [[['image', 0, 0]], [['image', 0, 0]]]),
    'layer "inner/D" (Dense): it is called more than once, and its calls share the weight "D/kernel": layers here have weights of their own.',
    '  Fix: save the model with a layer for each call, and copies of the weights.',
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

test('manifests that lie', () => {
  const { json, shards } = good()
  const made = (group: object, files: Readonly<Record<string, Uint8Array>> = shards) => ({
    json: { ...json, weightsManifest: [group] },
    shards: files,
  })
  const [kernel, bias] = (json.weightsManifest as { weights: object[] }[])[0]!.weights as [object, object]
  const weights = (...list: unknown[]) => made({ paths: [path], weights: list })
  for (const manifest of [
    3,
    [3],
    [{ paths: 'w.bin', weights: [] }],
    [{ paths: [1], weights: [] }],
    [{ paths: [], weights: [1] }],
  ])
    refuses({ json: { ...json, weightsManifest: manifest }, shards }, 'its "weightsManifest" is no list of { paths, weights }.')
  refuses(made({ paths: ['x.bin'], weights: [kernel, bias] }), 'the shard "x.bin" is missing.', '  given: "w.bin"')
  refuses(made({ paths: ['toString'], weights: [] }, {}), 'the shard "toString" is missing.', '  given: —')
  refuses(weights(kernel, kernel), 'its manifest names the weight "D/kernel" twice.')
  refuses(weights({ shape: [1], dtype: 'float32' }), 'a weight of its manifest has no name.')
  refuses(weights(kernel), 'bytes are left over at the end of the shards.', '  the weights take 24 bytes; there are 32')
  refuses(
    weights(kernel, { ...bias, shape: [3] }),
    'the weight "D/bias" reaches beyond the end of its shards.',
    '  it takes 12 bytes from byte 24 on; there are 32',
  )
  for (const [shape, shown] of [
    [[-1], '[-1]'],
    [[1.5], '[1.5]'],
    ['3', '"3"'],
    [new Array(9).fill(1), '[1, 1, 1, 1, 1, 1, 1, 1, …]'],
    [[2 ** 40, 2 ** 40], '1099511627776×1099511627776'],
  ] as const)
    refuses(weights({ ...kernel, shape }), `the weight "D/kernel" has the impossible shape ${shown}.`)
  refuses(weights({ ...kernel, dtype: 'string' }), 'the weight "D/kernel" has the dtype "string"; float32, int32, bool are read.')
  refuses(
    weights({ ...kernel, quantization: { dtype: 'int4' } }),
    'the weight "D/kernel" is quantised as "int4" of float32; uint8, uint16, float16 are read.',
  )
  refuses(
    weights({ ...kernel, dtype: 'int32', quantization: { dtype: 'float16' } }),
    'the weight "D/kernel" is quantised as "float16" of int32; uint8, uint16, float16 are read.',
  )
  refuses(
    weights({ ...kernel, quantization: { dtype: 'uint8', scale: '1', min: null } }),
    'the weight "D/kernel" is quantised without a scale and a min that are numbers: "1", null.',
  )
})

test('weights that do not belong to their layers', () => {
  const made = (...weights: MadeWeight[]) => chainOf([inputOf(3), dense], weights)
  const [kernel, bias] = denseWeights as [MadeWeight, MadeWeight]
  const at = 'layer "D" (Dense): '
  refuses(made(), `${at}its weight "kernel" is missing.`)
  refuses(made(bias), `${at}its weight "kernel" is missing.`, '  Fix: the weights are named "D/bias".')
  refuses(made(['D/kernel', [2, 3]], bias), `${at}its weight "D/kernel" must be 3×2; it is 2×3.`)
  refuses(made(kernel, bias, ['E/kernel', [1]]), 'weights of it belong to no layer.', '  "E/kernel"')
  refuses(
    made(['a/D/kernel', [3, 2]], ['b/D/kernel', [3, 2]], bias),
    `${at}two weights may be its "kernel": "a/D/kernel" and "b/D/kernel".`,
  )
  const whole = made(kernel, bias)
  const [group] = whole.json.weightsManifest as { weights: Record<string, unknown>[] }[]
  group!.weights[0]!.dtype = 'int32'
  refuses(whole, `${at}its weight "D/kernel" is not of real numbers.`)
  // As Keras names them, with a number behind; the optimizer's are passed over.
  const { json, shards } = made(['x/D/kernel:0', [3, 2]], ['D/cell/bias', [2]], ['Adam/iterations', [1]])
  const specs = (json.weightsManifest as { weights: Record<string, unknown>[] }[])[0]!.weights
  specs[2]!.group = 'optimizer'
  assert.deepEqual(Object.keys(readTensorflowJs(json, shards).weights), ['D.weight', 'D.bias'])
})

test('weights in several shards, cut anywhere; int32, bool and quantised ones', () => {
  const { json, shards } = good()
  const [group] = json.weightsManifest as { weights: Record<string, unknown>[] }[]
  const bytes = shards[path]!
  const cut = { a: bytes.subarray(0, 5), b: bytes.subarray(5, 5), c: bytes.subarray(5) }
  const { weights } = readTensorflowJs({ ...json, weightsManifest: [{ ...group, paths: ['a', 'b', 'c'] }] }, cut)
  assert.deepEqual(weights['D.weight']!.data, Float32Array.of(1, 3, 5, 2, 4, 6))
  const packed = [
    { ...group!.weights[0], quantization: { dtype: 'uint16', scale: 0.5, min: -1 } },
    { ...group!.weights[1], quantization: { dtype: 'uint8', scale: 2, min: 1 } },
    { name: 'int', shape: [1], dtype: 'int32', group: 'optimizer', quantization: { dtype: 'uint8', scale: 1.2, min: 0 } },
    { name: 'flag', shape: [2], dtype: 'bool', group: 'optimizer' },
  ]
  const few = Uint8Array.of(...new Uint8Array(Uint16Array.of(0, 1, 2, 3, 4, 5).buffer), 7, 0, 3, 1, 0)
  const read = readTensorflowJs({ ...json, weightsManifest: [{ paths: ['w'], weights: packed }] }, { w: few }).weights
  assert.deepEqual(read['D.weight']!.data, Float32Array.of(-1, 0, 1, -0.5, 0.5, 1.5))
  assert.deepEqual(read['D.bias']!.data, Float32Array.of(15, 1))
})
