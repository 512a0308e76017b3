/** The definition of max pooling, by hand: the maximum, its place, ties, padding, and what is not a number. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Window2d } from '../../window/window2d.ts'
import { maxPool2dGradReference, maxPool2dReference } from './reference.ts'

const plain: Window2d = { kernelSize: [2, 2], stride: [2, 2], dilation: [1, 1], padding: [0, 0, 0, 0] }

function pool(change: Partial<Window2d>, image: readonly number[], [h, w]: [number, number], [oh, ow]: [number, number]) {
  const x = { shape: [1, 1, h, w], data: Float32Array.from(image) }
  const y = { shape: [1, 1, oh, ow], data: new Float32Array(oh * ow) }
  const argMax = { shape: [1, 1, oh, ow], data: new Int32Array(oh * ow) }
  maxPool2dReference({ ...plain, ...change }, [x], [y, argMax])
  return { y: [...y.data], argMax: [...argMax.data] }
}

test('the largest value of each window, and its place in the plane', () => {
  assert.deepEqual(pool({}, [1, 2, 5, 1, 8, 3, 0, 4], [2, 4], [1, 2]), { y: [8, 5], argMax: [4, 2] })
})

test('swapping two values inside a window changes nothing but the place', () => {
  assert.deepEqual(pool({}, [2, 8, 1, 3], [2, 2], [1, 1]), { y: [8], argMax: [1] })
  assert.deepEqual(pool({}, [8, 2, 1, 3], [2, 2], [1, 1]), { y: [8], argMax: [0] })
})

test('of equal values the first; of values that are all −∞ too', () => {
  assert.deepEqual(pool({}, [3, 3, 3, 3], [2, 2], [1, 1]), { y: [3], argMax: [0] })
  assert.deepEqual(pool({}, [-Infinity, -Infinity, -Infinity, -Infinity], [2, 2], [1, 1]), { y: [-Infinity], argMax: [0] })
})

test('padding never wins; windows beyond it are cut off', () => {
  assert.deepEqual(pool({ padding: [1, 1, 1, 1] }, [-1, -2, -3, -4], [2, 2], [2, 2]), {
    y: [-1, -2, -3, -4],
    argMax: [0, 1, 2, 3],
  })
  // rounding: 'ceil' of 3×3
  assert.deepEqual(pool({}, [1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3], [2, 2]), { y: [5, 6, 8, 9], argMax: [4, 5, 7, 8] })
})

test('what is not a number is not hidden', () => {
  assert.deepEqual(pool({}, [1, Number.NaN, 5, 2], [2, 2], [1, 1]), { y: [Number.NaN], argMax: [1] })
})

test('the gradient goes to the place of the maximum; windows that overlap add up', () => {
  const dx = { shape: [1, 1, 1, 3], data: new Float32Array(3).fill(9) }
  const dy = { shape: [1, 1, 1, 2], data: Float32Array.of(2, 5) }
  maxPool2dGradReference(
    { ...plain, kernelSize: [1, 2], stride: [1, 1] },
    [dy, { shape: [1, 1, 1, 2], data: Int32Array.of(1, 1) }],
    [dx],
  )
  assert.deepEqual([...dx.data], [0, 7, 0])
})
