/** The definition of pooling by p-norms, by hand: sums of sizes, roots of squares, signs, padding, zeros, and their gradients. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lpPool2dGradReference, lpPool2dReference } from './reference.ts'

const plain = { kernelSize: [1, 2], stride: [1, 2], dilation: [1, 1], padding: [0, 0, 0, 0] } as const
const row = (numbers: readonly number[]) => ({ shape: [1, 1, 1, numbers.length], data: Float64Array.from(numbers) })

function pool(p: number, x: readonly number[], windows: number, change: Partial<{ padding: [0, 1, 0, 1] }> = {}) {
  const y = row(Array.from({ length: windows }, () => 9))
  lpPool2dReference({ ...plain, ...change, p }, [row(x)], [y])
  return [...y.data]
}

function gradient(p: number, x: readonly number[], dy: readonly number[]) {
  const dx = row(x)
  lpPool2dGradReference({ ...plain, p }, [row(x), row(pool(p, x, dy.length)), row(dy)], [dx])
  return [...dx.data]
}

test('p = 1 sums the sizes, p = 2 is the length, a large p nears the largest size; signs do not matter', () => {
  assert.deepEqual(pool(1, [3, -4, -1, -2], 2), [7, 3])
  assert.deepEqual(pool(2, [3, -4, -6, 8], 2), [5, 10])
  assert.ok(Math.abs(pool(3, [-3, -4], 1)[0]! - Math.cbrt(91)) < 1e-15)
  assert.ok(Math.abs(pool(200, [-3, 4], 1)[0]! - 4) < 1e-12)
})

test('padding adds nothing; what is too large for its power has a norm all the same', () => {
  assert.deepEqual(pool(2, [-3, 4], 2, { padding: [0, 1, 0, 1] }), [3, 4])
  assert.deepEqual(pool(100, [0, 1e200], 1), [1e200])
  assert.deepEqual(pool(3, [0, 0, 0, -Infinity], 2), [0, Infinity])
})

test('the gradient: the sign alone, x / y, and 0 where x is 0', () => {
  assert.deepEqual(gradient(1, [3, -4, 0, 2], [10, 20]), [10, -10, 0, 20])
  assert.deepEqual(gradient(2, [3, -4, 0, 0], [10, 20]), [6, -8, 0, 0])
  const [first, second] = gradient(3, [1, -2], [9 ** (2 / 3)])
  assert.ok(Math.abs(first! - 1) < 1e-14 && Math.abs(second! + 4) < 1e-14)
})
