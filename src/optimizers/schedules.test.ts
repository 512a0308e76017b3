/** Learning rates over time: by hand, from JSON, error texts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { constantRate, cosineRate, learningRateOption, rateAt, type Schedule, sgd, stepRate, warmUp } from './index.ts'

const rates = (schedule: Schedule | number, total: number, steps = total) =>
  Array.from({ length: steps }, (_, t) => rateAt(schedule, t, total))
const near = (actual: readonly number[], expected: readonly number[]) => {
  assert.equal(actual.length, expected.length)
  for (const [i, value] of actual.entries()) assert.ok(Math.abs(value - expected[i]!) <= 1e-15, `${actual} ≠ ${expected}`)
}

test('constant', () => {
  near(rates(0.1, 3), [0.1, 0.1, 0.1])
  near(rates(constantRate(0.1), 3), [0.1, 0.1, 0.1])
})

test('step: after every so many steps', () => {
  near(rates(stepRate({ from: 1, every: 2, factor: 0.5 }), 6), [1, 1, 0.5, 0.5, 0.25, 0.25])
  assert.deepEqual(stepRate({ from: 1, every: 2 }), { kind: 'step', from: 1, every: 2, factor: 0.1 })
})

test('cosine: from the first rate to the last, over the whole training', () => {
  near(rates(cosineRate({ from: 1 }), 4), [1, 0.5 + Math.SQRT1_2 / 2, 0.5, 0.5 - Math.SQRT1_2 / 2])
  near([rateAt(cosineRate({ from: 1, to: 0.2 }), 4, 4), rateAt(cosineRate({ from: 1, to: 0.2 }), 9, 4)], [0.2, 0.2])
  near([rateAt(cosineRate({ from: 1 }), 0, 0)], [1])
})

test('warmUp: rises to the first rate of what follows, which begins after it', () => {
  near(rates(warmUp({ steps: 3, followedBy: 1 }), 5), [0.25, 0.5, 0.75, 1, 1])
  near(rates(warmUp({ steps: 1, followedBy: cosineRate({ from: 1 }) }), 3), [0.5, 1, 0.5])
  near(rates(warmUp({ steps: 9, followedBy: cosineRate({ from: 1 }) }), 3), [0.1, 0.2, 0.3])
})

test('schedules are plain JSON, and checked when they come back', () => {
  for (const schedule of [
    constantRate(0.1),
    stepRate({ from: 1, every: 2 }),
    cosineRate({ from: 1 }),
    warmUp({ steps: 3, followedBy: cosineRate({ from: 1 }) }),
  ])
    assert.deepEqual(learningRateOption('test', 'rate', JSON.parse(JSON.stringify(schedule))), schedule)
  assert.deepEqual(sgd({ learningRate: cosineRate({ from: 1 }) }).learningRate, { kind: 'cosine', from: 1, to: 0 })
})

test('error texts', () => {
  assert.throws(() => constantRate(-1), /constantRate: rate must be a number of at least 0. Received: -1/)
  assert.throws(() => stepRate({ from: 1, every: 0.5 }), /stepRate: every must be a whole number of at least 1. Received: 0.5/)
  assert.throws(() => cosineRate({ form: 1 } as never), /cosineRate has no option "form".\n {2}Fix: did you mean "from"\?/)
  assert.throws(
    () => warmUp({ steps: 3 } as never),
    /warmUp: followedBy must be a number of at least 0, or a schedule. Received: undefined/,
  )
  assert.throws(
    () => sgd({ learningRate: { kind: 'cos', from: 1 } as never }),
    /sgd: learningRate is not a known schedule. Received: "cos"./,
  )
  assert.throws(
    () => sgd({ learningRate: 'fast' as never }),
    /a schedule. Received: "fast".\n {2}Fix: for example, cosineRate\(\{ from: 0.1 \}\)./,
  )
})
