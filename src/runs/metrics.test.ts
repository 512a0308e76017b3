/** Which epoch a run's numbers are of: with patience the best one, whose weights it has, else the newest. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type EpochMetrics, keptEpoch, type MetricsLine } from './metrics.ts'

const epoch = (n: number, validationError: number, best: boolean): EpochMetrics => ({
  ...{ kind: 'epoch', epoch: n, step: 10 * n, trainLoss: 1, learningRate: 0.1, imagesPerSecond: 1, seconds: n, time: n },
  ...{ validationLoss: 1, validationError, best },
})

test('with patience it is the last that was the best, else the newest', () => {
  const lines: MetricsLine[] = [epoch(1, 0.3, true), epoch(2, 0.1, true), epoch(3, 0.2, false)]
  assert.equal(keptEpoch(lines, { patience: 2 })?.validationError, 0.1)
  assert.equal(keptEpoch(lines, {})?.validationError, 0.2)
  assert.equal(keptEpoch([], { patience: 2 }), undefined)
  // Runs of earlier versions do not say which was the best.
  const { best: _, ...old } = epoch(1, 0.4, true)
  assert.equal(keptEpoch([old], { patience: 1 })?.validationError, 0.4)
})
