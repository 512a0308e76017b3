/** The definition of reductions and of values repeated, by hand, and what their calls are refused for. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Shape } from '../../values/shape.ts'
import { newValue } from '../../values/value.ts'
import { expandReference } from '../expand/reference.ts'
import { opCall } from '../op.ts'
import type { Reduction } from './op.ts'
import { extremumGradReference, reduceReference } from './reference.ts'

const tensor = (shape: Shape, data: readonly number[]) => ({ shape, data: Float64Array.from(data) })
/** Two images of two rows and three columns. */
const x = tensor([2, 2, 3], [1, 2, 6, 6, 4, 0, -1, -1, -1, 5, 5, 5])

test('sums, means, the largest and the least, of rows, columns and all of each image', () => {
  const of = (fn: Reduction, rows: number, columns: number) => {
    const y = { shape: [2, rows, columns], data: new Float64Array(2 * rows * columns) }
    reduceReference({ fn }, [x], [y])
    return [...y.data]
  }
  assert.deepEqual(of('sum', 2, 1), [9, 10, -3, 15])
  assert.deepEqual(of('mean', 2, 1), [3, 10 / 3, -1, 5])
  assert.deepEqual(of('max', 1, 3), [6, 4, 6, 5, 5, 5])
  assert.deepEqual(of('min', 1, 3), [1, 2, 0, -1, -1, -1])
  assert.deepEqual(of('sum', 1, 1), [19, 12])
  assert.deepEqual(of('max', 2, 3), [...x.data])
})

test('the gradient of the largest is shared by those that are', () => {
  const dx = { shape: x.shape, data: new Float64Array(12) }
  extremumGradReference({}, [x, tensor([2, 1, 1], [6, 5]), tensor([2, 1, 1], [10, 30])], [dx])
  assert.deepEqual([...dx.data], [0, 0, 5, 5, 0, 0, 0, 0, 0, 10, 10, 10])
})

test('a value repeated for places and for images', () => {
  const y = { shape: [2, 2, 2], data: new Float64Array(8) }
  expandReference({ divisor: 1 }, [tensor([2, 2, 1], [1, 2, 3, 4])], [y])
  assert.deepEqual([...y.data], [1, 1, 2, 2, 3, 3, 4, 4])
  expandReference({ divisor: 2 }, [tensor([1, 2], [6, 8])], [y])
  assert.deepEqual([...y.data], [3, 4, 3, 4, 3, 4, 3, 4])
})

test('calls that do not fit are refused', () => {
  const value = (...shape: number[]) => newValue('v', shape, { role: 'activation', batched: true })
  assert.throws(() => opCall('reduce', { fn: 'sum' }, [value(2, 3, 4)], [value(2, 2, 1)], 'R'), {
    message:
      '"R" emits reduce: the sizes must be equal or 1, in at most five dimensions with the batch, which is one.\n' +
      '  reduce takes x > y; it got 2×3×4 > 2×2×1\n' +
      '  Fix: values of the same name must have the same shape, and all or none of them must be batched.',
  })
  assert.throws(() => opCall('reduce', { fn: 'product' as 'sum' }, [value(2, 3)], [value(2, 1)], 'R'), {
    message: /^"R" emits reduce: fn must be one of sum, mean, max, min\.\n/,
  })
  // Not over the batch.
  assert.throws(() => opCall('reduce', { fn: 'sum' }, [value(2, 3)], [value(1, 3)], 'R'), { code: 'op-values' })
  const [y, dy] = [value(2, 2), value(2, 2)]
  assert.throws(() => opCall('extremumGrad', {}, [value(2, 3), y, dy], [value(2, 3)], 'R'), { code: 'op-values' })
  for (const from of [value(2, 2), newValue('p', [2], { role: 'parameter' }), newValue('p', [1, 3], { role: 'parameter' })])
    assert.throws(() => opCall('expand', { divisor: 1 }, [from], [value(2, 3)], 'R'), { code: 'op-values' })
})
