/** The definition of average pooling to a given size, by hand: windows that overlap, and images smaller than the output. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adaptiveAvgPool2dGradReference, adaptiveAvgPool2dReference } from './reference.ts'

const row = (numbers: readonly number[]) => ({ shape: [1, 1, 1, numbers.length], data: Float64Array.from(numbers) })
const zeros = (size: number) => row(Array.from({ length: size }, () => 0))

function pool(x: readonly number[], size: number) {
  const y = zeros(size)
  adaptiveAvgPool2dReference({}, [row(x)], [y])
  return [...y.data]
}

function gradient(dy: readonly number[], size: number) {
  const dx = zeros(size)
  adaptiveAvgPool2dGradReference({}, [row(dy)], [dx])
  return [...dx.data]
}

test('windows side by side, and windows that share a pixel', () => {
  assert.deepEqual(pool([1, 3, 5, 7], 2), [2, 6])
  // 5 pixels, 2 outputs: 0 … 2 and 2 … 4
  assert.deepEqual(pool([1, 2, 6, 10, 20], 2), [3, 12])
  // 7 pixels, 3 outputs: 0 … 2, 2 … 4, 4 … 6
  assert.deepEqual(pool([1, 2, 3, 4, 5, 6, 7], 3), [2, 4, 6])
})

test('more outputs than pixels: each is one pixel, or the mean of the two that it touches', () => {
  assert.deepEqual(pool([4], 3), [4, 4, 4])
  assert.deepEqual(pool([1, 2], 4), [1, 1, 2, 2])
  assert.deepEqual(pool([1, 3], 3), [1, 2, 3])
})

test('the gradient: each share goes to all pixels of its window', () => {
  assert.deepEqual(gradient([3, 6], 5), [1, 1, 3, 2, 2])
  assert.deepEqual(gradient([1, 2, 3], 2), [2, 4])
})

test('a window of both directions', () => {
  const x = { shape: [1, 1, 3, 3], data: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) }
  const y = { shape: [1, 1, 2, 2], data: new Float64Array(4) }
  adaptiveAvgPool2dReference({}, [x], [y])
  assert.deepEqual([...y.data], [3, 4, 6, 7])
})
