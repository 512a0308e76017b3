/** Pooling2D: by hand, ties and padding, against the engine, its gradients against central differences, every error text. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashed } from '../../test/golden/hash.ts'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import { avgPool2d, globalAvgPool2d, maxPool2d } from '../layers/index.ts'
import type { Layer } from '../layers/layer.ts'
import { sequential } from '../model/graph.ts'
import { type Shape, sizeOf } from '../values/shape.ts'
import { Pooling2D, type Pooling2DOptions } from './Pooling2D.ts'

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0)
const drawn = (seed: number, shape: Shape) => ({ shape, data: hashed(seed, sizeOf(shape)) })
const { NaN: nan, NEGATIVE_INFINITY: least } = Number

test('max: the largest of each window, and which of the window it is', () => {
  const pool = new Pooling2D({ kind: 'max', kernelSize: 2 })
  assert.deepEqual(
    pool.forward([
      [
        [
          [1, 2, 5, 1],
          [8, 3, 0, 4],
        ],
      ],
    ]),
    { shape: [1, 1, 1, 2], data: Float64Array.of(8, 5) },
  )
  assert.deepEqual(pool.col, { shape: [2, 4], data: Float64Array.of(1, 2, 8, 3, 5, 1, 0, 4) })
  assert.deepEqual(pool.argMax, { shape: [1, 1, 1, 2], data: Int32Array.of(2, 0) })
  assert.deepEqual([...pool.backward([[[[10, 20]]]]).data], [0, 0, 20, 0, 10, 0, 0, 0])
  assert.deepEqual(pool.dcol.data, Float64Array.of(0, 0, 10, 0, 20, 0, 0, 0))
  assert.deepEqual(pool.dy.data, Float64Array.of(10, 20))
})

test("the lecture's shift: swapping 2 and 8 inside a window changes nothing but the place", () => {
  const pool = new Pooling2D({ kind: 'max', kernelSize: 2 })
  assert.deepEqual(
    [
      [
        [
          [2, 8],
          [1, 3],
        ],
      ],
      [
        [
          [8, 2],
          [1, 3],
        ],
      ],
    ].map((x) => [pool.forward([x]).data[0], pool.argMax.data[0]]),
    [
      [8, 1],
      [8, 0],
    ],
  )
})

test('max: the first of equals; padding never wins; NaN is not hidden', () => {
  const winner = (rows: number[][], padding: number) => {
    const pool = new Pooling2D({ kind: 'max', kernelSize: 2, stride: 2, padding })
    pool.forward([[rows]])
    return [[...pool.output.data], [...pool.argMax.data]]
  }
  assert.deepEqual(
    winner(
      [
        [3, 3],
        [3, 3],
      ],
      0,
    ),
    [[3], [0]],
  )
  assert.deepEqual(
    winner(
      [
        [1, nan],
        [5, 2],
      ],
      0,
    ),
    [[nan], [1]],
  )
  assert.deepEqual(
    winner(
      [
        [-1, -2],
        [-3, -4],
      ],
      1,
    ),
    [
      [-1, -2, -3, -4],
      [3, 2, 1, 0],
    ],
  )
  assert.deepEqual(
    winner(
      [
        [least, least],
        [least, least],
      ],
      1,
    ),
    [
      [least, least, least, least],
      [3, 2, 1, 0],
    ],
  )
})

test('average: padding counts as zeros or not at all; what lies beyond it never counts', () => {
  const x = [
    [
      [
        [4, 8],
        [12, 16],
      ],
    ],
  ]
  const mean = (options: Partial<Pooling2DOptions>) => {
    const pool = new Pooling2D({ kind: 'average', kernelSize: 2, ...options })
    return [...pool.forward(x).data]
  }
  assert.deepEqual(mean({}), [10])
  assert.deepEqual(mean({ padding: 1 }), [1, 2, 3, 4])
  assert.deepEqual(mean({ padding: 1, countPadding: false }), [4, 8, 12, 16])
  const up = new Pooling2D({ kind: 'average', kernelSize: 2, rounding: 'ceil' })
  assert.deepEqual(
    [
      ...up.forward([
        [
          [
            [1, 2, 3],
            [1, 2, 3],
            [5, 5, 9],
          ],
        ],
      ]).data,
    ],
    [1.5, 3, 5, 9],
  )
  assert.deepEqual(
    [
      ...up.backward([
        [
          [
            [4, 4],
            [4, 4],
          ],
        ],
      ]).data,
    ],
    [1, 1, 2, 1, 1, 2, 2, 2, 4],
  )
})

test('globalAverage: one number a map', () => {
  const pool = new Pooling2D({ kind: 'globalAverage' })
  assert.deepEqual(pool.forward([[[[1, 2, 3]], [[4, 4, 7]]]]), { shape: [1, 2, 1, 1], data: Float64Array.of(2, 5) })
  assert.equal(pool.fields, undefined)
  assert.deepEqual([...pool.backward([[[[3]], [[6]]]]).data], [1, 1, 1, 2, 2, 2])
})

const cases: readonly [Pooling2DOptions, Layer, Shape][] = [
  [{ kind: 'max', kernelSize: 2 }, maxPool2d({ name: 'S', kernelSize: 2 }), [2, 3, 6, 4]],
  [
    { kind: 'max', kernelSize: 3, stride: 2, padding: 1 },
    maxPool2d({ name: 'S', kernelSize: 3, stride: 2, padding: 1 }),
    [1, 2, 7, 5],
  ],
  [
    { kind: 'max', kernelSize: [2, 3], stride: 1, dilation: [2, 1], rounding: 'ceil' },
    maxPool2d({ name: 'S', kernelSize: [2, 3], stride: 1, dilation: [2, 1], rounding: 'ceil' }),
    [1, 2, 5, 6],
  ],
  [
    { kind: 'average', kernelSize: 3, stride: 2, padding: 1, rounding: 'ceil', countPadding: false },
    avgPool2d({ name: 'S', kernelSize: 3, stride: 2, padding: 1, rounding: 'ceil', countPadding: false }),
    [2, 2, 6, 5],
  ],
  [
    { kind: 'average', kernelSize: 3, stride: 2, padding: 1, rounding: 'ceil' },
    avgPool2d({ name: 'S', kernelSize: 3, stride: 2, padding: 1, rounding: 'ceil' }),
    [1, 1, 6, 5],
  ],
  [{ kind: 'globalAverage' }, globalAvgPool2d({ name: 'S' }), [2, 3, 4, 5]],
]

test('the same numbers as a network of one layer, on the reference and on Wasm', async () => {
  const backends = [reference(), await wasm({ threads: 2 })]
  for (const backend of backends) {
    for (const [options, layer, shape] of cases) {
      const own = new Pooling2D({ ...options, precision: 'float32' })
      const x = drawn(1, shape)
      using net = await sequential('one layer', shape.slice(1), [layer]).open(backend)
      const output = own.forward(x)
      near(await net.predict(x.data), output.data)
      const dy = drawn(2, output.shape)
      near(await net.inputGradient(x.data, 'S', dy.data), own.backward(dy).data)
    }
    backend.dispose()
  }
})

function near(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  assert.equal(found.length, expected.length)
  for (let i = 0; i < found.length; i++)
    assert.ok(Math.abs(found[i]! - expected[i]!) <= 1e-6, `${i}: ${found[i]}, expected ${expected[i]}`)
}

test('gradients: as central differences in float64, to 1e-7', () => {
  for (const [options, , shape] of cases) {
    const layer = new Pooling2D(options)
    const x = drawn(3, shape)
    const u = drawn(4, layer.forward(x).shape)
    const dx = layer.backward(u).data
    const loss = () => dot(layer.forward(x).data, u.data)
    const step = 2 ** -16 // smaller than any two of these numbers are apart, so that no other becomes the largest
    for (let i = 0; i < dx.length; i++) {
      const before = x.data[i]!
      x.data[i] = before + step
      const above = loss()
      x.data[i] = before - step
      const numeric = (above - loss()) / (2 * step)
      x.data[i] = before
      assert.ok(Math.abs(numeric - dx[i]!) <= 1e-7, `${i}: ${numeric} by differences, ${dx[i]} by the layer`)
    }
  }
})

test('error texts', () => {
  const say = (options: unknown, message: string | RegExp) =>
    assert.throws(() => new Pooling2D(options as Pooling2DOptions), { message })
  say({}, "Pooling2D: kind must be one of 'max', 'average', 'globalAverage'. Received: undefined.")
  say({ kind: 'avarage', kernelSize: 2 }, /Fix: did you mean "average"\? Known: max, average, globalAverage\.$/)
  say({ kind: 'max', kernelsize: 2 }, /^Pooling2D has no option "kernelsize"\.\n {2}Fix: did you mean "kernelSize"\?/)
  say({ kind: 'max', kernelSize: 2, countPadding: true }, /^Pooling2D 'max' has no option "countPadding"\./)
  say(
    { kind: 'globalAverage', kernelSize: 2 },
    /^Pooling2D 'globalAverage' has no option "kernelSize"\.\n {2}Fix: use one of: kind, precision\.$/,
  )
  say(
    { kind: 'max' },
    'Pooling2D: kernelSize must be a whole number of at least 1, or two of them [height, width]. Received: undefined.',
  )
  say({ kind: 'max', kernelSize: 2, stride: 0 }, /^Pooling2D: stride must be a whole number of at least 1/)
  say({ kind: 'average', kernelSize: 2, countPadding: 1 }, 'Pooling2D: countPadding must be true or false. Received: 1.')
  const pool = new Pooling2D({ kind: 'average', kernelSize: 2 })
  assert.throws(() => pool.place, { message: 'Pooling2D has no place yet.\n  Fix: call forward(x) first.' })
  assert.throws(() => pool.forward(drawn(1, [1, 1, 3, 4])), { code: 'not-whole', message: /the output height is not whole/ })
  assert.throws(() => pool.forward(drawn(1, [3, 4])), { message: /Fix: give it the shape \[1, 1, 3, 4\]\.$/ })
  assert.throws(() => new Pooling2D({ kind: 'max', kernelSize: 2, padding: 2 }).forward(drawn(1, [1, 1, 4, 4])), {
    code: 'empty-window',
  })
  pool.forward(drawn(1, [1, 1, 4, 4]))
  assert.throws(() => pool.argMax, { message: "Pooling2D 'average' has no argMax: only 'max' selects an element." })
  assert.throws(() => pool.backward(drawn(1, [1, 1, 4, 4])), {
    message: 'Pooling2D: dy must have the shape of the output.\n  dy 1×1×4×4, output 1×1×2×2',
  })
})
