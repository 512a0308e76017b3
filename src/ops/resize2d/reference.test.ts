/** The definition of images in another size, by hand and by the examples of ONNX's operator Resize. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newValue } from '../../values/value.ts'
import { opCall } from '../op.ts'
import type { Resize2dAttributes } from './op.ts'
import { resize2dGradReference, resize2dReference } from './reference.ts'

type Given = Partial<Resize2dAttributes>
const whole = (given: Given): Resize2dAttributes => ({
  mode: 'nearest',
  coordinates: 'half-pixel',
  nearestMode: 'round-prefer-floor',
  cubicCoefficient: -0.75,
  scale: null,
  ...given,
})

/** Rows of numbers. */
type Rows = readonly (readonly number[])[]
const tensor = (rows: Rows) => ({ shape: [1, 1, rows.length, rows[0]!.length], data: Float64Array.from(rows.flat()) })

function resized(given: Given, x: Rows, height: number, width: number): number[][] {
  const y = { shape: [1, 1, height, width], data: new Float64Array(height * width) }
  resize2dReference(whole(given), [tensor(x)], [y])
  return Array.from({ length: height }, (_, h) => [...y.data.subarray(h * width, (h + 1) * width)])
}

function close(found: Rows, wanted: Rows): void {
  assert.deepEqual(
    found.map((row) => row.map((value) => Number(value.toFixed(5)))),
    wanted.map((row) => row.map((value) => Number(value.toFixed(5)))),
  )
}

const two = [
  [1, 2],
  [3, 4],
]
const four = [0, 4, 8, 12].map((row) => [1, 2, 3, 4].map((column) => row + column))

test('nearest: larger and smaller', () => {
  const scaled = resized({ scale: [2, 3] }, two, 4, 6)
  close(scaled, [
    [1, 1, 1, 2, 2, 2],
    [1, 1, 1, 2, 2, 2],
    [3, 3, 3, 4, 4, 4],
    [3, 3, 3, 4, 4, 4],
  ])
  close(
    resized(
      { scale: [0.6, 0.6] },
      [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
      1,
      2,
    ),
    [[1, 3]],
  )
})

test('nearest: the roundings', () => {
  const firstRow = (given: Given) => [resized(given, four, 8, 8)[0]!]
  close(firstRow({ nearestMode: 'ceil', coordinates: 'half-pixel' }), [[1, 2, 2, 3, 3, 4, 4, 4]])
  close(firstRow({ nearestMode: 'floor', coordinates: 'align-corners' }), [[1, 1, 1, 2, 2, 3, 3, 4]])
  close(firstRow({ nearestMode: 'round-prefer-ceil', coordinates: 'asymmetric' }), [[1, 2, 2, 3, 3, 4, 4, 4]])
  // Exactly between two pixels: x = ½ and 2½.
  close(resized({ nearestMode: 'round-prefer-floor' }, [[1, 2, 3, 4]], 1, 2), [[1, 3]])
  close(resized({ nearestMode: 'round-prefer-ceil' }, [[1, 2, 3, 4]], 1, 2), [[2, 4]])
})

test('a place that is a pixel is not rounded to the one before it', () => {
  // 49 · (1 / 49) is less than 1 in doubles.
  const row = Array.from({ length: 49 }, (_, i) => i)
  const [found] = resized({ coordinates: 'asymmetric', nearestMode: 'floor' }, [[0, 1, 2]], 1, 147)
  assert.deepEqual([found![48], found![49], found![98]], [0, 1, 2])
  assert.deepEqual(resized({ coordinates: 'align-corners', nearestMode: 'floor' }, [row], 1, 49), [row])
})

test('bilinear', () => {
  const linear = { mode: 'bilinear' } as const
  close(resized({ ...linear, scale: [2, 2] }, two, 4, 4), [
    [1, 1.25, 1.75, 2],
    [1.5, 1.75, 2.25, 2.5],
    [2.5, 2.75, 3.25, 3.5],
    [3, 3.25, 3.75, 4],
  ])
  close(
    resized({ ...linear, coordinates: 'align-corners' }, two, 4, 4),
    [0, 2 / 3, 4 / 3, 2].map((row) => [1, 4 / 3, 5 / 3, 2].map((column) => row + column)),
  )
  close(
    resized(
      { ...linear, scale: [0.6, 0.6] },
      [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
      1,
      2,
    ),
    [[2.6666665, 4.3333331]],
  )
  close(resized({ ...linear, coordinates: 'pytorch-half-pixel' }, four, 3, 1), [[1.6666666], [7], [12.333333]])
  close(resized({ ...linear, coordinates: 'half-pixel-symmetric', scale: [1, 0.6] }, [[1, 2, 3, 4]], 1, 2), [
    [1.6666667, 3.3333333],
  ])
})

test('cubic', () => {
  close(resized({ mode: 'cubic', scale: [0.8, 0.8] }, four, 3, 3), [
    [1.47119141, 2.78125, 4.08251953],
    [6.71142578, 8.02148438, 9.32275391],
    [11.91650391, 13.2265625, 14.52783203],
  ])
  close(
    [resized({ mode: 'cubic', coordinates: 'asymmetric', scale: [2, 2] }, four, 8, 8)[0]!],
    [[1, 1.40625, 2, 2.5, 3, 3.59375, 4, 4.09375]],
  )
  // The coefficient of Keys: a straight line stays one.
  close(
    resized({ mode: 'cubic', cubicCoefficient: -0.5, coordinates: 'asymmetric' }, [[0, 2, 4, 6, 8, 10]], 1, 12).map((row) =>
      row.slice(2, 8),
    ),
    [[2, 3, 4, 5, 6, 7]],
  )
})

test('the gradient adds up what a pixel went into', () => {
  const gradient = (given: Given, dy: readonly number[], pixels: number) => {
    const dx = tensor([Array.from({ length: pixels }, () => 7)])
    resize2dGradReference(whole(given), [tensor([dy])], [dx])
    return [...dx.data]
  }
  assert.deepEqual(gradient({}, [1, 10, 100, 1000], 2), [11, 1100])
  assert.deepEqual(gradient({ mode: 'bilinear' }, [4, 40, 400, 4000], 2), [4 + 30 + 100, 10 + 300 + 4000])
  // Pixels between those that are read.
  assert.deepEqual(gradient({ coordinates: 'asymmetric' }, [1, 10], 5), [1, 0, 10, 0, 0])
})

test('a call with other channels or another batch is refused', () => {
  const value = (shape: readonly number[]) => newValue('v', [2, ...shape], { role: 'activation', batched: true })
  const call = (op: 'resize2d' | 'resize2dGrad', from: readonly number[], to: readonly number[]) => () =>
    opCall(op, whole({}), [value(from)], [value(to)], 'mine')
  assert.doesNotThrow(call('resize2d', [3, 2, 2], [3, 5, 1]))
  for (const op of ['resize2d', 'resize2dGrad'] as const)
    for (const [from, to] of [
      [
        [3, 2, 2],
        [2, 5, 1],
      ],
      [[4], [4]],
    ] as const)
      assert.throws(call(op, from, to), /"mine" emits resize2d(Grad)?: y is not x in another height and width\./)
})
