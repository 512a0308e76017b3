/** Traces as text: the sums as a student writes them out, of a convolution and of pooling, forward and backward. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Conv2D } from './Conv2D.ts'
import { Pooling2D } from './Pooling2D.ts'
import { showGradientTrace, showNumber, showOutputTrace } from './showTrace.ts'
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
6 windows hold this input (weight · dy, one term per filter)
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

test('in Korean: the same numbers, in columns', () => {
  const layer = new Conv2D({ weight: [[[[2]], [[-1]]]], bias: [-1], padding: 1 })
  layer.backward(layer.forward([[[[3]], [[4]]]]))
  assert.equal(
    showOutputTrace(traceOutput(layer, [0, 0, 1, 1]), 'ko'),
    `output[0, 0, 1, 1] = 1
윈도우: 행 0, 열 0; col의 행 4, 열 0 … 1
채널 0
    3 ·    2
채널 1
  + 4 · (−1)
합 2 + 편향 (−1) = 1`,
  )
  assert.equal(
    showGradientTrace(traceInputGradient(layer, [0, 1, 0, 0]), 'ko'),
    `dx[0, 1, 0, 0] = −1
이 입력을 포함하는 윈도우 1개 (weight · dy, 필터마다 항 하나)
  윈도우 [1, 1]  위치 [0, 0]  (−1) · 1  = −1`,
  )
  const max = new Pooling2D({ kind: 'max', kernelSize: 3, stride: 2, padding: 1, rounding: 'floor' })
  max.backward(max.forward(x))
  assert.equal(
    showOutputTrace(traceOutput(max, [0, 1, 0, 1]), 'ko'),
    `output[0, 1, 0, 1] = 3
윈도우: 행 −1 … 1, 열 1 … 3 (패딩: 위 1); col의 행 3, 열 0 … 8
  [−∞]  [−∞]  [−∞]
    −2    →3     0
     1   2.5     3
최댓값 3, 윈도우의 [1, 1]; 같은 값이 뒤에 또 있는 곳: [2, 2]`,
  )
  assert.equal(
    showGradientTrace(traceInputGradient(max, [0, 1, 1, 3]), 'ko'),
    `dx[0, 1, 1, 3] = 3
이 입력을 포함하는 윈도우 2개
  윈도우 [0, 1]  위치 [2, 2]  최댓값 아님 (dy 3)  = 0
  윈도우 [1, 1]  위치 [0, 2]  최댓값: dy          = 3
합 0 + 3 = 3`,
  )
})

test('an input that no window reads', () => {
  const layer = new Conv2D({ weight: [[[[1]]]], stride: 2, rounding: 'floor' })
  layer.backward(layer.forward([[[[1, 2]]]]))
  const trace = traceInputGradient(layer, [0, 0, 0, 1])
  assert.equal(`${trace}`, 'dx[0, 0, 0, 1] = 0\n0 windows hold this input')
  assert.equal(showGradientTrace(trace, 'ko'), 'dx[0, 0, 0, 1] = 0\n이 입력을 포함하는 윈도우 없음')
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
