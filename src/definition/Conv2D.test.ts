/** Conv2D: by hand, against the engine, its gradients against central differences, the lecture's shapes, every error text. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashed } from '../../test/golden/hash.ts'
import type { Backend } from '../backends/backend.ts'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import { dataset } from '../data/fromArrays.ts'
import { normal } from '../initializers/index.ts'
import { conv2d, type WindowOptions } from '../layers/index.ts'
import { meanSquaredError } from '../losses/index.ts'
import { sequential } from '../model/graph.ts'
import { sgd } from '../optimizers/index.ts'
import { train } from '../training/train.ts'
import { type Shape, sizeOf } from '../values/shape.ts'
import { Conv2D, type Conv2DOptions } from './Conv2D.ts'

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0)
const drawn = (seed: number, shape: Shape) => ({ shape, data: hashed(seed, sizeOf(shape)) })

test('by hand: the window moves over the image, the bias is added, everything on the way is kept', () => {
  const conv = new Conv2D({
    weight: [
      [
        [
          [1, 0],
          [0, 2],
        ],
      ],
    ],
    bias: [10],
  })
  const x = { shape: [1, 1, 3, 3], data: [1, 2, 3, 4, 5, 6, 7, 8, 9] }
  assert.deepEqual(conv.forward(x), { shape: [1, 1, 2, 2], data: Float64Array.of(21, 24, 30, 33) })
  assert.deepEqual(conv.col, { shape: [4, 4], data: Float64Array.of(1, 2, 4, 5, 2, 3, 5, 6, 4, 5, 7, 8, 5, 6, 8, 9) })
  assert.deepEqual(conv.colW, { shape: [4, 1], data: Float64Array.of(1, 0, 0, 2) })
  assert.deepEqual(conv.x.data, Float64Array.from(x.data))
  assert.deepEqual(conv.b.data, Float64Array.of(10))
  const dx = conv.backward([
    [
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ])
  assert.deepEqual(dx, { shape: [1, 1, 3, 3], data: Float64Array.of(1, 2, 0, 3, 6, 4, 0, 6, 8) })
  assert.equal(conv.dx, dx)
  assert.deepEqual(conv.dW, { shape: [1, 1, 2, 2], data: Float64Array.of(37, 47, 67, 77) })
  assert.deepEqual(conv.db, { shape: [1], data: Float64Array.of(10) })
  assert.deepEqual(conv.dcol.data.slice(0, 4), Float64Array.of(1, 0, 0, 2))
  // a second backward does not add to the first, and a forward forgets the gradients of the one before
  conv.backward([
    [
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ])
  assert.deepEqual(conv.db.data, Float64Array.of(10))
  conv.forward(x)
  assert.throws(() => conv.dx, { code: 'not-run' })
})

test('the columns of colW are the filters; the height of a filter is its height', () => {
  const conv = new Conv2D({ weight: drawn(1, [2, 1, 3, 1]) })
  conv.forward(drawn(2, [1, 1, 4, 5]))
  assert.deepEqual(conv.output.shape, [1, 2, 2, 5])
  assert.deepEqual(conv.colW.shape, [3, 2])
  assert.deepEqual(
    [...conv.colW.data],
    [0, 3, 1, 4, 2, 5].map((i) => conv.weight.data[i]),
  )
})

test('padding: a number, a pair, four sides, a word; its value', () => {
  const sizes = (padding: Conv2DOptions['padding']) => {
    const conv = new Conv2D({ weight: drawn(1, [1, 1, 3, 3]), padding })
    return [conv.forward(drawn(2, [1, 1, 5, 5])).shape.slice(2), conv.place.window.padding]
  }
  assert.deepEqual(sizes('valid'), [
    [3, 3],
    [0, 0, 0, 0],
  ])
  assert.deepEqual(sizes(1), [
    [5, 5],
    [1, 1, 1, 1],
  ])
  assert.deepEqual(sizes([2, 1]), [
    [7, 5],
    [2, 1, 2, 1],
  ])
  assert.deepEqual(sizes([0, 1, 2, 3]), [
    [5, 7],
    [0, 1, 2, 3],
  ])
  assert.deepEqual(sizes('same'), [
    [5, 5],
    [1, 1, 1, 1],
  ])
  const border = new Conv2D({ weight: [[[[1, 1, 1]]]], padding: [0, 1], paddingValue: 7 })
  assert.deepEqual([...border.forward([[[[1]]]]).data], [15])
})

test("rounding: 'ceil' reads beyond the padding, 'floor' leaves the last pixels out", () => {
  const conv = (rounding: 'ceil' | 'floor') => new Conv2D({ weight: [[[[1, 1]]]], stride: 2, rounding })
  assert.deepEqual([...conv('ceil').forward([[[[1, 2, 3]]]]).data], [3, 3])
  assert.deepEqual([...conv('floor').forward([[[[1, 2, 3]]]]).data], [3])
  const up = conv('ceil')
  up.forward([[[[1, 2, 3]]]])
  assert.deepEqual([...up.backward([[[[5, 7]]]]).data], [5, 5, 7])
})

/** What Conv2D and conv2d are told alike. */
type SharedOptions = Omit<WindowOptions, 'kernelSize'> & { readonly groups?: number; readonly paddingValue?: number }
const cases: readonly { image: Shape; weight: Shape; options: SharedOptions }[] = [
  { image: [2, 3, 5, 6], weight: [4, 3, 3, 3], options: {} },
  { image: [2, 2, 6, 7], weight: [3, 2, 3, 2], options: { stride: [3, 1], padding: [1, 0, 2, 1] } },
  { image: [1, 4, 5, 5], weight: [6, 2, 3, 3], options: { groups: 2, padding: 1, stride: 2, paddingValue: 0.5 } },
  { image: [1, 2, 7, 7], weight: [2, 2, 3, 3], options: { dilation: 2, padding: 'same' } },
  { image: [1, 2, 6, 6], weight: [2, 2, 3, 3], options: { stride: 2, rounding: 'floor' } },
]

test('gradients: as central differences in float64, to 1e-7', () => {
  for (const { image, weight, options } of cases) {
    const layer = new Conv2D({ ...options, weight: drawn(1, weight), bias: drawn(2, weight.slice(0, 1)) })
    const x = drawn(3, image)
    const u = drawn(4, layer.forward(x).shape)
    layer.backward(u)
    const analytic = [layer.dx.data, layer.dW.data, layer.db.data]
    const loss = () => dot(layer.forward(x).data, u.data)
    for (const [k, values] of [x.data, layer.weight.data, layer.bias.data].entries()) {
      const step = 2 ** -10
      for (let i = 0; i < values.length; i++) {
        const before = values[i]!
        values[i] = before + step
        const above = loss()
        values[i] = before - step
        const numeric = (above - loss()) / (2 * step)
        values[i] = before
        const error = Math.abs(numeric - analytic[k]![i]!) / Math.max(1, Math.abs(numeric))
        assert.ok(error <= 1e-7, `${k}, ${i}: ${numeric} by differences, ${analytic[k]![i]} by the layer`)
      }
    }
  }
})

test('the same numbers as a network of one layer, on the reference and on Wasm: output, dx, dW, db', async () => {
  const backends: [Backend, number][] = [
    [reference({ precision: 'float64' }), 1e-6],
    [await wasm({ threads: 1, relaxed: false }), 2e-6],
    [await wasm({ threads: 2 }), 2e-6],
  ]
  for (const [backend, tolerance] of backends) {
    for (const { image, weight, options } of cases) {
      const own = new Conv2D({ ...options, weight: drawn(1, weight), bias: drawn(2, weight.slice(0, 1)) })
      const [filters, , kh, kw] = weight as [number, number, number, number]
      const layer = conv2d({ ...options, name: 'C1', filters, kernelSize: [kh, kw] })
      using net = await sequential('one layer', image.slice(1), [layer]).open(backend)
      net.setParameters({ 'C1.weight': own.weight, 'C1.bias': own.bias })
      const x = drawn(3, image)
      const output = own.forward(x)
      near(await net.predict(x.data), output.data, tolerance)
      // the gradient of the mean squared error towards 0 is 2·y / (elements · images)
      const elements = output.data.length
      own.backward({ shape: output.shape, data: output.data.map((y) => (2 * y) / elements) })
      near(await net.inputGradient(x.data, 'C1', own.dy.data), own.dx.data, tolerance)
      const targets = new Float32Array(elements)
      const data = dataset({
        images: Float32Array.from(x.data),
        shape: image.slice(1),
        targets,
        targetShape: output.shape.slice(1),
      })
      const step = {
        loss: meanSquaredError(),
        optimizer: sgd({ learningRate: 1 }),
        batch: image[0]!,
        epochs: 1,
        shuffle: false,
      }
      for await (const _ of train(net, data, step));
      const after = await net.parameters()
      const change = (name: string, before: ArrayLike<number>) => Array.from(after[name]!.data, (value, i) => before[i]! - value)
      near(change('C1.weight', own.weight.data), own.dW.data, tolerance)
      near(change('C1.bias', own.bias.data), own.db.data, tolerance)
    }
    backend.dispose()
  }
})

function near(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  assert.equal(found.length, expected.length)
  const scale = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 1)
  for (let i = 0; i < found.length; i++)
    assert.ok(Math.abs(found[i]! - expected[i]!) <= tolerance * scale, `${i}: ${found[i]}, expected ${expected[i]}`)
}

test('float32: stored as such, sums in double precision', () => {
  const options = { weight: drawn(1, [3, 2, 3, 3]), bias: drawn(2, [3]) }
  const [single, double] = [new Conv2D({ ...options, precision: 'float32' }), new Conv2D(options)]
  const x = drawn(3, [1, 2, 5, 5])
  assert.deepEqual(single.forward(x).data, Float32Array.from(double.forward(x).data))
  assert.ok(single.backward(single.output).data instanceof Float32Array)
  assert.ok([single.dW, single.db, single.col, single.colW].every(({ data }) => data instanceof Float32Array))
})

test('weights that are drawn: N(0, 0.01²), biases 0; those of a network of the same seed', async () => {
  const conv = new Conv2D({ filters: 40, channels: 10, kernelSize: 5, seed: 7 })
  const data = Array.from(conv.weight.data)
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length
  const deviation = Math.sqrt(data.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / data.length)
  assert.ok(Math.abs(mean) < 3e-4 && Math.abs(deviation - 0.01) < 3e-4, `${mean} ± ${deviation}`)
  assert.deepEqual(conv.bias, { shape: [40], data: new Float64Array(40) })
  assert.deepEqual(new Conv2D({ filters: 40, channels: 10, kernelSize: 5, seed: 7 }).weight, conv.weight)
  assert.notDeepEqual(new Conv2D({ filters: 40, channels: 10, kernelSize: 5 }).weight, conv.weight)
  const model = sequential('m', [10, 9, 9], [conv2d({ name: 'C1', filters: 40, kernelSize: 5, initializer: normal(0.01) })])
  using net = await model.open(reference(), { seed: 7 })
  assert.deepEqual(Array.from((await net.parameters())['C1.weight']!.data), data)
})

test('weights may change between forward and backward: the gradients are those of the forward that ran', () => {
  const conv = new Conv2D({ weight: [[[[2]]]], bias: [1] })
  conv.forward([[[[3]]]])
  conv.weight.data[0] = 100
  assert.deepEqual([...conv.backward([[[[1]]]]).data], [2])
})

test('error texts', () => {
  const say = (options: unknown, message: string) => assert.throws(() => new Conv2D(options as Conv2DOptions), { message })
  const weight = drawn(1, [2, 3, 3, 3])
  say(
    {},
    'Conv2D needs a weight, or the options to draw one.\n  Fix: give weight: [FN, C, FH, FW], or filters, channels and kernelSize.',
  )
  say(
    { weight, filters: 2, seed: 1 },
    'Conv2D takes either weight or the options to draw one (filters, seed), not both.\n  Fix: leave out weight, or leave out filters, seed.',
  )
  say(
    { filters: 2, channels: 3 },
    'Conv2D: kernelSize must be a whole number of at least 1, or two of them [height, width]. Received: undefined.',
  )
  say({ filters: 2, kernelSize: 3 }, 'Conv2D: channels must be a whole number of at least 1. Received: undefined.')
  say({ filters: 0, channels: 3, kernelSize: 3 }, 'Conv2D: filters must be a whole number of at least 1. Received: 0.')
  say(
    { filters: 1, channels: 3, kernelSize: 3, seed: -1 },
    'Conv2D: seed must be a whole number from 0 to 4294967295. Received: -1.',
  )
  say(
    { filters: 1, channels: 3, kernelSize: 3, groups: 2 },
    'Conv2D: groups must divide the number of channels.\n  3 channels, 2 groups',
  )
  say({ weight: drawn(1, [3, 1, 2, 2]), groups: 2 }, 'Conv2D: groups must divide the number of filters.\n  3 filters, 2 groups')
  say({ weight, bias: [1, 2, 3] }, 'Conv2D needs one bias per filter.\n  weight 2×3×3×3 = FN×C×FH×FW, bias 3')
  say(
    { weight: [[1, 2]] },
    'Conv2D: weight must have the shape [FN, C, FH, FW].\n  weight: 1×2\n  Fix: give it the shape [1, 1, 1, 2].',
  )
  say({ weight, stride: 0 }, 'Conv2D: stride must be a whole number of at least 1, or two of them [height, width]. Received: 0.')
  say(
    { weight, rounding: 'exact' },
    "Conv2D: rounding must be one of 'whole', 'floor', 'ceil'. Received: \"exact\".\n  Fix: use one of: whole, floor, ceil.",
  )
  say({ weight, paddingValue: Number.NaN }, 'Conv2D: paddingValue must be a number. Received: NaN.')
  say(
    { weight, precision: 'f32' },
    "Conv2D: precision must be one of 'float64', 'float32'. Received: \"f32\".\n  Fix: use one of: float64, float32.",
  )
  say({ weights: weight }, /^Conv2D has no option "weights"\.\n {2}Fix: did you mean "weight"\?/ as never)
  say({ weight, padding: [1, 2, 3] }, /^Conv2D: padding must be .* Received: \[1, 2, 3\]\.$/ as never)
  const conv = new Conv2D({ weight, stride: 2 })
  const told = (act: () => unknown, message: string) => assert.throws(act, { message })
  told(() => conv.output, 'Conv2D has no output yet.\n  Fix: call forward(x) first.')
  told(() => conv.backward([[[[1]]]]), 'Conv2D has no output yet.\n  Fix: call forward(x) first.')
  told(
    () => conv.forward(drawn(1, [1, 4, 5, 5])),
    'Conv2D: the filters and the images have different numbers of channels.\n  x 1×4×5×5, weight 2×3×3×3\n  Fix: use x of shape [1, 3, 5, 5], or weight of shape [2, 4, 3, 3].',
  )
  // no filter of two groups takes three channels
  told(
    () => new Conv2D({ weight: drawn(1, [2, 2, 3, 3]), groups: 2 }).forward(drawn(1, [1, 3, 5, 5])),
    'Conv2D: the filters and the images have different numbers of channels.\n  x 1×3×5×5, weight 2×2×3×3, groups 2\n  Fix: use x of shape [1, 4, 5, 5].',
  )
  told(
    () => conv.forward(drawn(1, [440, 440])),
    'Conv2D: x must have the shape [N, C, H, W].\n  x: 440×440\n  Fix: give it the shape [1, 1, 440, 440].',
  )
  told(() => conv.forward(7 as never), 'Conv2D: x must be a tensor { shape, data } or nested lists of numbers. Received: 7.')
  told(
    () => conv.forward({ shape: [1, 3, 5, 5], data: [1, 2] }),
    'Conv2D: the data of x does not match its shape.\n  shape 1×3×5×5 = 75 numbers; data has 2',
  )
  assert.throws(() => conv.forward(drawn(1, [1, 3, 6, 6])), { code: 'not-whole', message: /\(6 \+ 2·0 − 3\) \/ 2 \+ 1 = 2\.5/ })
  assert.throws(() => conv.forward(drawn(1, [1, 3, 2, 2])), { code: 'kernel-too-large' })
  conv.forward(drawn(1, [1, 3, 5, 5]))
  told(() => conv.dx, 'Conv2D has no dx yet.\n  Fix: call backward(dy) first.')
  told(() => conv.backward(drawn(1, [1, 2, 3, 3])), 'Conv2D: dy must have the shape of the output.\n  dy 1×2×3×3, output 1×2×2×2')
})
