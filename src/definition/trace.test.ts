/** Traces: every traced sum is the number itself, to the bit; every error text. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashed } from '../../test/golden/hash.ts'
import { type Shape, sizeOf } from '../values/shape.ts'
import { Conv2D, type Conv2DOptions } from './Conv2D.ts'
import { Pooling2D, type Pooling2DOptions } from './Pooling2D.ts'
import { showOutputTrace } from './showTrace.ts'
import { traceInputGradient } from './traceInputGradient.ts'
import { traceOutput } from './traceOutput.ts'

// A third of the hash's numbers: sums of them round, so that another order of adding would show.
const drawn = (seed: number, shape: Shape) => ({ shape, data: hashed(seed, sizeOf(shape), 1 / 3) })

/** All places of a shape of four sizes, in order. */
function* places([a, b, c, d]: Shape): Generator<[number, number, number, number]> {
  for (let i = 0; i < a!; i++)
    for (let j = 0; j < b!; j++) for (let k = 0; k < c!; k++) for (let l = 0; l < d!; l++) yield [i, j, k, l]
}

const convolutions: readonly { x: Shape; weight: Shape; options: Partial<Conv2DOptions> }[] = [
  { x: [2, 2, 4, 5], weight: [3, 2, 3, 3], options: {} },
  { x: [1, 3, 5, 6], weight: [2, 3, 3, 2], options: { stride: 2, padding: [1, 0], rounding: 'floor', paddingValue: 0.1 } },
  { x: [1, 4, 5, 5], weight: [6, 2, 3, 3], options: { groups: 2, stride: 2, padding: [1, 0, 1, 2], rounding: 'ceil' } },
  { x: [1, 2, 6, 5], weight: [2, 2, 2, 3], options: { dilation: 2, padding: 'same' } },
]
const poolings: readonly { x: Shape; options: Pooling2DOptions }[] = [
  { x: [2, 2, 4, 6], options: { kind: 'max', kernelSize: 2 } },
  { x: [1, 2, 6, 5], options: { kind: 'max', kernelSize: 3, stride: 2, padding: 1, rounding: 'ceil' } },
  { x: [1, 2, 5, 5], options: { kind: 'max', kernelSize: 2, stride: 1, dilation: 2 } },
  { x: [1, 2, 6, 5], options: { kind: 'average', kernelSize: 3, stride: 2, padding: 1, rounding: 'ceil' } },
  { x: [1, 2, 6, 5], options: { kind: 'average', kernelSize: 3, stride: 1, padding: 1, countPadding: false } },
  { x: [2, 3, 3, 4], options: { kind: 'globalAverage' } },
]

for (const precision of ['float64', 'float32'] as const) {
  test(`a convolution's output is its traced sum, at every place, ${precision}`, () => {
    for (const { x, weight, options } of convolutions) {
      const layer = new Conv2D({ ...options, precision, weight: drawn(1, weight), bias: drawn(2, weight.slice(0, 1)) })
      const output = layer.forward(drawn(3, x))
      let i = 0
      for (const index of places(output.shape)) {
        const trace = traceOutput(layer, index)
        let sum = 0
        for (const { input, value, weight, product, channel, kernel, column } of trace.products) {
          const place = input && ((input[0] * x[1]! + input[1]) * x[2]! + input[2]) * x[3]! + input[3]
          // what is padding holds the padding's value, as the layer stores it
          const padding = precision === 'float32' ? Math.fround(layer.paddingValue) : layer.paddingValue
          assert.equal(value, place === null ? padding : layer.x.data[place])
          assert.equal(value, layer.col.data[trace.row * layer.col.shape[1]! + column])
          const [, C, KH, KW] = layer.weight.shape as [number, number, number, number]
          assert.equal(weight, layer.weight.data[((index[1] * C + channel) * KH + kernel[0]) * KW + kernel[1]])
          assert.equal(product, value * weight)
          sum += product
        }
        assert.equal(trace.sum, sum)
        assert.equal(precision === 'float32' ? Math.fround(sum + trace.bias) : sum + trace.bias, trace.result)
        assert.equal(trace.result, output.data[i++])
        assert.equal(trace.products.length, weight[1]! * weight[2]! * weight[3]!)
        assert.deepEqual(trace.columns, [trace.products[0]!.column, trace.products.at(-1)!.column])
      }
      assert.equal(i, output.data.length)
    }
  })

  test(`an input's gradient is the traced sum of what its windows send, at every place, ${precision}`, () => {
    for (const { x, weight, options } of convolutions) {
      const layer = new Conv2D({ ...options, precision, weight: drawn(1, weight) })
      const dx = layer.backward(drawn(4, layer.forward(drawn(3, x)).shape))
      const seen = new Set<number>()
      let i = 0
      for (const index of places(x)) {
        const trace = traceInputGradient(layer, index)
        let sum = 0
        for (const { part, contributions, row, column } of trace.overlaps) {
          let products = 0
          for (const { weight, dy, product } of contributions) {
            assert.equal(product, weight * dy)
            products += product
          }
          assert.equal(part, precision === 'float32' ? Math.fround(products) : products)
          assert.equal(part, layer.dcol.data[row * layer.dcol.shape[1]! + column])
          seen.add(row * layer.dcol.shape[1]! + column)
          sum = precision === 'float32' ? Math.fround(sum + part) : sum + part
        }
        assert.equal(trace.result, sum)
        assert.equal(trace.result, dx.data[i++])
      }
      assert.equal(i, dx.data.length)
      // every element of dcol that does not lie in the padding belongs to one input
      const inside = [...places(layer.output.shape)].filter(([, f]) => f % (weight[0]! / layer.groups) === 0)
      const elements = inside.flatMap((index) => traceOutput(layer, index).products).filter(({ input }) => input).length
      assert.equal(seen.size, elements)
    }
  })

  test(`pooling: output and gradient are their traces, at every place, ${precision}`, () => {
    for (const { x, options } of poolings) {
      const layer = new Pooling2D({ ...options, precision })
      const output = layer.forward(drawn(3, x))
      const dx = layer.backward(drawn(4, output.shape))
      let i = 0
      for (const index of places(output.shape)) {
        const trace = traceOutput(layer, index)
        assert.equal(trace.result, output.data[i])
        for (const { input, value, column } of trace.elements) {
          assert.equal(value, layer.col.data[trace.row * layer.col.shape[1]! + column])
          if (input) assert.equal(value, layer.x.data[((input[0] * x[1]! + input[1]) * x[2]! + input[2]) * x[3]! + input[3]])
        }
        if (trace.kind === 'max') {
          assert.equal(trace.winner, layer.argMax.data[i])
          assert.equal(trace.elements[trace.winner]!.value, trace.result)
        } else {
          const mean = trace.elements.reduce((sum, { value }) => sum + value, 0) / trace.divisor
          assert.equal(trace.result, precision === 'float32' ? Math.fround(mean) : mean)
        }
        i++
      }
      i = 0
      for (const index of places(x)) {
        const trace = traceInputGradient(layer, index)
        let sum = 0
        for (const { part, row, column, dy, divisor, sent } of trace.overlaps) {
          assert.equal(part, layer.dcol.data[row * layer.dcol.shape[1]! + column])
          if (sent) assert.ok(Math.abs(part - dy / divisor) < 1e-7)
          else assert.equal(part, 0)
          sum = precision === 'float32' ? Math.fround(sum + part) : sum + part
        }
        assert.equal(trace.result, sum)
        assert.equal(trace.result, dx.data[i++])
      }
    }
  })
}

test('the box of a window, and how much of it is padding', () => {
  const layer = new Conv2D({ weight: drawn(1, [1, 1, 3, 2]), padding: [1, 0, 2, 1], dilation: [1, 2] })
  layer.forward(drawn(2, [1, 1, 3, 3]))
  const box = (oh: number, ow: number) => traceOutput(layer, [0, 0, oh, ow]).box
  assert.deepEqual(box(0, 0), { top: -1, left: 0, height: 3, width: 3, padded: [1, 0, 0, 0] })
  assert.deepEqual(box(3, 1), { top: 2, left: 1, height: 3, width: 3, padded: [0, 0, 2, 1] })
  // kernels that hold the image are outside on both sides
  const large = new Conv2D({ weight: drawn(1, [1, 1, 3, 3]), padding: 3 })
  large.forward(drawn(2, [1, 1, 1, 1]))
  assert.deepEqual(traceOutput(large, [0, 0, 0, 2]).box, { top: -3, left: -1, height: 3, width: 3, padded: [3, 1, 0, 1] })
})

test('a trace is a plain value', () => {
  const layer = new Conv2D({ weight: [[[[2]]]] })
  layer.forward([[[[3]]]])
  const trace = traceOutput(layer, [0, 0, 0, 0])
  const clone = structuredClone(trace)
  assert.equal(clone.result, 6)
  assert.equal(showOutputTrace(clone), String(trace))
  assert.deepEqual(JSON.parse(JSON.stringify(trace)), clone)
})

test('error texts', () => {
  const layer = new Conv2D({ weight: drawn(1, [2, 1, 3, 3]) })
  assert.throws(() => traceOutput(layer, [0, 0, 0, 0]), { message: 'Conv2D has no output yet.\n  Fix: call forward(x) first.' })
  layer.forward(drawn(2, [1, 1, 4, 5]))
  assert.throws(() => traceInputGradient(layer, [0, 0, 0, 0]), {
    message: 'Conv2D has no dx yet.\n  Fix: call backward(dy) first.',
  })
  const of = (index: unknown) => () => traceOutput(layer, index as number[])
  assert.throws(of([0, 2, 0, 0]), {
    code: 'no-such-place',
    message:
      'traceOutput: there is no element at [0, 2, 0, 0].\n  Fix: give [n, f, oh, ow] in the output of shape 1×2×2×3, counted from 0: at most [0, 1, 1, 2].',
  })
  for (const index of [[0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0.5, 0], [0, 0, -1, 0], 3, undefined])
    assert.throws(of(index), { code: 'no-such-place' })
  layer.backward(layer.output)
  assert.throws(() => traceInputGradient(layer, [0, 0, 4, 0]), {
    message:
      'traceInputGradient: there is no element at [0, 0, 4, 0].\n  Fix: give [n, c, h, w] in the input of shape 1×1×4×5, counted from 0: at most [0, 0, 3, 4].',
  })
})
