/** Every layer keeps the contract; the table; the error texts of options and of inputs that do not fit. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wantedIn } from '../../test/wanted.ts'
import { runCalls } from '../backends/reference/runCalls.ts'
import { layerContract } from '../contract/layerContract.ts'
import { constant, he } from '../initializers/index.ts'
import type { Shape } from '../values/shape.ts'
import {
  add,
  avgPool2d,
  behaviourOf,
  concat,
  conv2d,
  defineLayer,
  dense,
  dropout,
  flatten,
  globalAvgPool2d,
  leakyRelu,
  maxPool2d,
  multiply,
  relu,
  restoreLayer,
  sigmoid,
  softmax,
  tanh,
} from './index.ts'
import type { CountedBehaviour, Layer, LayerBehaviour } from './layer.ts'

const cases: readonly [string, Layer, Shape[], Shape, { linear?: boolean }?][] = [
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
  ['dense', dense({ units: 3 }), [[5]], [3], { linear: true }],
  ['dense, no bias', dense({ name: 'F6', units: 4, bias: false, initializer: he() }), [[3]], [4], { linear: true }],
  ['flatten', flatten(), [[2, 3, 4]], [24], { linear: true }],
  ['relu', relu(), [[2, 3, 4]], [2, 3, 4]],
  ['leakyRelu', leakyRelu({ slope: 0.2 }), [[7]], [7]],
  ['tanh', tanh(), [[2, 3, 4]], [2, 3, 4]],
  ['tanh, scaled', tanh({ scaled: true }), [[7]], [7]],
  ['sigmoid', sigmoid(), [[7]], [7]],
  ['softmax', softmax(), [[5]], [5]],
  ['softmax of a picture', softmax(), [[3, 2, 2]], [3, 2, 2]],
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
    const make = defineLayer(kind, { ...behaviourOf(relu()), create: undefined, ...change } as LayerBehaviour)
    return () => layerContract(make(), [[6]], { run: runCalls })
  }
  assert.doesNotThrow(broken('relu2', {}))
  assert.throws(broken('wrongShape', { output: () => [5], forward: (_, { inputs }) => inputs[0]! }), /another shape/)
  assert.throws(broken('noGradient', { backward: () => [undefined] }), /no gradient of input 1/)
  assert.throws(
    broken('wrongGradient', { backward: (_, { dy, wants }) => [wants(0) ? dy : undefined] }),
    /gradient of input 1 is wrong/,
  )
  assert.throws(broken('unasked', { backward: (_, { dy }) => [dy] }), /nobody wants/)
})

test('what a layer is: plain options with the defaults filled in, the name only when given', () => {
  assert.deepEqual(conv2d({ name: 'C1', filters: 6, kernelSize: 5 }), {
    kind: 'conv2d',
    name: 'C1',
    filters: 6,
    kernelSize: [5, 5],
    stride: [1, 1],
    dilation: [1, 1],
    padding: [0, 0, 0, 0],
    rounding: 'whole',
    groups: 1,
    paddingValue: 0,
    bias: true,
    initializer: { kind: 'lecun' },
    biasInitializer: { kind: 'constant', value: 0 },
  })
  assert.deepEqual(maxPool2d({ kernelSize: [2, 3] }).stride, [2, 3])
  assert.deepEqual(flatten(), { kind: 'flatten' })
  assert.deepEqual(dropout(), { kind: 'dropout', rate: 0.5 })
  assert.deepEqual(avgPool2d({ kernelSize: 2 }), {
    kind: 'avgPool2d',
    kernelSize: [2, 2],
    stride: [2, 2],
    padding: [0, 0, 0, 0],
    rounding: 'whole',
    countPadding: true,
  })
})

test('parameters, multiply-adds, windows', () => {
  const c3 = conv2d({ filters: 16, kernelSize: 5, groups: 2, biasInitializer: constant(1) })
  const { parameters, macs, window } = behaviourOf(c3)
  assert.deepEqual(parameters?.(c3, [[6, 14, 14]]), {
    weight: { shape: [16, 3, 5, 5], initializer: { kind: 'lecun' }, fanIn: 75, fanOut: 200, filters: true },
    bias: { shape: [16], initializer: { kind: 'constant', value: 1 }, fanIn: 75, fanOut: 200 },
  })
  assert.equal(macs?.(c3, [[6, 14, 14]]), 16 * 10 * 10 * 3 * 25)
  assert.deepEqual(window?.(c3, [[6, 14, 14]]), { kernel: [5, 5], stride: [1, 1], dilation: [1, 1], padding: [0, 0, 0, 0] })
  const f6 = dense({ units: 84, bias: false })
  assert.deepEqual(Object.keys(behaviourOf(f6).parameters?.(f6, [[120]]) ?? {}), ['weight'])
  assert.equal(behaviourOf(f6).macs?.(f6, [[120]]), 84 * 120)
  assert.equal(behaviourOf(f6).window?.(f6, [[120]]), 'all')
  assert.equal(behaviourOf(softmax()).window?.(softmax(), [[10]]), 'all')
})

const refused = (make: () => unknown, text: string) =>
  assert.throws(make, (error) => {
    assert.equal(String(error), text)
    return true
  })
const output =
  (layer: Layer, ...inputs: Shape[]) =>
  () =>
    behaviourOf(layer).output(layer, inputs)
const c1 = (options: object) => () => conv2d({ filters: 6, kernelSize: 5, ...options })

test('error texts: inputs that do not fit', () => {
  refused(
    output(c1({})(), [400]),
    'ShapeError: conv2d reads pictures [channels, height, width], and its input is flat.\n  input 400\n  Fix: put conv2d before flatten() and dense().',
  )
  refused(
    output(globalAvgPool2d(), [3, 4]),
    'ShapeError: globalAvgPool2d reads pictures [channels, height, width], and its input has 2 sizes.\n  input 3×4\n  Fix: give the model an input of [channels, height, width].',
  )
  refused(
    output(dense({ units: 10 }), [16, 5, 5]),
    'ShapeError: dense reads a flat list of features, and its input is a picture.\n  input 16×5×5\n  Fix: put flatten() before it (16 · 5 · 5 = 400 features).',
  )
  refused(
    output(c1({ filters: 8, groups: 4 })(), [6, 32, 32]),
    "ShapeError: groups must divide the input's channels.\n  6 channels / 4 groups = 1.5\n  Fix: groups 1 or 2.",
  )
  refused(
    output(add(), [3, 4, 4], [3, 4, 5]),
    'ShapeError: add needs inputs of one shape.\n  input 1: 3×4×4\n  input 2: 3×4×5\n  Fix: make the branches alike: the same filters, strides and padding.',
  )
  refused(
    output(concat(), [3, 4, 4], [2, 4, 5]),
    'ShapeError: concat needs inputs that differ in their channels only.\n  input 1: 3×4×4\n  input 2: 2×4×5\n  Fix: make the branches of one height and width.',
  )
  refused(
    output(multiply(), [3, 4, 4], [2, 1, 1]),
    'ShapeError: multiply needs two inputs of one shape, or a picture and one number for each of its channels.\n  input 1: 3×4×4\n  input 2: 2×1×1\n  Fix: make the branches alike, or one of them [channels, 1, 1]: globalAvgPool2d() and a conv2d of kernelSize 1 give that.',
  )
  refused(
    output(multiply(), [4], [4], [4]),
    'ShapeError: multiply takes two inputs, and gets 3.\n  input 1: 4\n  input 2: 4\n  input 3: 4\n  Fix: join them two at a time: apply(multiply(), apply(multiply(), a, b), c).',
  )
})

test('error texts: options', () => {
  refused(
    c1({ groups: 4 }),
    'OptionError: conv2d: groups must divide the filters.\n  6 filters / 4 groups = 1.5\n  Fix: groups 1, 2, 3 or 6.',
  )
  refused(c1({ filters: 0, name: 'C1' }), 'OptionError: conv2d "C1": filters must be a whole number of at least 1. Received: 0.')
  refused(
    c1({ padding: [1, 2] }),
    "OptionError: conv2d: padding must be a whole number of at least 0, four of them [top, left, bottom, right], 'same' or 'valid'. Received: [1, 2].\n  Fix: padding [1, 2, 1, 2] = top, left, bottom, right.",
  )
  assert.throws(c1({ paddin: 1 }), /conv2d has no option "paddin".\n {2}Fix: did you mean "padding"\?/)
  assert.throws(c1({ padding: -1 }), /padding must be a whole number of at least 0/)
  assert.throws(c1({ rounding: 'up' }), /rounding must be one of 'whole', 'floor', 'ceil'\. Received: "up"/)
  assert.throws(c1({ initializer: 'he' }), /initializer must be an initializer\. Received: "he"\.\n {2}Fix: one of lecun\(\)/)
  assert.throws(c1({ initializer: { kind: 'hee' } }), /no known initializer: "hee"\.\n {2}Fix: did you mean "he"\?/)
  assert.throws(c1({ initializer: { kind: 'he', std: 1 } }), /conv2d: he has no option "std"/)
  assert.throws(c1({ paddingValue: Number.NaN }), /paddingValue must be a number\. Received: NaN/)
  assert.throws(c1({ bias: 1 }), /bias must be true or false/)
  assert.throws(c1({ name: ' ' }), /name must be a text that is not empty/)
  assert.throws(() => conv2d(undefined as never), /filters must be a whole number of at least 1. Received: undefined/)
  assert.throws(() => conv2d(6 as never), /conv2d takes an object of options. Received: 6/)
  refused(() => dropout({ rate: 1 }), 'OptionError: dropout: rate must be below 1: with rate 1 nothing is left. Received: 1.')
  assert.throws(() => dropout({ rate: 2 }), /rate must be a number from 0 to 1/)
  assert.throws(() => leakyRelu({ slope: -1 }), /slope must be a number of at least 0/)
})

test("the table: unknown kinds, layers of one's own, layers from JSON", () => {
  assert.throws(
    () => behaviourOf({ kind: 'conv2' }),
    /there is no layer "conv2"\.\n {2}Fix: did you mean "conv2d"\? Known: conv2d, maxPool2d,/,
  )
  assert.throws(
    () => behaviourOf(relu as unknown as Layer),
    /a layer is a value .* Received: a function\.\n {2}Fix: call the function/,
  )
  assert.throws(() => behaviourOf(null as unknown as Layer), /a layer is a value .* Received: null/)
  assert.throws(() => behaviourOf({ kind: 'constructor' }), /there is no layer "constructor"/)
  refused(
    () => defineLayer('relu', behaviourOf(relu())),
    'OptionError: defineLayer: there is a layer "relu" already.\n  Fix: take another kind.',
  )
  assert.throws(() => defineLayer('my layer', behaviourOf(relu())), /a word of letters and digits/)
  interface Twice extends Layer {
    readonly kind: 'twice'
    readonly factor: number
  }
  const twice = defineLayer<Twice>('twice', { ...(behaviourOf(relu()) as LayerBehaviour<Twice>), create: undefined })
  assert.deepEqual(twice({ name: 'T', factor: 2 }), { kind: 'twice', name: 'T', factor: 2 })
  assert.deepEqual(restoreLayer({ kind: 'twice', factor: 3 } as Twice), { kind: 'twice', factor: 3 })
  assert.deepEqual(restoreLayer({ kind: 'conv2d', filters: 6, kernelSize: 5 } as Layer), conv2d({ filters: 6, kernelSize: 5 }))
  assert.throws(() => restoreLayer({ kind: 'conv2d', filters: -6, kernelSize: 5 } as Layer), /filters must be a whole number/)
})
