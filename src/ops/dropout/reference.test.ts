/** The definition of dropout: its share, its scale, and that the mask is a function of seed, stream, step and place. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counterAt, counterCount } from '../stepNumbers.ts'
import { dropoutReference } from './reference.ts'

function drop(rate: number, stream: number, step: number, values = new Float64Array(10000).fill(1)): Float64Array {
  const counters = new Int32Array(counterCount)
  counters[counterAt.seed] = 5
  counters[counterAt.step] = step
  const y = { shape: [100, 100], data: new Float64Array(10000) }
  dropoutReference(
    { rate, stream },
    [
      { shape: [100, 100], data: values },
      { shape: [counterCount], data: counters },
    ],
    [y],
  )
  return y.data
}

test('the share that is dropped, and what the rest is divided by', () => {
  const y = drop(0.25, 3, 1)
  const dropped = y.filter((value) => value === 0).length
  assert.ok(Math.abs(dropped / 10000 - 0.25) < 0.02)
  assert.ok(y.every((value) => value === 0 || value === 1 / 0.75))
})

test('the same mask for the same numbers, another for another step or stream', () => {
  assert.deepEqual(drop(0.5, 3, 1), drop(0.5, 3, 1))
  assert.notDeepEqual(drop(0.5, 3, 2), drop(0.5, 3, 1))
  assert.notDeepEqual(drop(0.5, 259, 1), drop(0.5, 3, 1))
})
