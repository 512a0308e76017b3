/** Names that were meant: near ones are offered, others are not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearest } from './nearest.ts'

test('the nearest name, and none where nothing is alike', () => {
  assert.equal(nearest('bach', ['batch', 'epochs']), 'batch')
  assert.equal(nearest('batchSize', ['batch', 'epochs']), 'batch')
  // Two letters swapped are one step, where elu would be two away.
  assert.equal(nearest('rleu', ['elu', 'relu']), 'relu')
  for (const name of ['X9', '', 'q']) assert.equal(nearest(name, ['C1', 'S2', 'F6']), undefined, name)
})
