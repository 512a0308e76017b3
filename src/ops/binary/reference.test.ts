/** The definition of arithmetic of two values, by hand, and what its calls are refused for. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Shape } from '../../values/shape.ts'
import { newValue } from '../../values/value.ts'
import { opCall } from '../op.ts'
import type { BinaryFunction } from './op.ts'
import { binaryGradReference, binaryReference } from './reference.ts'

const tensor = (shape: Shape, data: readonly number[]) => ({ shape, data: Float64Array.from(data) })

test('one number stands for every place of a size of 1', () => {
  const a = tensor([1, 2, 1], [10, 20])
  const b = tensor([1, 1, 3], [1, 2, 3])
  const of = (fn: BinaryFunction) => {
    const y = tensor([1, 2, 3], [0, 0, 0, 0, 0, 0])
    binaryReference({ fn }, [a, b], [y])
    return [...y.data]
  }
  assert.deepEqual(of('add'), [11, 12, 13, 21, 22, 23])
  assert.deepEqual(of('subtract'), [9, 8, 7, 19, 18, 17])
  assert.deepEqual(of('multiply'), [10, 20, 30, 20, 40, 60])
  assert.deepEqual(of('divide'), [10, 5, 10 / 3, 20, 10, 20 / 3])
  assert.deepEqual(of('power'), [10, 100, 1000, 20, 400, 8000])
  assert.deepEqual(of('minimum'), [1, 2, 3, 1, 2, 3])
  assert.deepEqual(of('maximum'), [10, 10, 10, 20, 20, 20])
})

const gradient = (fn: BinaryFunction, of: 'a' | 'b', a: number, b: number) => {
  const dx = tensor([1, 1], [0])
  binaryGradReference({ fn, of }, [tensor([1, 1], [a]), tensor([1, 1], [b]), tensor([1, 1], [8])], [dx])
  return dx.data[0]
}

test('gradients: of what is chosen, half at equal numbers; of powers, as PyTorch decides at 0 and below', () => {
  const both = (fn: BinaryFunction, a: number, b: number) => [gradient(fn, 'a', a, b), gradient(fn, 'b', a, b)]
  assert.deepEqual(both('minimum', 1, 2), [8, 0])
  assert.deepEqual(both('minimum', 3, 2), [0, 8])
  assert.deepEqual(both('minimum', 2, 2), [4, 4])
  assert.deepEqual(both('maximum', 1, 2), [0, 8])
  assert.deepEqual(both('maximum', 2, 2), [4, 4])
  assert.deepEqual(both('subtract', 5, 3), [8, -8])
  assert.deepEqual(both('divide', 6, 2), [4, -12])
  assert.deepEqual(both('power', 2, 3), [8 * 3 * 4, 8 * 8 * Math.LN2])
  assert.deepEqual(both('power', 0, 0), [0, 0])
  assert.deepEqual(both('power', 0, 2), [0, 0])
  assert.deepEqual(both('power', -2, 2), [-32, Number.NaN])
  assert.deepEqual(both('power', 0, -1), [-Infinity, -Infinity])
  assert.equal(gradient('power', 'a', -2, 0), 0)
})

test('calls that do not fit are refused', () => {
  const value = (...shape: number[]) => newValue('v', shape, { role: 'activation', batched: true })
  const call = (fn: string, a: Shape, b: Shape, y: Shape) => () =>
    opCall('binary', { fn: fn as 'add' }, [value(...a), value(...b)], [value(...y)], 'A')
  const wanted = 'the sizes must be equal or 1, in at most five dimensions with the batch, which is one.'
  assert.throws(call('add', [2, 3, 4], [2, 1, 5], [2, 3, 4]), {
    message:
      `"A" emits binary: ${wanted}\n  binary takes a b > y; it got 2×3×4 2×1×5 > 2×3×4\n` +
      '  Fix: values of the same name must have the same shape, and all or none of them must be batched.',
  })
  // A batch of one does not stand for others, and y is no larger than what its two make.
  for (const [a, b, y] of [
    [
      [1, 3],
      [2, 3],
      [2, 3],
    ],
    [
      [2, 1],
      [2, 1],
      [2, 3],
    ],
    [
      [2, 3, 1],
      [2, 3],
      [2, 3, 1],
    ],
    [
      [2, 1, 1, 1, 1, 1],
      [2, 1, 1, 1, 1, 1],
      [2, 1, 1, 1, 1, 1],
    ],
  ] as const)
    assert.throws(call('add', a, b, y), { code: 'op-values' }, String([a, b, y]))
  assert.throws(call('plus', [2, 3], [2, 3], [2, 3]), {
    message: /^"A" emits binary: fn must be one of add, subtract, multiply, divide, power, minimum, maximum\.\n/,
  })
  const x = value(2, 3)
  assert.throws(() => opCall('binaryGrad', { fn: 'add', of: 'c' as 'a' }, [x, x, x], [x], 'A'), {
    message: /^"A" emits binaryGrad: of must be 'a' or 'b'\.\n/,
  })
  assert.throws(() => opCall('binaryGrad', { fn: 'add', of: 'a' }, [value(2, 2), x, x], [x], 'A'), { code: 'op-values' })
  const plain = newValue('p', [2, 3], { role: 'parameter' })
  assert.throws(() => opCall('binary', { fn: 'add' }, [plain, x], [x], 'A'), { code: 'op-values' })
})
