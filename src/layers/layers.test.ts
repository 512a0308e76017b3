/** What layers are and say; the table; the error texts of options and of inputs that do not fit. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { constant } from '../initializers/index.ts'
import { sequential } from '../model/graph.ts'
import type { Shape } from '../values/shape.ts'
import {
  adaptiveAvgPool2d,
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
  globalMaxPool2d,
  groupNorm,
  instanceNorm,
  layerNorm,
  leakyRelu,
  localResponseNorm,
  lpPool2d,
  maxPool2d,
  prelu,
  rbf,
  relu,
  restoreLayer,
  softmax,
} from './index.ts'
import type { Layer, LayerBehaviour } from './layer.ts'

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
  assert.deepEqual(groupNorm({ groups: 4 }), { kind: 'groupNorm', groups: 4, epsilon: 1e-5, affine: true })
  assert.deepEqual(prelu(), { kind: 'prelu', perChannel: true, slope: 0.25 })
  assert.deepEqual(instanceNorm({ name: 'I' }), { kind: 'instanceNorm', name: 'I', epsilon: 1e-5, affine: false })
  assert.deepEqual(layerNorm({ epsilon: 0.1 }), { kind: 'layerNorm', epsilon: 0.1, affine: true })
  assert.deepEqual(localResponseNorm(), {
    kind: 'localResponseNorm',
    size: 5,
    alpha: 1e-4,
    beta: 0.75,
    k: 2,
    alphaOver: 'window',
  })
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
  assert.deepEqual(window?.(c3, [[6, 14, 14]]), { kernelSize: [5, 5], stride: [1, 1], dilation: [1, 1], padding: [0, 0, 0, 0] })
  const [one, zero] = [
    { initializer: constant(1), fanIn: 1, fanOut: 1 },
    { initializer: constant(0), fanIn: 1, fanOut: 1 },
  ]
  for (const [layer, shape] of [
    [groupNorm({ groups: 3 }), [6]],
    [instanceNorm({ affine: true }), [6]],
    [layerNorm(), [6, 14, 14]],
  ] as const)
    assert.deepEqual(behaviourOf(layer).parameters?.(layer, [[6, 14, 14]]), {
      weight: { shape, ...one },
      bias: { shape, ...zero },
    })
  assert.deepEqual(behaviourOf(instanceNorm()).parameters?.(instanceNorm(), [[6, 14, 14]]), {})
  for (const perChannel of [true, false]) {
    const layer = prelu({ perChannel, slope: 0.1 })
    assert.deepEqual(behaviourOf(layer).parameters?.(layer, [[6, 14, 14]]), {
      weight: { shape: [perChannel ? 6 : 1], initializer: constant(0.1), fanIn: 1, fanOut: 1 },
    })
  }
  const f6 = dense({ units: 84, bias: false })
  assert.deepEqual(Object.keys(behaviourOf(f6).parameters?.(f6, [[120]]) ?? {}), ['weight'])
  assert.equal(behaviourOf(f6).macs?.(f6, [[120]]), 84 * 120)
  assert.equal(behaviourOf(f6).window?.(f6, [[120]]), 'all')
  assert.equal(behaviourOf(softmax()).window?.(softmax(), [[10]]), 'all')
  const whole = adaptiveAvgPool2d({ size: 1 })
  assert.equal(behaviourOf(whole).window?.(whole, [[3, 7, 9]]), 'all')
})

test('the window of adaptive pooling holds all of its windows, and is no larger than it must be', () => {
  for (let n = 1; n <= 40; n++)
    for (let o = 2; o <= 45; o++) {
      const layer = adaptiveAvgPool2d({ size: [o, 1] })
      const window = behaviourOf(layer).window?.(layer, [[1, n, 1]])
      assert.ok(window && window !== 'all')
      const { kernelSize, stride, padding } = window
      const each = Array.from({ length: o }, (_, i) => {
        const begin = i * stride[0] - padding[0]
        return [Math.floor((i * n) / o) - begin, begin + kernelSize[0] - Math.ceil(((i + 1) * n) / o)] as const
      })
      assert.equal(Math.min(...each.map(([before]) => before)), 0, `${n} → ${o}`)
      assert.equal(Math.min(...each.map(([, after]) => after)), 0, `${n} → ${o}`)
    }
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
    'ShapeError: conv2d reads images [channels, height, width], but its input is flat.\n  input 400\n  Fix: put conv2d before flatten() and dense().',
  )
  refused(
    output(globalAvgPool2d(), [3, 4]),
    'ShapeError: globalAvgPool2d reads images [channels, height, width], but its input has 2 dimensions.\n  input 3×4\n  Fix: give the model an input of [channels, height, width].',
  )
  refused(
    output(globalMaxPool2d(), [12]),
    'ShapeError: globalMaxPool2d reads images [channels, height, width], but its input is flat.\n  input 12\n  Fix: put globalMaxPool2d before flatten() and dense().',
  )
  refused(
    output(dense({ units: 10 }), [16, 5, 5]),
    'ShapeError: dense reads a flat list of features, but its input is an image.\n  input 16×5×5\n  Fix: put flatten() before it (16 · 5 · 5 = 400 features).',
  )
  refused(
    output(c1({ filters: 8, groups: 4 })(), [6, 32, 32]),
    'ShapeError: groups must divide the number of input channels.\n  6 channels / 4 groups = 1.5\n  Fix: set groups to 1 or 2.',
  )
  refused(
    output(add(), [3, 4, 4], [3, 4, 5]),
    'ShapeError: add needs inputs of the same shape; a size may also be 1, which is then broadcast.\n  input 1: 3×4×4\n  input 2: 3×4×5\n  Fix: give the branches the same filters, strides and padding; or sizes of 1: [channels, 1, 1] is a number per channel.',
  )
  refused(
    output(concat(), [3, 4, 4], [2, 4, 5]),
    'ShapeError: concat needs inputs that differ only in their channels.\n  input 1: 3×4×4\n  input 2: 2×4×5\n  Fix: give the branches the same height and width.',
  )
  refused(
    output(groupNorm({ groups: 4 }), [6, 8, 8]),
    'ShapeError: groups must divide the number of input channels.\n  6 channels / 4 groups = 1.5\n  Fix: set groups to 1, 2, 3 or 6.',
  )
  refused(
    output(instanceNorm(), [6, 1, 1]),
    'ShapeError: instanceNorm needs at least two values per group: one value alone equals its mean, and the result would be 0.\n  input 6×1×1: 6 values / 6 groups = 1\n  Fix: put it where the maps are larger, or use fewer groups: groupNorm({ groups: 1 }) has one for the whole image.',
  )
  assert.throws(output(instanceNorm(), [6]), /instanceNorm reads images \[channels, height, width\], but its input is flat/)
  assert.throws(output(layerNorm(), [1]), /layerNorm needs at least two values per group/)
})

test('error texts: options', () => {
  refused(
    c1({ groups: 4 }),
    'OptionError: conv2d: groups must divide the number of filters.\n  6 filters / 4 groups = 1.5\n  Fix: set groups to 1, 2, 3 or 6.',
  )
  refused(c1({ filters: 0, name: 'C1' }), 'OptionError: conv2d "C1": filters must be a whole number of at least 1. Received: 0.')
  refused(
    c1({ padding: [1, 2] }),
    "OptionError: conv2d: padding must be a whole number of at least 0, four of them [top, left, bottom, right], 'same' or 'valid'. Received: [1, 2].\n  Fix: padding [1, 2, 1, 2] = top, left, bottom, right.",
  )
  assert.throws(c1({ paddin: 1 }), /conv2d has no option "paddin".\n {2}Fix: did you mean "padding"\?/)
  assert.throws(c1({ padding: -1 }), /padding must be a whole number of at least 0/)
  assert.throws(c1({ rounding: 'up' }), /rounding must be one of 'whole', 'floor', 'ceil'\. Received: "up"/)
  assert.throws(c1({ initializer: 'he' }), /initializer must be an initializer\. Received: "he"\.\n {2}Fix: use one of lecun\(\)/)
  assert.throws(
    c1({ initializer: { kind: 'hee' } }),
    /is not a known initializer\. Received: "hee"\.\n {2}Fix: did you mean "he"\?/,
  )
  assert.throws(c1({ initializer: { kind: 'he', std: 1 } }), /conv2d: he has no option "std"/)
  assert.throws(c1({ paddingValue: Number.NaN }), /paddingValue must be a number\. Received: NaN/)
  assert.throws(c1({ bias: 1 }), /bias must be true or false/)
  assert.throws(c1({ name: ' ' }), /name must be a non-empty string/)
  assert.throws(() => conv2d(undefined as never), /filters must be a whole number of at least 1. Received: undefined/)
  assert.throws(() => conv2d(6 as never), /conv2d takes an object of options. Received: 6/)
  refused(() => dropout({ rate: 1 }), 'OptionError: dropout: rate must be below 1: a rate of 1 leaves nothing. Received: 1.')
  assert.throws(() => dropout({ rate: 2 }), /rate must be a number from 0 to 1/)
  assert.throws(() => groupNorm({} as never), /groupNorm: groups must be a whole number of at least 1. Received: undefined/)
  assert.throws(() => groupNorm({ groups: 2, epsilon: 0 }), /epsilon must be a number above 0. Received: 0/)
  assert.throws(() => layerNorm({ affine: 1 as never }), /affine must be true or false/)
  assert.throws(() => instanceNorm({ groups: 2 } as never), /instanceNorm has no option "groups"/)
  assert.throws(() => prelu({ slope: Number.NaN }), /prelu: slope must be a number. Received: NaN/)
  assert.throws(() => prelu({ perChannel: 0 as never }), /perChannel must be true or false/)
  assert.throws(() => leakyRelu({ slope: -1 }), /slope must be a number of at least 0/)
  assert.throws(
    () => adaptiveAvgPool2d({ size: 0 }),
    /size must be a whole number of at least 1, or two of them \[height, width\]/,
  )
  refused(
    () => localResponseNorm({ name: 'N1', alphaOver: 'size' as never }),
    'OptionError: localResponseNorm "N1": alphaOver must be one of \'window\', \'one\'. Received: "size".\n  Fix: use one of: window, one.',
  )
  assert.throws(() => localResponseNorm({ size: 2.5 }), /size must be a whole number of at least 1\. Received: 2\.5/)
  assert.throws(() => localResponseNorm({ alpha: -1 }), /alpha must be a number of at least 0/)
  assert.throws(() => localResponseNorm({ beta: -1 }), /beta must be a number of at least 0/)
  assert.throws(() => localResponseNorm({ k: 0 }), /k must be a number above 0/)
  refused(
    () => lpPool2d({ kernelSize: 2, p: 0.5 }),
    'OptionError: lpPool2d: p must be a whole number of at least 1. Received: 0.5.',
  )
})

test("the table: unknown kinds, layers of one's own, layers from JSON", () => {
  assert.throws(
    () => behaviourOf({ kind: 'conv2' }),
    /there is no layer "conv2"\.\n {2}Fix: did you mean "conv2d"\? Known: conv2d, convTranspose2d,/,
  )
  assert.throws(
    () => behaviourOf(relu as unknown as Layer),
    /a layer is a value .* Received: a function\.\n {2}Fix: call the function/,
  )
  assert.throws(() => behaviourOf(null as unknown as Layer), /a layer is a value .* Received: null/)
  assert.throws(() => behaviourOf({ kind: 'constructor' }), /there is no layer "constructor"/)
  refused(
    () => defineLayer('relu', behaviourOf(relu())),
    'OptionError: defineLayer: there already is a layer "relu".\n  Fix: choose another kind.',
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

test('rbf: centres that are none, and inputs of another length', () => {
  const wanted = /^rbf: centres must be lists of finite numbers, all of one length: one list per output\. Received: /
  for (const centres of [undefined, [], [[]], [[1, 2], [3]], [[1, Number.NaN]], [['1']], 5])
    assert.throws(() => rbf({ centres } as never), { message: wanted })
  assert.throws(() => sequential('m', [3], [rbf({ centres: [[1, 2]] })]), {
    message:
      'layer 1 "rbf1" (rbf) in "m": rbf compares its input with centres of 2 numbers, but gets 3.\n  Fix: put dense({ units: 2 }) before it, or give centres of 3 numbers.',
  })
})
