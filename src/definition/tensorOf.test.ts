/** Nested lists to tensors and back, and every error text. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Nested, tensorOf, toNested } from './tensorOf.ts'

test('there and back', () => {
  const nested = [
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  ]
  assert.deepEqual(tensorOf(nested), { shape: [1, 3, 2], data: Float64Array.of(1, 2, 3, 4, 5, 6) })
  assert.deepEqual(toNested(tensorOf(nested)), nested)
  assert.deepEqual(tensorOf([0.1], { precision: 'float32' }).data, Float32Array.of(0.1))
  assert.deepEqual(tensorOf(5), { shape: [], data: Float64Array.of(5) })
  assert.equal(toNested({ shape: [], data: [5] }), 5)
})

test('error texts', () => {
  const say = (values: unknown, message: string) => assert.throws(() => tensorOf(values as Nested), { message })
  const fix = '\n  Fix: give all lists at the same depth the same length.'
  say(
    [[1, 2], [3]],
    `lists at the same depth have different lengths.\n  at [1]: a list of 1; the first one at this depth has 2${fix}`,
  )
  say(
    [[1, 2], 3],
    `lists at the same depth have different lengths.\n  at [1]: 3; the first element at this depth is a list of 2${fix}`,
  )
  say(
    [1, [2]],
    `lists at the same depth have different lengths.\n  at [1]: a list of 1; the first element at this depth is a number${fix}`,
  )
  say(
    [[1, 2], []],
    `lists at the same depth have different lengths.\n  at [1]: a list of 0; the first one at this depth has 2${fix}`,
  )
  say([[], []], 'a list is empty.\n  Fix: put at least one number in every list.')
  say([1, '2'], 'tensorOf takes numbers and nested lists of numbers. Received: "2".\n  at [1]')
  say(undefined, 'tensorOf takes numbers and nested lists of numbers. Received: undefined.')
  assert.throws(() => tensorOf([1], { precision: 'float' as never }), {
    message: /precision must be one of 'float64', 'float32'/,
  })
  assert.throws(() => tensorOf([1], { dtype: 'float32' } as never), { message: /^tensorOf has no option "dtype"/ })
})
