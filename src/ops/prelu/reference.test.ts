/** The definition of the parametric rectifier, by hand. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newValue } from '../../values/value.ts'
import { opCall } from '../op.ts'
import { preluGradInputReference, preluGradWeightReference, preluReference } from './reference.ts'

const tensor = (shape: readonly number[], data: readonly number[]) => ({ shape, data: Float64Array.from(data) })
/** Two images of two channels of two values: each channel has one negative value in the first image, and a zero in the second. */
const shape = [2, 2, 1, 2]
const x = tensor(shape, [1, -2, -3, 4, 0, 5, 6, -0])
const dy = tensor(shape, [10, 20, 30, 40, 50, 60, 70, 80])

test('what is not above 0 is multiplied by the slope of its channel; a slope may be negative', () => {
  const out = { shape, data: new Float64Array(8) }
  preluReference({}, [x, tensor([2], [0.5, -2])], [out])
  assert.deepEqual([...out.data], [1, -1, 6, 4, 0, 5, 6, 0])
  preluReference({}, [x, tensor([1], [0.1])], [out])
  assert.deepEqual([...out.data], [1, -2 * 0.1, -3 * 0.1, 4, 0, 5, 6, -0])
})

test('the gradient of x has the slope on that side, and at 0', () => {
  const dx = { shape, data: new Float64Array(8) }
  preluGradInputReference({}, [x, dy, tensor([2], [0.5, -2])], [dx])
  assert.deepEqual([...dx.data], [10, 10, -60, 40, 25, 60, 70, -160])
})

test('the gradient of a slope is added: Σ dy · x over what is not above 0', () => {
  const each = tensor([2], [1, 1])
  preluGradWeightReference({}, [x, dy], [each])
  assert.deepEqual([...each.data], [1 - 40, 1 - 90])
  const one = tensor([1], [1])
  preluGradWeightReference({}, [x, dy], [one])
  assert.deepEqual([...one.data], [1 - 130])
})

test('calls that do not fit are refused', () => {
  const value = newValue('x', [2, 3, 4, 4], { role: 'activation', batched: true })
  const weight = newValue('weight', [2], { role: 'parameter' })
  assert.throws(() => opCall('prelu', {}, [value, weight], [value], 'P'), {
    message:
      '"P" emits prelu: weight has neither one number nor one per channel.\n' +
      '  prelu takes x weight > x; it got 2×3×4×4 2 > 2×3×4×4\n' +
      '  Fix: values of the same name must have the same shape, and all or none of them must be batched.',
  })
})
