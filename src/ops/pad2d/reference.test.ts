/** The definition of a border, by hand. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newValue } from '../../values/value.ts'
import { opCall } from '../op.ts'
import type { PadMode } from './op.ts'
import { pad2dGradReference, pad2dReference } from './reference.ts'

const row = (numbers: readonly number[]) => ({ shape: [1, 1, 1, numbers.length], data: Float64Array.from(numbers) })

/** Two more at the left, three at the right. */
function padded(mode: PadMode, numbers: readonly number[]) {
  const y = row(Array.from({ length: numbers.length + 5 }, () => 0))
  pad2dReference({ padding: [0, 2, 0, 3], mode, value: 9 }, [row(numbers)], [y])
  return [...y.data]
}

function gradient(mode: PadMode, dy: readonly number[]) {
  const dx = row(Array.from({ length: dy.length - 5 }, () => 7))
  pad2dGradReference({ padding: [0, 2, 0, 3], mode }, [row(dy)], [dx])
  return [...dx.data]
}

test('a value, the mirror, the nearest pixel', () => {
  assert.deepEqual(padded('constant', [1, 2, 3, 4]), [9, 9, 1, 2, 3, 4, 9, 9, 9])
  assert.deepEqual(padded('reflect', [1, 2, 3, 4]), [3, 2, 1, 2, 3, 4, 3, 2, 1])
  assert.deepEqual(padded('edge', [1, 2, 3, 4]), [1, 1, 1, 2, 3, 4, 4, 4, 4])
  assert.deepEqual(padded('edge', [5]), [5, 5, 5, 5, 5, 5])
})

test('the gradient adds up what shows one pixel', () => {
  const dy = [100_000, 10_000, 1, 2, 3, 4, 1000, 100, 10]
  assert.deepEqual(gradient('constant', dy), [1, 2, 3, 4])
  assert.deepEqual(gradient('reflect', dy), [11, 10_102, 101_003, 4])
  assert.deepEqual(gradient('edge', dy), [110_001, 2, 3, 1114])
})

test('corners: rows and columns at once', () => {
  const x = { shape: [1, 1, 2, 2], data: Float64Array.of(1, 2, 3, 4) }
  const y = { shape: [1, 1, 4, 4], data: new Float64Array(16) }
  pad2dReference({ padding: [1, 1, 1, 1], mode: 'reflect', value: 0 }, [x], [y])
  assert.deepEqual([...y.data], [4, 3, 4, 3, 2, 1, 2, 1, 4, 3, 4, 3, 2, 1, 2, 1])
  const dx = { shape: [1, 1, 2, 2], data: new Float64Array(4) }
  pad2dGradReference({ padding: [1, 1, 1, 1], mode: 'edge' }, [{ shape: [1, 1, 4, 4], data: new Float64Array(16).fill(1) }], [dx])
  assert.deepEqual([...dx.data], [4, 4, 4, 4])
})

test('a call whose border does not fit is refused', () => {
  const value = (shape: readonly number[]) => newValue('v', [2, ...shape], { role: 'activation', batched: true })
  const call = (mode: PadMode, from: readonly number[], to: readonly number[]) => () =>
    opCall('pad2d', { padding: [0, 2, 0, 3], mode, value: 0 }, [value(from)], [value(to)], 'mine')
  assert.doesNotThrow(call('reflect', [1, 1, 4], [1, 1, 9]))
  assert.throws(call('reflect', [1, 1, 3], [1, 1, 8]), /"mine" emits pad2d: the border does not fit the image\./)
  assert.throws(call('edge', [1, 1, 3], [1, 1, 9]), /the border does not fit the image\./)
  assert.throws(
    () => opCall('pad2dGrad', { padding: [1, 0, 0, 0], mode: 'edge' }, [value([1, 2, 2])], [value([1, 2, 2])], 'mine'),
    /"mine" emits pad2dGrad: the border does not fit the image\./,
  )
})
