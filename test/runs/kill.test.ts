/**
 * Five kills at random moments: each training goes on to the same weights and the same metrics. `npm run kill` does a hundred.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killAndResume } from './kill.ts'

test('a training that is killed five times ends in the bits of one that was not', async () => {
  const report = await killAndResume({ kills: 5, epochs: 30, seed: Math.floor(Math.random() * 1e6) })
  assert.deepEqual(report.failures, [])
  assert.equal(report.kills, 5)
  assert.ok(report.resumedAt.length > 0, 'at least one of them went on from a checkpoint')
})
