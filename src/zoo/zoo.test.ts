/** The models as published: parameters and multiply-adds of the papers and of torchvision, and the names of the weights. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { receptiveFields } from '../graph/receptiveField.ts'
import type { Model } from '../model/model.ts'
import { alexnet } from './alexnet.ts'
import { digitBitmaps } from './digitBitmaps.ts'
import { lenet5 } from './lenet5.ts'
import { mobilenetV2 } from './mobilenetV2.ts'
import { resnet } from './resnet.ts'
import { smallNet } from './smallNet.ts'
import { squeezenet } from './squeezenet.ts'
import { vgg } from './vgg.ts'
import { zooModels } from './zooModels.ts'

const published: readonly [Model, parameters: number, macs: number][] = [
  [lenet5(), 61_706, 416_520],
  [lenet5({ variant: '1998' }), 60_000, 328_096],
  [alexnet(), 60_965_224, 724_406_816],
  [alexnet({ variant: 'one-tower' }), 62_378_344, 1_135_256_096],
  [alexnet({ variant: 'torchvision' }), 61_100_840, 714_188_480],
  [vgg('A'), 132_863_336, 7_609_090_048],
  [vgg('B'), 133_047_848, 11_308_466_176],
  [vgg('C'), 133_638_952, 11_770_888_192],
  [vgg('D'), 138_357_544, 15_470_264_320],
  [vgg('E'), 143_667_240, 19_632_062_464],
  [vgg('A', { batchNorm: true }), 132_868_840, 7_609_090_048],
  [resnet(18), 11_689_512, 1_814_073_344],
  [resnet(34), 21_797_672, 3_663_761_408],
  [resnet(50), 25_557_032, 4_089_184_256],
  [resnet(20), 272_474, 40_813_184],
  [resnet(32), 466_906, 69_124_736],
  [resnet(56), 855_770, 125_747_840],
  [smallNet(), 288_746, 38_634_752],
  [smallNet({ size: 64 }), 1_175_786, 211_159_552],
  [smallNet({ size: 28, channels: 1 }), 288_170, 29_128_448],
  [mobilenetV2(), 3_504_872, 300_774_272],
  [squeezenet({ version: '1.0' }), 1_248_424, 818_924_576],
  [squeezenet(), 1_235_496, 349_151_936],
]

for (const [model, parameters, macs] of published)
  test(`${model.name}: ${parameters.toLocaleString('en')} parameters`, () => {
    assert.equal(model.parameterCount, parameters)
    assert.equal(model.macs, macs)
    assert.equal(model.outputShape.length, 1)
  })

/** The layers with weights, in their order. */
const named = (model: Model) => model.nodes.filter((node) => Object.keys(node.parameters).length > 0).map(({ name }) => name)

test('weights are named and ordered as torchvision’s', () => {
  assert.deepEqual(named(alexnet({ variant: 'torchvision' })), [
    ...['features.0', 'features.3', 'features.6', 'features.8', 'features.10', 'classifier.1', 'classifier.4', 'classifier.6'],
  ])
  const vgg16 = [0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28].map((n) => `features.${n}`)
  assert.deepEqual(named(vgg('D')), [...vgg16, 'classifier.0', 'classifier.3', 'classifier.6'])
  assert.deepEqual(
    named(vgg('A', { batchNorm: true })).slice(0, 6),
    [0, 1, 4, 5, 8, 9].map((n) => `features.${n}`),
  )
  assert.deepEqual(named(resnet(18)).slice(10, 18), [
    ...['layer2.0.conv1', 'layer2.0.bn1', 'layer2.0.conv2', 'layer2.0.bn2', 'layer2.0.downsample.0', 'layer2.0.downsample.1'],
    ...['layer2.1.conv1', 'layer2.1.bn1'],
  ])
  assert.deepEqual(named(resnet(50)).slice(2, 10), [
    ...['conv1', 'bn1', 'conv2', 'bn2', 'conv3', 'bn3', 'downsample.0', 'downsample.1'].map((name) => `layer1.0.${name}`),
  ])
  assert.deepEqual(named(mobilenetV2()).slice(2, 8), [
    ...['features.1.conv.0.0', 'features.1.conv.0.1', 'features.1.conv.1', 'features.1.conv.2'],
    ...['features.2.conv.0.0', 'features.2.conv.0.1'],
  ])
  assert.equal(named(mobilenetV2()).length, 105)
  assert.deepEqual(named(squeezenet({ version: '1.0' })).slice(-4), [
    ...['features.12.squeeze', 'features.12.expand1x1', 'features.12.expand3x3', 'classifier.1'],
  ])
})

test('the state of a batch normalization stands behind its parameters, as in PyTorch', () => {
  const bn1 = resnet(18).nodes[1]!
  assert.deepEqual([...Object.keys(bn1.parameters), ...Object.keys(bn1.state)], ['weight', 'bias', 'running_mean', 'running_var'])
})

test('receptive fields of the papers', () => {
  const at = (model: Model, name: string) => {
    const { size, jump } = receptiveFields(model)[model.find(name)]!
    return [size[0], jump[0]]
  }
  const alex = alexnet()
  for (const [name, size, jump] of [
    ['conv1', 11, 4],
    ['pool1', 19, 8],
    ['conv2', 51, 8],
    ['conv3', 99, 16],
    ['conv4', 131, 16],
    ['conv5', 163, 16],
    ['pool5', 195, 32],
  ] as const)
    assert.deepEqual(at(alex, name), [size, jump], name)
  assert.deepEqual(at(vgg('D'), 'pool5'), [212, 32])
  assert.deepEqual(at(vgg('A'), 'pool5'), [150, 32])
})

test('other classes, and what is refused', () => {
  assert.deepEqual(resnet(18, { classes: 3 }).outputShape, [3])
  assert.deepEqual(resnet(20, { channels: 1 }).inputShape, [1, 32, 32])
  assert.deepEqual(squeezenet({ classes: 7 }).outputShape, [7])
  assert.throws(() => vgg('F' as never), /vgg: configuration must be one of 'A', 'B', 'C', 'D', 'E'\. Received: "F"/)
  assert.throws(() => resnet(19 as never), /resnet: depth must be one of '18', '34', '50', '20', '32', '56'/)
  assert.throws(() => alexnet({ variant: 'papr' as never }), /did you mean "paper"/)
  assert.throws(() => mobilenetV2({ classes: 0 }), /mobilenetV2: classes must be a whole number of at least 1/)
})

test('models by name say truly whether they are built for images of any size', () => {
  for (const [name, { make, anyInput }] of Object.entries(zooModels)) {
    // The LeNet-5 of the paper has a bitmap for each of ten digits.
    if (name !== 'lenet5-1998') assert.deepEqual(make({ classes: 3 }).outputShape, [3], name)
    const grey = () => make({ classes: 3, channels: 1, size: 28 })
    if (anyInput) assert.deepEqual([grey().inputShape, grey().outputShape], [[1, 28, 28], [3]], name)
  }
  const any = Object.keys(zooModels).filter((name) => zooModels[name]!.anyInput)
  assert.deepEqual(any, ['smallnet-32', 'smallnet-64', 'resnet20', 'resnet32', 'resnet56'])
})

test('LeNet-5 of 1998: 60,000 parameters and 340,908 connections, layer by layer', () => {
  const model = lenet5({ variant: '1998' })
  /** As the paper counts: each number that a unit reads, and its bias. A coefficient multiplies a sum and adds none. */
  const connections: Record<string, number> = {}
  const parameters: Record<string, number> = {}
  for (const { name, layer, shape, macs, parameters: own } of model.nodes) {
    const stage = name.split('.')[0]!
    const outputs = shape.reduce((a, b) => a * b)
    const isCoefficient = layer.kind === 'conv2d' && own.weight!.shape[2] === 1
    const read = layer.kind === 'avgPool2d' ? 4 * outputs : isCoefficient ? 0 : macs
    const biases = own.bias ? outputs : 0
    const numbers = Object.values(own).reduce((sum, spec) => sum + spec.shape.reduce((a, b) => a * b), 0)
    connections[stage] = (connections[stage] ?? 0) + read + biases
    parameters[stage] = (parameters[stage] ?? 0) + numbers
  }
  const layers = ['C1', 'S2', 'C3', 'S4', 'C5', 'F6', 'output']
  assert.deepEqual(
    layers.map((name) => parameters[name]),
    [156, 12, 1_516, 32, 48_120, 10_164, 0],
  )
  assert.deepEqual(
    layers.map((name) => connections[name]),
    [122_304, 5_880, 151_600, 2_000, 48_120, 10_164, 840],
  )
  assert.equal(
    Object.values(connections).reduce((a, b) => a + b),
    340_908,
  )
  // Each map of C3 reads three, four or six maps of S2; all sixteen sets differ, and every map is read ten times.
  const read = model.nodes.flatMap(({ layer }) => ('indices' in layer ? [layer.indices as number[]] : []))
  assert.deepEqual(
    read.map((maps) => maps.length),
    [18, 36],
  )
  for (let map = 0; map < 6; map++) assert.equal(read.flat().filter((one) => one === map).length, 9)
})

test('the bitmaps of the digits differ in at least ten of 84 pixels', () => {
  assert.equal(digitBitmaps.length, 10)
  for (const [i, a] of digitBitmaps.entries()) {
    assert.equal(a.length, 84)
    for (const b of digitBitmaps.slice(0, i)) assert.ok(a.filter((pixel, k) => pixel !== b[k]).length >= 10)
  }
})

test('the model of the paper has no options', () => {
  assert.throws(() => lenet5({ variant: '1998', pooling: 'max' }), {
    message:
      'lenet5: the variant "1998" is the model of the paper, with ten outputs; it has no option "pooling".\n  Fix: leave it out, or build the variant "modern".',
  })
  assert.throws(() => lenet5({ variant: '1998', classes: 3 }), /it has no option "classes"/)
  assert.throws(() => lenet5({ variant: '1999' as never }), /^OptionError: lenet5: variant must be one of 'modern', '1998'/)
  assert.equal(lenet5({ variant: '1998', classes: 10 }).outputShape[0], 10)
})
