/** Layers of Keras, one by one: what is refused, in which words; and what becomes of those that no golden value is about. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chainOf, filesOf, inputOf, type MadeLayer, type MadeWeight } from '../../../test/handmadeKeras.ts'
import { reference } from '../../backends/reference/reference.ts'
import { readTensorflowJs, type TensorflowJsOptions } from './readTensorflowJs.ts'

const image = inputOf(4, 4, 2)

/** The error of one layer behind an input. */
function refuses(
  layer: MadeLayer,
  what: string,
  { input = image, weights = [], fix }: { input?: MadeLayer; weights?: MadeWeight[]; fix?: string } = {},
): void {
  const { json, shards } = chainOf([input, layer], weights)
  const message = [`model.json: layer "${layer[0]}1" (${layer[0]}): ${what}`, ...(fix ? [`  Fix: ${fix}`] : [])].join('\n')
  assert.throws(() => readTensorflowJs(json, shards), { name: 'FormatError', message })
}

/** The output shape of one layer, and what it gives for an input of 0, 1, 2 …, less `minus`. */
async function given(
  layer: MadeLayer | readonly MadeLayer[],
  input: MadeLayer,
  weights: MadeWeight[] = [],
  options?: TensorflowJsOptions,
  minus = 0,
) {
  const layers = (typeof layer[0] === 'string' ? [layer] : layer) as readonly MadeLayer[]
  const { json, shards } = chainOf([input, ...layers], weights)
  const { model, weights: read } = readTensorflowJs(json, shards, options)
  const net = await model.open(reference())
  net.setParameters(read)
  const size = model.inputShape.reduce((product, one) => product * one, 1)
  const numbers = await net.predict(Float32Array.from({ length: size }, (_, i) => i - minus))
  net.dispose()
  return { shape: model.outputShape, numbers: Array.from(numbers) }
}

test('classes that are not known', () => {
  const { json, shards } = chainOf([image, ['Conv2DD', { name: 'C1' }]])
  assert.throws(() => readTensorflowJs(json, shards), {
    code: 'layer',
    message:
      /^model\.json: layer "C1" \(Conv2DD\): this class of layers is not read here\.\n {2}Fix: did you mean "Conv2D"\? .* Or build the model with layers of these, and save it again\.$/s,
  })
  for (const kind of ['LSTM', 'Conv3D', 'Lambda', 'TFOpLambda', 'Embedding', 'constructor'])
    assert.throws(
      () => readTensorflowJs(...(Object.values(chainOf([image, [kind]])) as [object, Record<string, Uint8Array>])),
      { code: 'layer' },
      kind,
    )
})

test('options that say something else', () => {
  const conv = (config: object): MadeLayer => ['Conv2D', { filters: 2, kernel_size: 3, ...config }]
  refuses(conv({ filters: 0 }), 'its filters must be a whole number of at least 1; it is 0.')
  refuses(
    conv({ kernel_size: [3, 3, 3] }),
    'its kernel_size must be a whole number of at least 1, or two of them [height, width]; it is [3, 3, 3].',
  )
  refuses(conv({ padding: 'causal' }), 'its padding must be one of valid, same; it is "causal".')
  refuses(conv({ data_format: 'first' }), 'its data_format must be one of channels_last, channels_first; it is "first".')
  refuses(conv({ use_bias: 1 }), 'its use_bias must be true or false; it is 1.', { weights: [['Conv2D1/kernel', [3, 3, 2, 2]]] })
  refuses(conv({ groups: 3 }), 'its groups must be a divisor of its 2 channels; it is 3.')
  refuses(['Conv2D', { kernel_size: 3 }], 'its filters must be a whole number of at least 1; it is undefined.')
  refuses(conv({}), 'it reads images of three axes, but is given [4].', { input: inputOf(4) })
  refuses(
    ['Conv2DTranspose', { filters: 2, kernel_size: 3, output_padding: 1 }],
    'its output_padding is 1, which is not read here.',
  )
  refuses(
    ['Conv2DTranspose', { filters: 2, kernel_size: 3, dilation_rate: [2, 1] }],
    'its dilation_rate is [2, 1], which is not read here.',
  )
  refuses(['ReLU', { threshold: 1 }], 'its threshold is 1, which is not read here.')
  refuses(['ReLU', { max_value: 6, negative_slope: 0.1 }], 'its negative_slope is 0.1, which is not read here.')
  refuses(['ReLU', { max_value: 0 }], 'its max_value must be a number above 0; it is 0.')
  refuses(['LeakyReLU', { alpha: 'x' }], 'its alpha must be a number; it is "x".')
  refuses(['Softmax', { axis: 0 }], 'its axis must be different axes of 3, without the batch; it is [0].')
  refuses(['Softmax', { axis: 'x' }], 'its axis must be whole numbers; it is "x".')
  refuses(['Softmax', { axis: [1, 2] }], 'its axis must be one axis; it is [1, 2].')
  refuses(
    ['BatchNormalization', { axis: 2 }],
    'it normalizes along axis 2 of [4, 4, 2], which is not read here: only features, and channels of images.',
  )
  refuses(['LayerNormalization', { axis: [2, 1] }], 'its axis must be a list of axes in their order; it is [2, 1].')
  refuses(['LayerNormalization', { rms_scaling: true }], 'its rms_scaling is true, which is not read here.')
  refuses(['Rescaling', { scale: [1, 2, 3] }], 'its scale must be a number, or one for each of 2 channels; it is [1, 2, 3].')
  refuses(['Permute', { dims: [1, 2] }], 'its dims must be the whole numbers from 1 to 3, each once; it is [1, 2].')
  refuses(['Reshape', { target_shape: [0, 4] }], 'its target_shape must be sizes above 0, or −1 for the rest; it is [0, 4].')
  refuses(
    ['ZeroPadding2D', { padding: -1 }],
    'its padding must be a whole number of at least 0, two of them, or [[top, bottom], [left, right]]; it is -1.',
  )
  refuses(['Cropping2D', { cropping: 2 }], 'it cuts off all of an image of 4 × 4.')
  refuses(['Dropout', { rate: 2 }], 'its rate must be a number from 0 to 1; it is 2.')
  refuses(['Flatten', { data_format: 'channels_first' }], 'it flattens channels_first, which is read of images only.', {
    input: inputOf(4, 4),
  })
  refuses(['Add'], 'it joins two or more tensors, but is given 1.')
  refuses(['Concatenate'], 'it joins two or more tensors, but is given 1.')
  refuses(['Subtract'], 'it reads two tensors, but is given 1.')
})

test('activations that are not known', () => {
  const known =
    'known: linear, softmax, selu, hard_sigmoid, relu, relu6, sigmoid, tanh, elu, softplus, swish, silu, gelu, mish, exponential, hard_silu, hard_swish'
  refuses(['Activation', { activation: 'softsign' }], 'its activation is "softsign", which is not read here.', { fix: known })
  refuses(['Activation', { activation: 'toString' }], 'its activation is "to_string", which is not read here.', { fix: known })
  refuses(
    ['Activation', { activation: { class_name: 'PReLU', config: {} } }],
    'its activation is "PReLU", which is not read here.',
  )
  refuses(['Activation'], 'its activation must be a name; it is undefined.')
})

test('joins of what does not fit', () => {
  const place = (name: string) => [name, 0, 0]
  const join = (kind: string, names: readonly string[]) =>
    filesOf({
      class_name: 'Model',
      config: {
        name: 'net',
        layers: [
          { name: 'image', class_name: 'InputLayer', config: { batch_input_shape: [null, 4, 4, 2] }, inbound_nodes: [] },
          { name: 'F', class_name: 'Flatten', config: {}, inbound_nodes: [[place('image')]] },
          { name: 'J', class_name: kind, config: {}, inbound_nodes: [names.map(place)] },
        ],
        input_layers: [['image', 0, 0]],
        output_layers: [['J', 0, 0]],
      },
    })
  const throws = ({ json, shards }: ReturnType<typeof join>, message: string) =>
    assert.throws(() => readTensorflowJs(json, shards), { message: `model.json: ${message}` })
  throws(join('Concatenate', ['image', 'F']), 'layer "J" (Concatenate): it joins tensors with different numbers of axes.')
  throws(join('Flatten', ['image', 'F']), 'layer "J" (Flatten): it reads one tensor, but is given 2.')
  const many = join('Add', new Array<string>(200_000).fill('image'))
  assert.throws(() => readTensorflowJs(many.json, many.shards), { name: 'ShapeError', code: 'input-count' })
  const { json, shards } = join('Multiply', ['image', 'F'])
  assert.throws(
    () => readTensorflowJs(json, shards),
    /^ShapeError: layer \d "J" \(multiply\) in "net": multiply needs inputs of the same shape/,
  )
})

test('where Keras and TensorFlow.js differ, one must say whose numbers are meant', async () => {
  const by = (version: string, layer: MadeLayer, options?: TensorflowJsOptions) => {
    const { json, shards } = chainOf([inputOf(1, 2, 1), layer])
    const { generatedBy: _, ...rest } = json
    return readTensorflowJs(
      { ...rest, modelTopology: { ...(json.modelTopology as object), keras_version: version } },
      shards,
      options,
    ).model.nodes
  }
  const up: MadeLayer = ['UpSampling2D', { name: 'up', size: [1, 2], interpolation: 'bilinear' }]
  const fix = "  Fix: say whose numbers you want: { like: 'keras' } or { like: 'tensorflowjs' }."
  assert.throws(() => by('2.15.0', up), {
    message: `model.json: layer "up" (UpSampling2D): Keras, which made the model, and TensorFlow.js compute different numbers of bilinear interpolation.\n${fix}`,
  })
  const coordinates = (nodes: ReturnType<typeof by>) =>
    nodes.map(({ layer }) => (layer as unknown as { coordinates?: string }).coordinates)
  assert.deepEqual(coordinates(by('2.15.0', up, { like: 'keras' })), ['half-pixel'])
  assert.deepEqual(coordinates(by('2.15.0', up, { like: 'tensorflowjs' })), ['asymmetric'])
  assert.deepEqual(coordinates(by('tfjs-layers 4.22.0', up)), ['asymmetric'])
  const hard: MadeLayer = ['Activation', { name: 'hard', activation: 'hard_sigmoid' }]
  assert.throws(() => by('3.1.0', hard), {
    message: `model.json: layer "hard" (Activation): hard_sigmoid is x / 6 + 0.5 in Keras 3, which made the model, and 0.2·x + 0.5 in TensorFlow.js.\n${fix}`,
  })
  assert.equal(by('3.1.0', hard, { like: 'keras' }).length, 1)
  assert.equal(by('2.15.0', hard).length, by('3.1.0', hard, { like: 'tensorflowjs' }).length)
})

test('by hand: what stays, what is moved, what is left out', async () => {
  const features = inputOf(4)
  assert.deepEqual((await given(['Rescaling', { scale: 0.5, offset: -1 }], features)).numbers, [-1, -0.5, 0, 0.5])
  assert.deepEqual((await given(['Rescaling', { scale: [1, 2], offset: [0, 1] }], inputOf(1, 2, 2))).numbers, [0, 1, 5, 7])
  assert.deepEqual((await given(['ReLU', { negative_slope: 0.5 }], features, [], undefined, 2)).numbers, [-1, -0.5, 0, 1])
  assert.deepEqual(
    (await given(['Activation', { activation: { class_name: 'LeakyReLU', config: { alpha: 0.5 } } }], features, [], undefined, 2))
      .numbers,
    [-1, -0.5, 0, 1],
  )
  assert.deepEqual(
    (await given(['Activation', { activation: { class_name: 'function', config: 'relu' } }], features, [], undefined, 2)).numbers,
    [0, 0, 0, 1],
  )
  // Nothing but noise, which only matters in training: the model still has a layer.
  for (const kind of ['SpatialDropout2D', 'GaussianNoise', 'GaussianDropout', 'AlphaDropout', 'ActivityRegularization'])
    assert.deepEqual((await given([kind, { rate: 0.5 }], inputOf(1, 2, 2))).numbers, [0, 1, 2, 3])
  assert.deepEqual((await given(['Dropout', { rate: 0.5 }], features)).numbers, [0, 1, 2, 3])
  // [h, w, c] = [2, 1, 2]: the image that is given lies as c, h, w. Flattened it comes out as Keras means it: h, w, c.
  assert.deepEqual((await given(['Flatten'], inputOf(2, 1, 2))).numbers, [0, 2, 1, 3])
  assert.deepEqual(await given(['Reshape', { target_shape: [1, 4, 1] }], inputOf(2, 1, 2)), {
    shape: [1, 1, 4],
    numbers: [0, 2, 1, 3],
  })
  assert.deepEqual(await given(['Permute', { dims: [3, 1, 2] }], inputOf(2, 1, 2)), { shape: [1, 2, 2], numbers: [0, 1, 2, 3] })
  assert.deepEqual(
    (
      await given([['Flatten'], ['Dense', { name: 'D', units: 1, use_bias: false }]], inputOf(2, 1, 2), [
        ['D/kernel', [4, 1], [1, 10, 100, 1000]],
      ])
    ).numbers,
    [0 * 1 + 2 * 10 + 1 * 100 + 3 * 1000],
  )
  // A layer named input, and names that are taken, get others.
  const { json, shards } = chainOf([
    features,
    ['ReLU', { name: 'input' }],
    ['Activation', { name: 'a', activation: 'selu' }],
    ['ReLU', { name: 'a/elu' }],
  ])
  assert.deepEqual(
    readTensorflowJs(json, shards)
      .model.nodes.map(({ name }) => name)
      .slice(0, 2),
    ['input_2', 'a/elu'],
  )
})

test('statistics of a batch move as Keras moves them', () => {
  const vectors = (...names: string[]): MadeWeight[] => names.map((name) => [`N/${name}`, [2], [1, 2]])
  const read = (config: object, ...names: string[]) => {
    const { json, shards } = chainOf([image, ['BatchNormalization', { name: 'N', ...config }]], vectors(...names))
    const { model, weights } = readTensorflowJs(json, shards)
    return { layer: model.nodes[0]!.layer as unknown as { momentum: number; epsilon: number }, weights }
  }
  const { layer, weights } = read({ momentum: 0.9, epsilon: 0.01, center: false }, 'gamma', 'moving_mean', 'moving_variance')
  assert.ok(Math.abs(layer.momentum - 0.1) < 1e-12)
  assert.equal(layer.epsilon, 0.01)
  assert.deepEqual(weights['N.bias']!.data, Float32Array.of(0, 0))
  assert.deepEqual(weights['N.running_var']!.data, Float32Array.of(1, 2))
  // Statistics that never move have nothing like them here; they only matter where the network trains on.
  assert.equal(read({ momentum: 1, scale: false, center: false }, 'moving_mean', 'moving_variance').layer.momentum, 0.1)
})
