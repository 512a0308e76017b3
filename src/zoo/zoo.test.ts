/** The models as published: parameters and multiply-adds of the papers and of torchvision, and the names of the weights. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { receptiveFields } from '../graph/receptiveField.ts'
import type { Model } from '../model/model.ts'
import { alexnet } from './alexnet.ts'
import { lenet5 } from './lenet5.ts'
import { mobilenetV2 } from './mobilenetV2.ts'
import { resnet } from './resnet.ts'
import { smallNet } from './smallNet.ts'
import { squeezenet } from './squeezenet.ts'
import { vgg } from './vgg.ts'

const published: readonly [Model, parameters: number, macs: number][] = [
  [lenet5(), 61_706, 416_520],
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
