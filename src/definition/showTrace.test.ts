/** Traces as text: the sums as a student writes them out, of a convolution and of pooling, forward and backward. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Conv2D } from './Conv2D.ts'
import { Pooling2D } from './Pooling2D.ts'
import { showNumber } from './showTrace.ts'
import { traceInputGradient } from './traceInputGradient.ts'
import { traceOutput } from './traceOutput.ts'

const x = [
  [
    [
      [1, 2, 3, 0],
      [0, 1, 2, 3],
      [3, 0, 1, 2],
      [2, 3, 0, 1],
    ],
    [
      [1, -2, 3, 0],
      [0, 1, 2.5, 3],
      [3, 0, 1, 2],
      [2, 3, 0, 1],
    ],
  ],
]

test('the sum written out: a convolution', () => {
  const slices = [
    [
      [2, 0, 1],
      [0, 1, 2],
      [1, 0, 2],
    ],
    [
      [2, 0, 1],
      [0, -1, 2],
      [1, 0, 2],
    ],
  ]
  const layer = new Conv2D({ weight: [slices, slices], bias: [-1, 0.5], padding: 1 })
  layer.forward(x)
  assert.equal(
    `${traceOutput(layer, [0, 0, 0, 1])}`,
    `output[0, 0, 0, 1] = 24
window: rows −1 … 1, columns 0 … 2 (padding: 1 at the top); row 1 of col, columns 0 … 17
channel 0
     [0] ·    2 +  [0] ·    0 +  [0] ·    1
  +    1 ·    0 +    2 ·    1 +    3 ·    2
  +    0 ·    1 +    1 ·    0 +    2 ·    2
channel 1
  +  [0] ·    2 +  [0] ·    0 +  [0] ·    1
  +    1 ·    0 + (−2) · (−1) +    3 ·    2
  +    0 ·    1 +    1 ·    0 +  2.5 ·    2
sum 25 + bias (−1) = 24`,
  )
  layer.backward({ shape: layer.output.shape, data: layer.output.data.map((_, i) => (i % 5) - 2) })
  assert.equal(
    `${traceInputGradient(layer, [0, 1, 0, 1])}`,
    `dx[0, 1, 0, 1] = −7
6 windows hold this input (weight · dy, a term a filter)
  window [0, 0]  at [1, 2]  2 · (−2) + 2 · (−1)     = −6
  window [0, 1]  at [1, 1]  (−1) · (−1) + (−1) · 0  = 1
  window [0, 2]  at [1, 0]  0 · 0 + 0 · 1           = 0
  window [1, 0]  at [0, 2]  1 · 2 + 1 · (−2)        = 0
  window [1, 1]  at [0, 1]  0 · (−2) + 0 · (−1)     = 0
  window [1, 2]  at [0, 0]  2 · (−1) + 2 · 0        = −2
sum (−6) + 1 + 0 + 0 + 0 + (−2) = −7`,
  )
})

test('the sum written out: pooling', () => {
  const max = new Pooling2D({ kind: 'max', kernelSize: 3, stride: 2, padding: 1, rounding: 'floor' })
  max.backward(max.forward(x))
  assert.equal(
    `${traceOutput(max, [0, 1, 0, 1])}`,
    `output[0, 1, 0, 1] = 3
window: rows −1 … 1, columns 1 … 3 (padding: 1 at the top); row 3 of col, columns 0 … 8
  [−∞]  [−∞]  [−∞]
    −2    →3     0
     1   2.5     3
the largest is 3, at [1, 1] of the window; as large, but later: [2, 2]`,
  )
  assert.equal(
    `${traceInputGradient(max, [0, 1, 1, 3])}`,
    `dx[0, 1, 1, 3] = 3
2 windows hold this input
  window [0, 1]  at [2, 2]  not the winner (dy 3)  = 0
  window [1, 1]  at [0, 2]  the winner: dy         = 3
sum 0 + 3 = 3`,
  )
  const average = new Pooling2D({ kind: 'average', kernelSize: 3, stride: 2, padding: 1, rounding: 'ceil', countPadding: false })
  average.backward(average.forward(x))
  assert.equal(
    `${traceOutput(average, [0, 1, 0, 1])}`,
    `output[0, 1, 0, 1] = 1.25
window: rows −1 … 1, columns 1 … 3 (padding: 1 at the top); row 3 of col, columns 0 … 8
     [0] +  [0] +  [0]
  + (−2) +    3 +    0
  +    1 +  2.5 +    3
sum 7.5 / 6 = 1.25`,
  )
  assert.equal(
    `${traceInputGradient(average, [0, 1, 3, 3])}`,
    `dx[0, 1, 3, 3] = 2.2778
4 windows hold this input
  window [1, 1]  at [2, 2]  1.5 / 9     = 0.16667
  window [1, 2]  at [2, 0]  2 / 3       = 0.66667
  window [2, 1]  at [0, 2]  1.3333 / 3  = 0.44444
  window [2, 2]  at [0, 0]  1 / 1       = 1
sum 0.16667 + 0.66667 + 0.44444 + 1 = 2.2778`,
  )
})

test('an input that no window reads', () => {
  const layer = new Conv2D({ weight: [[[[1]]]], stride: 2, rounding: 'floor' })
  layer.backward(layer.forward([[[[1, 2]]]]))
  assert.equal(`${traceInputGradient(layer, [0, 0, 0, 1])}`, 'dx[0, 0, 0, 1] = 0\n0 windows hold this input')
})

test('numbers for people', () => {
  assert.deepEqual([1, -2, 0.1, 1 / 3, -123456.789, 1e-9, Infinity, -Infinity, NaN, -0].map(showNumber), [
    '1',
    '−2',
    '0.1',
    '0.33333',
    '−123460',
    '1e−9',
    '∞',
    '−∞',
    'NaN',
    '0',
  ])
})
