/** The definition of group normalization, by hand: whose mean is whose, and which weight belongs to which number. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCalls } from '../../backends/reference/runCalls.ts'
import { type Shape, sizeOf } from '../../values/shape.ts'
import { newValue, type Value } from '../../values/value.ts'
import { type AnyOpCall, opCall } from '../op.ts'

/** Values with their numbers, in double precision or in single. */
class Bench {
  readonly #memory = new Map<Value, Float64Array | Float32Array>()
  readonly #single: boolean

  constructor(single = false) {
    this.#single = single
  }

  value(name: string, shape: Shape, numbers: readonly number[] = [], batched = true): Value {
    const value = newValue(name, shape, { role: 'activation', batched })
    const data = this.#single ? new Float32Array(sizeOf(shape)) : new Float64Array(sizeOf(shape))
    data.set(numbers)
    this.#memory.set(value, data)
    return value
  }

  parameter(name: string, shape: Shape, numbers: readonly number[] = []): Value {
    return this.value(name, shape, numbers, false)
  }

  run(...calls: readonly AnyOpCall[]): void {
    runCalls(calls, this.#memory)
  }

  of(value: Value): number[] {
    return [...this.#memory.get(value)!]
  }
}

const moments = (x: Value, mean: Value, inverseStd: Value, epsilon: number) =>
  opCall('groupMoments', { epsilon }, [x], [mean, inverseStd], 'test')
const apply = (given: readonly [Value, Value, Value], weight: Value, bias: Value, y: Value) =>
  opCall('standardize', { activation: null }, [...given, weight, bias], [y], 'test')

test('four channels in two groups, two images: each group of each image has its own mean and deviation', () => {
  const b = new Bench()
  // [2, 4, 1, 2]: the groups are {1, 3, 5, 7}, {0, 0, 0, 0}; {2, 2, −2, −2}, {10, 10, 14, 14}.
  const x = b.value('x', [2, 4, 1, 2], [1, 3, 5, 7, 0, 0, 0, 0, 2, 2, -2, -2, 10, 10, 14, 14])
  const [mean, inverseStd, y] = [b.value('mean', [2, 2]), b.value('inverseStd', [2, 2]), b.value('y', [2, 4, 1, 2])]
  // Variances 5, 0, 4, 4; with ε = 0.0625 in the second group alone 1 / √0.0625 = 4.
  const weight = b.parameter('weight', [4], [1, 10, 1, 1])
  b.run(moments(x, mean, inverseStd, 0.0625), apply([x, mean, inverseStd], weight, b.parameter('bias', [4], [0, 0, 0, 7]), y))
  assert.deepEqual(b.of(mean), [4, 0, 0, 12])
  assert.deepEqual(b.of(inverseStd), [1 / Math.sqrt(5.0625), 4, 1 / Math.sqrt(4.0625), 1 / Math.sqrt(4.0625)])
  const [a, c] = [1 / 2.25, 2 / Math.sqrt(4.0625)]
  const found = b.of(y)
  for (const [i, expected] of [-3 * a, -a, 10 * a, 30 * a, 0, 0, 7, 7, c, c, -10 * c, -10 * c, -c, -c, 7 + c, 7 + c].entries())
    assert.ok(Math.abs(found[i]! - expected) < 1e-14, `${i}: ${found[i]}, not ${expected}`)
})

test('one group, a weight and a bias for each value of an image', () => {
  const b = new Bench()
  const x = b.value('x', [1, 2, 1, 2], [-1, 1, 1, -1])
  const [mean, inverseStd, y] = [b.value('mean', [1, 1]), b.value('inverseStd', [1, 1]), b.value('y', [1, 2, 1, 2])]
  const [weight, bias] = [b.parameter('w', [2, 1, 2], [1, 2, 3, 4]), b.parameter('b', [2, 1, 2], [0, 0.5, 0, 0.5])]
  b.run(moments(x, mean, inverseStd, 3), apply([x, mean, inverseStd], weight, bias, y))
  // Variance 1: 1 / √(1 + 3) is a half.
  assert.deepEqual(b.of(y), [-0.5, 1.5, 1.5, -1.5])
})

test('the gradient of x sums to 0 over a group, and moving or stretching the group changes nothing', () => {
  const b = new Bench()
  const x = b.value('x', [1, 1, 1, 4], [1, 2, 4, 9])
  const given = [x, b.value('mean', [1, 1]), b.value('inverseStd', [1, 1])] as const
  const [dy, dx] = [b.value('dy', [1, 1, 1, 4], [1, -2, 0.5, 3]), b.value('dx', [1, 1, 1, 4])]
  const back = opCall('groupNormGradInput', {}, [...given, dy], [dx], 'test')
  b.run(moments(...given, 1e-12), back)
  const found = b.of(dx)
  const dot = (factors: readonly number[]) => found.reduce((sum, one, i) => sum + one * factors[i]!, 0)
  assert.ok(Math.abs(dot([1, 1, 1, 1])) < 1e-12)
  assert.ok(Math.abs(dot([1, 2, 4, 9])) < 1e-11)
  assert.ok(Math.abs(dot([1, -2, 0.5, 3])) > 0.1)
})

test('the gradient of the weights is added: Σ dy · x̂ over images and places', () => {
  const b = new Bench()
  const x = b.value('x', [2, 1, 1, 2], [3, 5, 0, 8])
  const given = [x, b.value('mean', [2, 1], [4, 4]), b.value('inverseStd', [2, 1], [1, 0.25])] as const
  const dy = b.value('dy', [2, 1, 1, 2], [2, 3, 1, 1.5])
  const dweight = b.parameter('dweight', [1], [100])
  b.run(opCall('standardizeGradWeight', {}, [...given, dy], [dweight], 'test'))
  // 2 · −1 + 3 · 1, and 1 · −1 + 1.5 · 1
  assert.deepEqual(b.of(dweight), [101.5])
})

test('a mean of 10⁴ costs no digits of the deviation, in single precision too', () => {
  const b = new Bench(true)
  const x = b.value(
    'x',
    [1, 1, 100, 100],
    Array.from({ length: 10_000 }, (_, i) => 1e4 + (i % 2 ? 1 : -1)),
  )
  const [mean, inverseStd] = [b.value('mean', [1, 1]), b.value('inverseStd', [1, 1])]
  b.run(moments(x, mean, inverseStd, 1e-30))
  assert.deepEqual([...b.of(mean), ...b.of(inverseStd)], [1e4, 1])
})

test('calls that do not fit are refused', () => {
  const b = new Bench()
  const x = b.value('x', [2, 6, 2, 2])
  const refused = (groups: number, weight: Value, wrong: RegExp) => {
    const given = [x, b.value('mean', [2, groups]), b.value('inverseStd', [2, groups])] as const
    assert.throws(() => apply(given, weight, weight, b.value('y', [2, 6, 2, 2])), wrong)
  }
  refused(4, b.parameter('w', [6]), /emits standardize: mean and inverseStd do not have one number per group of channels/)
  refused(3, b.parameter('w', [24]), /weight and bias have neither one number per channel nor one per value of an image/)
  refused(3, b.value('w', [6]), /weight and bias have neither/)
  assert.throws(() => moments(x, b.value('mean', [2, 3]), b.value('inverseStd', [2, 2]), 1), /mean and inverseStd/)
})
