/**
 * Every layer keeps the contract, a row each; and the contract finds what is broken. Long because it is one table of all layers.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wantedIn } from '../../test/wanted.ts'
import { runCalls } from '../backends/reference/runCalls.ts'
import { type ContractOptions, layerContract } from '../contract/layerContract.ts'
import { he } from '../initializers/index.ts'
import type { ElementwiseFunction } from '../ops/unary/function.ts'
import { functions } from '../ops/unary/functions.generated.ts'
import type { Shape } from '../values/shape.ts'
import { activationLayers } from './activations/table.generated.ts'
import {
  adaptiveAvgPool2d,
  add,
  avgPool2d,
  batchNorm2d,
  behaviourOf,
  channelShuffle,
  clip,
  concat,
  constantTensor,
  conv2d,
  convTranspose2d,
  defineLayer,
  dense,
  divide,
  dropout,
  elu,
  flatten,
  gather,
  globalAvgPool2d,
  globalMaxPool2d,
  groupNorm,
  instanceNorm,
  layerNorm,
  leakyRelu,
  localResponseNorm,
  lpPool2d,
  matMul,
  maximum,
  maxPool2d,
  minimum,
  multiply,
  pad2d,
  parameter,
  power,
  prelu,
  rbf,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceSum,
  relu,
  reshape,
  resize2d,
  slice,
  softmax,
  squeeze,
  subtract,
  tanh,
  transpose,
  unsqueeze,
} from './index.ts'
import type { CountedBehaviour, Layer } from './layer.ts'

/** Every activation with its defaults, in the domain of its function. */
const activations = Object.entries(activationLayers).map(
  ([kind, { create }]) => [kind, create!({}), [[2, 3, 4]], [2, 3, 4], domainOf(kind)] as const,
)

function domainOf(kind: string): { readonly range?: readonly [number, number] } {
  const { domain } = (functions as Readonly<Record<string, ElementwiseFunction>>)[kind] ?? {}
  return domain ? { range: domain } : {}
}

/** Divisors, and what is raised to a power. */
const positive = { range: [0.4, 2] } as const

const cases: readonly (readonly [string, Layer, readonly Shape[], Shape, Omit<ContractOptions, 'run'>?])[] = [
  ...activations,
  ['conv2d', conv2d({ name: 'C1', filters: 3, kernelSize: 3 }), [[2, 5, 6]], [3, 3, 4], { linear: true }],
  [
    'conv2d, strides',
    conv2d({ filters: 2, kernelSize: [3, 2], stride: [2, 1], bias: false }),
    [[2, 7, 4]],
    [2, 3, 3],
    { linear: true },
  ],
  [
    'conv2d, even kernel, same',
    conv2d({ filters: 2, kernelSize: 4, padding: 'same', stride: 2 }),
    [[1, 5, 5]],
    [2, 3, 3],
    { linear: true },
  ],
  [
    'conv2d, dilation',
    conv2d({ filters: 2, kernelSize: 3, dilation: 2, padding: [1, 2, 0, 1] }),
    [[1, 6, 5]],
    [2, 3, 4],
    { linear: true },
  ],
  ['conv2d, groups', conv2d({ filters: 4, kernelSize: 3, groups: 2, padding: 1 }), [[4, 3, 3]], [4, 3, 3], { linear: true }],
  ['conv2d, depthwise', conv2d({ filters: 3, kernelSize: 2, groups: 3 }), [[3, 3, 3]], [3, 2, 2], { linear: true }],
  [
    'conv2d, padding value',
    conv2d({ filters: 2, kernelSize: 3, padding: 1, paddingValue: -0.7 }),
    [[2, 3, 3]],
    [2, 3, 3],
    { linear: true },
  ],
  [
    'conv2d, floor',
    conv2d({ filters: 1, kernelSize: 2, stride: 2, rounding: 'floor' }),
    [[1, 5, 5]],
    [1, 2, 2],
    { linear: true },
  ],
  [
    'conv2d, ceil',
    conv2d({ filters: 1, kernelSize: 2, stride: 2, rounding: 'ceil', paddingValue: 2 }),
    [[1, 5, 5]],
    [1, 3, 3],
    { linear: true },
  ],
  [
    'convTranspose2d',
    convTranspose2d({ name: 'U1', filters: 3, kernelSize: 3, stride: 2, padding: 1, outputPadding: 1 }),
    [[2, 3, 4]],
    [3, 6, 8],
    { linear: true },
  ],
  [
    'convTranspose2d, no bias, gaps',
    convTranspose2d({ filters: 2, kernelSize: [2, 3], stride: [3, 1], padding: [0, 1, 0, 0], bias: false }),
    [[2, 3, 2]],
    [2, 8, 3],
    { linear: true },
  ],
  [
    'convTranspose2d, groups, dilation',
    convTranspose2d({ filters: 4, kernelSize: 2, dilation: 3, groups: 2, outputPadding: [2, 0], padding: [1, 0, 0, 2] }),
    [[2, 3, 3]],
    [4, 7, 4],
    { linear: true },
  ],
  ['maxPool2d', maxPool2d({ kernelSize: 2 }), [[2, 4, 6]], [2, 2, 3]],
  ['maxPool2d, overlapping', maxPool2d({ kernelSize: 3, stride: 1, padding: 1 }), [[2, 4, 3]], [2, 4, 3]],
  ['maxPool2d, ceil', maxPool2d({ kernelSize: 2, rounding: 'ceil' }), [[1, 5, 5]], [1, 3, 3]],
  ['maxPool2d, dilation', maxPool2d({ kernelSize: 2, stride: 1, dilation: 2 }), [[1, 4, 5]], [1, 2, 3]],
  ['avgPool2d', avgPool2d({ kernelSize: 2 }), [[2, 4, 6]], [2, 2, 3], { linear: true }],
  ['avgPool2d, padding', avgPool2d({ kernelSize: 3, stride: 2, padding: 1 }), [[2, 5, 5]], [2, 3, 3], { linear: true }],
  [
    'avgPool2d, pixels only',
    avgPool2d({ kernelSize: 3, stride: 2, padding: 1, countPadding: false }),
    [[2, 5, 5]],
    [2, 3, 3],
    { linear: true },
  ],
  ['avgPool2d, ceil', avgPool2d({ kernelSize: 2, rounding: 'ceil' }), [[1, 3, 5]], [1, 2, 3], { linear: true }],
  ['avgPool2d, same', avgPool2d({ kernelSize: 3, stride: 2, padding: 'same' }), [[1, 4, 5]], [1, 2, 3], { linear: true }],
  ['globalAvgPool2d', globalAvgPool2d({ name: 'G' }), [[3, 4, 5]], [3, 1, 1], { linear: true }],
  ['batchNorm2d', batchNorm2d(), [[3, 4, 5]], [3, 4, 5]],
  ['batchNorm2d, not affine', batchNorm2d({ affine: false, epsilon: 0.01 }), [[2, 3, 3]], [2, 3, 3]],
  ['batchNorm2d of features', batchNorm2d({ name: 'N' }), [[4]], [4], { batch: 5 }],
  ['globalMaxPool2d', globalMaxPool2d({ name: 'G' }), [[3, 4, 5]], [3, 1, 1]],
  ['adaptiveAvgPool2d', adaptiveAvgPool2d({ name: 'A', size: [2, 4] }), [[3, 5, 7]], [3, 2, 4], { linear: true }],
  ['adaptiveAvgPool2d, tiles', adaptiveAvgPool2d({ size: [2, 3] }), [[2, 4, 6]], [2, 2, 3], { linear: true }],
  ['adaptiveAvgPool2d, larger', adaptiveAvgPool2d({ size: 5 }), [[2, 2, 3]], [2, 5, 5], { linear: true }],
  ['lpPool2d', lpPool2d({ name: 'L', kernelSize: 2 }), [[2, 4, 6]], [2, 2, 3]],
  ['lpPool2d, p 1', lpPool2d({ kernelSize: 2, stride: 1, p: 1 }), [[1, 3, 4]], [1, 2, 3]],
  ['lpPool2d, p 5, padding', lpPool2d({ kernelSize: 3, stride: 2, padding: 1, p: 5 }), [[2, 5, 5]], [2, 3, 3]],
  ['pad2d', pad2d({ name: 'P', padding: [1, 0, 2, 3], value: -0.5 }), [[2, 3, 2]], [2, 6, 5], { linear: true }],
  ['pad2d, reflect', pad2d({ padding: [1, 2, 2, 3], mode: 'reflect' }), [[2, 3, 4]], [2, 6, 9], { linear: true }],
  ['pad2d, edge', pad2d({ padding: [3, 1, 0, 2], mode: 'edge' }), [[1, 2, 1]], [1, 5, 4], { linear: true }],
  ['resize2d', resize2d({ name: 'R', scale: [2, 3] }), [[2, 3, 2]], [2, 6, 6], { linear: true }],
  ['resize2d, smaller', resize2d({ size: [2, 3], nearestMode: 'ceil' }), [[1, 5, 7]], [1, 2, 3], { linear: true }],
  ['resize2d, bilinear', resize2d({ size: [5, 3], mode: 'bilinear' }), [[2, 3, 4]], [2, 5, 3], { linear: true }],
  [
    'resize2d, cubic',
    resize2d({ scale: 1.7, mode: 'cubic', coordinates: 'align-corners', cubicCoefficient: -0.5 }),
    [[2, 3, 4]],
    [2, 5, 6],
    { linear: true },
  ],
  ['dense', dense({ units: 3 }), [[5]], [3], { linear: true }],
  ['dense, no bias', dense({ name: 'F6', units: 4, bias: false, initializer: he() }), [[3]], [4], { linear: true }],
  ['dense of each row', dense({ units: 3, onLastAxis: true }), [[2, 3, 4]], [2, 3, 3], { linear: true }],
  ['dense of each row, no bias', dense({ units: 5, onLastAxis: true, bias: false }), [[3, 2]], [3, 5], { linear: true }],
  ['dense of one row', dense({ units: 2, onLastAxis: true }), [[4]], [2], { linear: true }],
  ['flatten', flatten(), [[2, 3, 4]], [24], { linear: true }],
  ['reshape', reshape({ shape: [4, -1, 2] }), [[2, 3, 4]], [4, 3, 2], { linear: true }],
  ['reshape to more axes', reshape({ shape: [2, 2, 1, 3] }), [[12]], [2, 2, 1, 3], { linear: true }],
  ['squeeze', squeeze({ name: 'S' }), [[1, 3, 1]], [3], { linear: true }],
  ['squeeze, some axes', squeeze({ axes: [-1] }), [[1, 3, 1]], [1, 3], { linear: true }],
  ['unsqueeze', unsqueeze({ axes: [0, -1] }), [[2, 3]], [1, 2, 3, 1], { linear: true }],
  ['transpose', transpose({ axes: [2, 0, 1] }), [[2, 3, 4]], [4, 2, 3], { linear: true }],
  ['transpose of more axes', transpose({ axes: [0, 3, 1, 2] }), [[2, 3, 1, 2]], [2, 2, 3, 1], { linear: true }],
  ['slice', slice({ starts: [1], ends: [1e9] }), [[3, 2, 2]], [2, 2, 2], { linear: true }],
  [
    'slice, steps, backwards',
    slice({ axes: [1, -1], starts: [0, -1], ends: [5, -9], steps: [2, -1] }),
    [[2, 5, 3]],
    [2, 3, 3],
    { linear: true },
  ],
  ['gather', gather({ indices: [0, 1, 2, 1, 2, 0, -1, 0] }), [[4, 2, 3]], [8, 2, 3], { linear: true }],
  ['gather, one', gather({ indices: 1, axis: -1 }), [[2, 3, 3]], [2, 3], { linear: true }],
  [
    'gather, more axes',
    gather({
      indices: [
        [3, 0, 0],
        [1, 1, 0],
      ],
      axis: 1,
    }),
    [[2, 4]],
    [2, 2, 3],
    { linear: true },
  ],
  ['leakyRelu, slope 0.2', leakyRelu({ slope: 0.2 }), [[7]], [7]],
  ['tanh, scaled', tanh({ scaled: true }), [[7]], [7]],
  ['elu, alpha 0.5', elu({ alpha: 0.5 }), [[7]], [7]],
  ['clip, −0.4 to 0.3', clip({ min: -0.4, max: 0.3 }), [[2, 3, 3]], [2, 3, 3]],
  ['prelu', prelu({ name: 'P' }), [[3, 2, 4]], [3, 2, 4]],
  ['prelu, one slope', prelu({ perChannel: false, slope: 0.1 }), [[2, 3, 3]], [2, 3, 3]],
  ['prelu of features', prelu(), [[7]], [7]],
  [
    'rbf',
    rbf({
      name: 'R',
      centres: [
        [1, -1, 0.5],
        [0.2, 0.4, -2],
      ],
    }),
    [[3]],
    [2],
  ],
  ['groupNorm', groupNorm({ name: 'N', groups: 2 }), [[4, 3, 2]], [4, 3, 2]],
  ['groupNorm, one group', groupNorm({ groups: 1, epsilon: 0.1 }), [[3, 2, 2]], [3, 2, 2]],
  ['groupNorm, not affine', groupNorm({ groups: 3, affine: false }), [[6, 2, 3]], [6, 2, 3]],
  ['groupNorm of features', groupNorm({ groups: 2 }), [[8]], [8]],
  ['instanceNorm', instanceNorm(), [[3, 3, 4]], [3, 3, 4]],
  ['instanceNorm, affine', instanceNorm({ affine: true }), [[2, 4, 3]], [2, 4, 3]],
  ['layerNorm', layerNorm(), [[2, 3, 4]], [2, 3, 4]],
  ['layerNorm, not affine', layerNorm({ affine: false }), [[3, 2, 2]], [3, 2, 2]],
  ['layerNorm of features', layerNorm(), [[9]], [9]],
  ['softmax', softmax(), [[5]], [5]],
  ['softmax of an image', softmax(), [[3, 2, 2]], [3, 2, 2]],
  ['softmax along the last axis', softmax({ axis: -1 }), [[2, 2, 4]], [2, 2, 4]],
  ['softmax along an axis between', softmax({ axis: 1 }), [[2, 3, 2]], [2, 3, 2]],
  ['localResponseNorm', localResponseNorm({ name: 'N' }), [[6, 2, 3]], [6, 2, 3]],
  ['localResponseNorm, strong', localResponseNorm({ size: 3, alpha: 0.5, k: 1, alphaOver: 'one' }), [[5, 2, 2]], [5, 2, 2]],
  ['localResponseNorm, even', localResponseNorm({ size: 4, alpha: 3, beta: 0.6 }), [[6, 2, 2]], [6, 2, 2]],
  ['dropout', dropout({ rate: 0.3 }), [[4, 3, 3]], [4, 3, 3], { linear: true }],
  ['dropout, rate 0', dropout({ rate: 0 }), [[4]], [4], { linear: true }],
  [
    'add',
    add(),
    [
      [2, 3, 3],
      [2, 3, 3],
    ],
    [2, 3, 3],
    { linear: true },
  ],
  ['add of three', add(), [[4], [4], [4]], [4], { linear: true }],
  [
    'concat',
    concat(),
    [
      [2, 2, 3],
      [1, 2, 3],
      [3, 2, 3],
    ],
    [6, 2, 3],
    { linear: true },
  ],
  ['channelShuffle', channelShuffle({ groups: 3 }), [[6, 2, 3]], [6, 2, 3], { linear: true }],
  ['concat of features', concat(), [[2], [5]], [7], { linear: true }],
  [
    'multiply',
    multiply(),
    [
      [2, 3, 3],
      [2, 3, 3],
    ],
    [2, 3, 3],
  ],
  ['multiply of features', multiply(), [[5], [5]], [5]],
  [
    'multiply, one number a channel',
    multiply({ name: 'M' }),
    [
      [3, 2, 4],
      [3, 1, 1],
    ],
    [3, 2, 4],
  ],
  ...([false, true] as const).flatMap((transposeA) =>
    ([false, true] as const).map((transposeB): (typeof cases)[number] => [
      `matMul${transposeA ? ', transposeA' : ''}${transposeB ? ', transposeB' : ''}`,
      matMul({ transposeA, transposeB }),
      [
        [2, 3, ...(transposeA ? [4, 2] : [2, 4])],
        [1, 3, ...(transposeB ? [3, 4] : [4, 3])],
      ],
      [2, 3, 2, 3],
    ]),
  ),
  [
    'matMul, one matrix first',
    matMul({ name: 'M' }),
    [
      [1, 2, 3],
      [2, 3, 2],
    ],
    [2, 2, 2],
  ],
  [
    'multiply, the gate first',
    multiply(),
    [
      [3, 1, 1],
      [3, 2, 4],
    ],
    [3, 2, 4],
  ],
  [
    'multiply, one place',
    multiply(),
    [
      [3, 1, 1],
      [3, 1, 1],
    ],
    [3, 1, 1],
  ],
  [
    'add of two that broadcast',
    add(),
    [
      [3, 1, 4],
      [1, 2, 1],
    ],
    [3, 2, 4],
    { linear: true },
  ],
  [
    'multiply, both broadcast',
    multiply(),
    [
      [3, 1, 2],
      [1, 4, 2],
    ],
    [3, 4, 2],
  ],
  [
    'subtract',
    subtract({ name: 'A' }),
    [
      [2, 3, 3],
      [2, 3, 3],
    ],
    [2, 3, 3],
    { linear: true },
  ],
  [
    'subtract, one number a channel first',
    subtract(),
    [
      [3, 1, 1],
      [3, 2, 4],
    ],
    [3, 2, 4],
    { linear: true },
  ],
  ['subtract of features, by one number', subtract(), [[5], [1]], [5], { linear: true }],
  [
    'divide',
    divide({ name: 'A' }),
    [
      [2, 3, 3],
      [2, 3, 3],
    ],
    [2, 3, 3],
    positive,
  ],
  [
    'divide, one number a channel first',
    divide(),
    [
      [3, 1, 1],
      [3, 2, 4],
    ],
    [3, 2, 4],
    positive,
  ],
  ['divide of features, by one number', divide(), [[5], [1]], [5], positive],
  [
    'power',
    power({ name: 'A' }),
    [
      [2, 3, 3],
      [2, 3, 3],
    ],
    [2, 3, 3],
    positive,
  ],
  [
    'power, one number a channel first',
    power(),
    [
      [3, 1, 1],
      [3, 2, 4],
    ],
    [3, 2, 4],
    positive,
  ],
  ['power of features, by one number', power(), [[5], [1]], [5], positive],
  [
    'minimum',
    minimum({ name: 'A' }),
    [
      [2, 3, 3],
      [2, 3, 3],
    ],
    [2, 3, 3],
  ],
  [
    'minimum, one number a channel first',
    minimum(),
    [
      [3, 1, 1],
      [3, 2, 4],
    ],
    [3, 2, 4],
  ],
  ['minimum of features, by one number', minimum(), [[5], [1]], [5]],
  [
    'maximum',
    maximum({ name: 'A' }),
    [
      [2, 3, 3],
      [2, 3, 3],
    ],
    [2, 3, 3],
  ],
  [
    'maximum, one number a channel first',
    maximum(),
    [
      [3, 1, 1],
      [3, 2, 4],
    ],
    [3, 2, 4],
  ],
  ['maximum of features, by one number', maximum(), [[5], [1]], [5]],
  ['reduceMean', reduceMean({ name: 'R' }), [[2, 3, 4]], [1, 1, 1], { linear: true }],
  ['reduceMean over the places', reduceMean({ axes: [1, -1], keepDims: false }), [[3, 2, 4]], [3], { linear: true }],
  ['reduceSum over the channels', reduceSum({ axes: [0] }), [[3, 2, 4]], [1, 2, 4], { linear: true }],
  ['reduceSum over the height', reduceSum({ axes: [-2], keepDims: false }), [[3, 2, 4]], [3, 4], { linear: true }],
  ['reduceSum of features', reduceSum({ keepDims: false }), [[7]], [1], { linear: true }],
  ['reduceMax', reduceMax(), [[2, 3, 4]], [1, 1, 1]],
  ['reduceMax over the width', reduceMax({ axes: [2] }), [[2, 3, 4]], [2, 3, 1]],
  ['reduceMin over channels and width', reduceMin({ axes: [0, 2], keepDims: false }), [[2, 3, 4]], [3]],
  ['reduceMin over the channels', reduceMin({ axes: [0] }), [[4, 3, 2]], [1, 3, 2]],
  ['parameter', parameter({ name: 'P', shape: [3, 2, 2], value: 0.5 }), [], [3, 2, 2], { linear: true }],
  ['parameter of features', parameter({ shape: [5], initializer: he() }), [], [5], { batch: 3 }],
  ['constantTensor', constantTensor({ shape: [2, 3], values: [1, 2, 3, 4, 5, 6] }), [], [2, 3]],
  ['constantTensor of one number', constantTensor({ shape: [4], values: 0.1 }), [], [4]],
]

const wanted = wantedIn(import.meta.url)

for (const [name, layer, shapes, output, options] of cases.filter(([, { kind }]) => wanted(kind)))
  test(`contract: ${name}`, () => {
    const report = layerContract(layer, shapes, { run: runCalls, ...options })
    assert.deepEqual(report.output, output)
    for (const error of Object.values(report.errors)) assert.ok(error <= 1e-6)
  })

test('the contract finds what is broken', () => {
  const broken = (kind: string, change: Partial<CountedBehaviour>) => {
    const make = defineLayer(kind, { ...behaviourOf(relu()), create: undefined, ...change })
    return () => layerContract(make(), [[6]], { run: runCalls })
  }
  assert.doesNotThrow(broken('relu2', {}))
  assert.throws(
    broken('wrongShape', { output: () => [5], forward: (_, { inputs }) => inputs[0]! }),
    /does not have the declared shape/,
  )
  assert.throws(broken('noGradient', { backward: () => [undefined] }), /no gradient of input 1/)
  assert.throws(
    broken('wrongGradient', { backward: (_, { dy, wants }) => [wants(0) ? dy : undefined] }),
    /gradient of input 1 is wrong/,
  )
  const state = () => ({ seen: { shape: [6], initial: 0 } })
  const [written, diverging] = [
    { a: 1, b: 0 },
    { a: 1, b: Number.NaN },
  ]
  for (const [kind, wrong] of [
    ['updatesInPass', /its pass writes its state, which only the update may\.\n {2}axpby/],
    ['updatesToNaN', /its update leaves seen not finite/],
  ] as const)
    assert.throws(
      broken(kind, {
        state,
        forward(_, { inputs: [x], state: { seen }, keepOnce, emit, update, output }) {
          const [mean, variance, y] = [keepOnce('mean', [6]), keepOnce('variance', [6]), output()]
          emit('channelMoments', {}, [x!], [mean, variance])
          emit('unary', { activation: { fn: 'relu' } }, [x!], [y])
          if (kind === 'updatesInPass') emit('axpby', written, [mean], [seen!])
          else update('axpby', diverging, [mean], [seen!])
          return y
        },
      }),
      wrong,
    )
  assert.throws(broken('unasked', { backward: (_, { dy }) => [dy] }), /was not requested/)
})

test('the contract finds a gradient of a parameter that is another where that of the input is not wanted', () => {
  const biased = (kind: string, permuted: boolean) =>
    defineLayer<Layer>(kind, {
      inputs: 1,
      output: (_, [shape]) => shape,
      parameters: (_, [shape]) => ({ bias: { shape, initializer: he(), fanIn: 1, fanOut: 1 } }),
      forward(_, { inputs: [x], parameters, emit, output }) {
        const y = output()
        emit('addBias', { activation: null }, [x, parameters.bias!], [y])
        return y
      },
      backward(_, { dy, emit, keep, wants, gradients }) {
        const [first, rest, turned] = [keep('first', [1]), keep('rest', [2]), keep('turned', [3])]
        emit('slice', { starts: [0], steps: [1] }, [dy], [first])
        emit('slice', { starts: [1], steps: [1] }, [dy], [rest])
        emit('concat', {}, [rest, first], [turned])
        emit('biasGrad', {}, [permuted && !wants(0) ? turned : dy], [gradients.bias!])
        return [wants(0) ? dy : undefined]
      },
    })
  layerContract(biased('biasedOfTest', false)(), [[3]], { run: runCalls })
  assert.throws(
    () => layerContract(biased('turnedOfTest', true)(), [[3]], { run: runCalls }),
    /the gradient of bias depends on whether the gradient of the input is wanted/,
  )
})
