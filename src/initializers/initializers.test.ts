/** First values: their spread, that they depend on nothing but (seed, index, element), and their very bits. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { constant, glorot, he, type Initializer, initialize, initializerOption, lecun, normal } from './index.ts'

const spec = { shape: [100, 200], fanIn: 200, fanOut: 100 }
const drawn = (initializer: Initializer, seed = 1, index = 0) => initialize(initializer, spec, { seed, index })
const moments = (values: Float32Array) => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return { mean, variance: values.reduce((a, b) => a + (b - mean) * (b - mean), 0) / values.length }
}

test('mean 0 and the variance that the formula says', () => {
  const cases: [Initializer, number][] = [
    [normal(0.01), 1e-4],
    [normal(2), 4],
    [lecun(), 1 / 200],
    [he(), 2 / 200],
    [glorot(), 2 / 300],
  ]
  for (const [initializer, expected] of cases) {
    const { mean, variance } = moments(drawn(initializer))
    assert.ok(Math.abs(mean) < 4 * Math.sqrt(expected / 20000), initializer.kind)
    assert.ok(Math.abs(variance / expected - 1) < 0.05, initializer.kind)
  }
  assert.ok(drawn(glorot()).every((value) => Math.abs(value) <= Math.sqrt(6 / 300)))
  assert.ok(drawn(constant(0.5)).every((value) => value === 0.5))
})

test('the shares of a normal distribution', () => {
  const values = drawn(normal(1))
  for (const [within, share] of [
    [1, 0.6827],
    [2, 0.9545],
    [3, 0.9973],
  ] as const)
    assert.ok(Math.abs(values.filter((value) => Math.abs(value) < within).length / values.length - share) < 0.01)
})

test('a value depends on the seed, the index of the parameter and its own place', () => {
  assert.deepEqual(drawn(he(), 5, 3), drawn(he(), 5, 3))
  assert.notDeepEqual(drawn(he(), 5, 3), drawn(he(), 5, 4))
  assert.notDeepEqual(drawn(he(), 5, 3), drawn(he(), 6, 3))
  // the first elements of a longer (odd) parameter are the same
  const short = initialize(he(), { ...spec, shape: [7] }, { seed: 5, index: 3 })
  assert.deepEqual([...short], [...drawn(he(), 5, 3).subarray(0, 7)])
})

test('the same bits everywhere', () => {
  const bits = (initializer: Initializer) => {
    const values = initialize(initializer, { ...spec, shape: [1000] }, { seed: 42, index: 1 })
    return new Uint32Array(values.buffer).reduce((hash, word) => Math.imul(hash ^ word, 0x01000193), 0x811c9dc5) >>> 0
  }
  assert.deepEqual([bits(normal(1)), bits(glorot())], [0x55198d9c, 0x20a5d5b8])
})

test('options', () => {
  assert.deepEqual(
    [normal(), constant()],
    [
      { kind: 'normal', std: 0.01 },
      { kind: 'constant', value: 0 },
    ],
  )
  assert.deepEqual(initializerOption('dense', 'initializer', { kind: 'normal' }), { kind: 'normal', std: 0.01 })
  assert.throws(() => normal(-1), /normal: std must be a number of at least 0. Received: -1/)
  assert.throws(() => constant(Number.NaN), /constant: value must be a number. Received: NaN/)
})
