/** Round ticks, and labels that move apart. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tickText } from '../text/numbers.ts'
import { spread } from './axis.ts'
import { decade, logTicks, niceStep, ticks } from './ticks.ts'

test('decades and steps are read from the digits', () => {
  assert.deepEqual([1, 9.99, 10, 0.001, 5e-324, 1.7e308].map(decade), [0, 0, 1, -3, -324, 308])
  assert.deepEqual([0.9, 1, 1.1, 2.5, 5.1, 0.03].map(niceStep), [1, 1, 2, 5, 10, 0.05])
})

test('ticks are multiples of 1, 2 or 5 · 10ⁿ, exact, and as many as have room', () => {
  const at = (low: number, high: number, most: number, smallest = 0) =>
    ticks(low, high, { write: tickText, fits: (labels) => labels.length <= most, smallest }).map(({ value }) => value)
  assert.deepEqual(at(0, 1, 6), [0, 0.2, 0.4, 0.6, 0.8, 1])
  assert.deepEqual(at(-0.42, 0.42, 5), [-0.4, -0.2, 0, 0.2, 0.4])
  assert.deepEqual(at(0, 0.3, 4), [0, 0.1, 0.2, 0.3])
  assert.deepEqual(at(1, 10, 10, 1), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  assert.deepEqual(at(1, 3, 10, 1), [1, 2, 3])
  // Far from zero, and as wide as numbers go: few, but an end.
  assert.ok(at(1e20, 1e20 + 4e5, 4).length <= 4)
  assert.ok(at(-Number.MAX_VALUE, Number.MAX_VALUE, 4).length <= 4)
  assert.ok(at(0, 5e-324, 4).length <= 4)
})

test('logarithmic ticks thin out as decades become many', () => {
  assert.deepEqual(logTicks(0.001, 0.05, 8), [0.001, 0.002, 0.005, 0.01, 0.02, 0.05])
  assert.deepEqual(logTicks(0.001, 1, 8), [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1])
  assert.deepEqual(logTicks(1e-6, 1, 7), [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1])
  assert.deepEqual(logTicks(1e-12, 1, 4), [1e-12, 1e-8, 1e-4, 1])
})

test('labels move apart just as far as they must, and stay inside', () => {
  assert.deepEqual(spread([10, 100], 17, 0, 200), [10, 100])
  assert.deepEqual(spread([50, 50], 20, 0, 200), [40, 60])
  assert.deepEqual(spread([60, 50], 20, 0, 200), [65, 45])
  assert.deepEqual(spread([0, 0, 0], 20, 0, 200), [0, 20, 40])
  assert.deepEqual(spread([200, 195], 20, 0, 200), [200, 180])
  // A block that is pushed into its neighbour takes it along.
  assert.deepEqual(spread([50, 50, 65], 20, 0, 200), [35, 55, 75])
  assert.deepEqual(spread([], 20, 0, 200), [])
})
