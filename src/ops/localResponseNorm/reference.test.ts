/** The definition of local response normalization, by hand: whole fractions, the place of even windows, the gradient. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localResponseNormGradReference, localResponseNormReference } from './reference.ts'

const simple = { size: 3, alpha: 1, beta: 1, k: 1 }
const list = (...numbers: readonly number[]) => ({ shape: [1, numbers.length], data: Float64Array.from(numbers) })
const near = (found: Float64Array, ...wanted: readonly number[]) => {
  assert.equal(found.length, wanted.length)
  for (const [i, one] of wanted.entries()) assert.ok(Math.abs(found[i]! - one) <= 1e-15, `${found[i]}, not ${one}`)
}

function normalized(change: Partial<typeof simple>, ...numbers: readonly number[]): Float64Array {
  const y = list(...numbers)
  localResponseNormReference({ ...simple, ...change }, [list(...numbers)], [y])
  return y.data
}

test('each channel is divided by 1 and the squares of itself and its neighbours', () => {
  near(normalized({}, 1, 2, 3), 1 / 6, 2 / 15, 3 / 14)
})

test('of an even window the one channel more lies before, as in PyTorch', () => {
  near(normalized({ size: 2 }, 1, 2, 3), 1 / 2, 2 / 6, 3 / 14)
  near(normalized({ size: 4 }, 1, 2, 3), 1 / 6, 2 / 15, 3 / 15)
})

test('a window of one channel, and one wider than all; k, alpha and beta', () => {
  near(normalized({ size: 1 }, 1, 2, 3), 1 / 2, 2 / 5, 3 / 10)
  near(normalized({ size: 99 }, 1, 2, 3), 1 / 15, 2 / 15, 3 / 15)
  near(normalized({ k: 4, alpha: 5, beta: 0.5, size: 1 }, 0, 1), 0, 1 / 3)
  near(normalized({ k: 16, alpha: 0, beta: 0.75 }, 8, -8), 1, -1)
})

test('the gradient: through itself, and off every neighbour', () => {
  // s = 6 and 6; dx = dy/6 − 2·x·(dy₁·1 + dy₂·2)/36
  const dx = list(0, 0)
  localResponseNormGradReference(simple, [list(1, 2), list(6, 3)], [dx])
  near(dx.data, 1 - (2 * 1 * 12) / 36, 0.5 - (2 * 2 * 12) / 36)
})
