/** The element-wise functions at a few places, also where they could overflow; softmax, which is none, but much alike. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { activations, domainOf } from '../../../test/conformance/activations.ts'
import { softmaxReference } from '../softmax/reference.ts'
import { needsArgument } from './facts.ts'
import type { Activation } from './op.ts'
import { functionOf, slopeOf } from './reference.ts'

const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) <= 1e-12, `${actual} ≠ ${expected}`)

test('functions at a few places', () => {
  const values: [Activation, number, number][] = [
    [{ fn: 'relu' }, 2, 2],
    [{ fn: 'relu' }, -2, 0],
    [{ fn: 'leakyRelu', slope: 0.1 }, 2, 2],
    [{ fn: 'leakyRelu', slope: 0.1 }, -2, -0.2],
    [{ fn: 'tanh', amplitude: 1, rate: 1 }, 0.5, Math.tanh(0.5)],
    // LeCun's scaled tanh maps 1 to 1
    [{ fn: 'tanh', amplitude: 1.7159, rate: 2 / 3 }, 1, 1.7159 * Math.tanh(2 / 3)],
    [{ fn: 'tanh', amplitude: 1, rate: 1 }, 1000, 1],
    [{ fn: 'sigmoid' }, 0, 0.5],
    [{ fn: 'sigmoid' }, Math.log(3), 0.75],
    [{ fn: 'sigmoid' }, -1000, 0],
    [{ fn: 'sigmoid' }, 1000, 1],
    [{ fn: 'elu', alpha: 2 }, 3, 3],
    [{ fn: 'elu', alpha: 2 }, -Math.LN2, -1],
    [{ fn: 'elu', alpha: 2 }, -1000, -2],
    [{ fn: 'softplus' }, 0, Math.LN2],
    [{ fn: 'softplus' }, 1000, 1000],
    [{ fn: 'softplus' }, -1000, 0],
    [{ fn: 'hardSigmoid' }, 0, 0.5],
    [{ fn: 'hardSigmoid' }, 1.5, 0.75],
    [{ fn: 'hardSigmoid' }, -3, 0],
    [{ fn: 'hardSigmoid' }, 9, 1],
    [{ fn: 'hardSwish' }, -3, 0],
    [{ fn: 'hardSwish' }, 1.5, 1.125],
    [{ fn: 'hardSwish' }, 9, 9],
    [{ fn: 'silu' }, Math.log(3), 0.75 * Math.log(3)],
    [{ fn: 'silu' }, 1000, 1000],
    [{ fn: 'silu' }, -1000, 0],
    // Φ(1) = 0.841 344 746 068 542 95
    [{ fn: 'gelu' }, 1, 0.8413447460685429],
    [{ fn: 'gelu' }, -1, -0.1586552539314571],
    [{ fn: 'gelu' }, 1000, 1000],
    [{ fn: 'mish' }, Math.log(Math.E - 1), Math.log(Math.E - 1) * Math.tanh(1)],
    [{ fn: 'mish' }, 1000, 1000],
    [{ fn: 'mish' }, -1000, 0],
    [{ fn: 'clip', min: -1, max: 2 }, -3, -1],
    [{ fn: 'clip', min: -1, max: 2 }, 1.5, 1.5],
    [{ fn: 'clip', min: -1, max: 2 }, 7, 2],
    [{ fn: 'sqrt' }, 2.25, 1.5],
    [{ fn: 'square' }, -1.5, 2.25],
    [{ fn: 'exp' }, Math.LN2, 2],
    [{ fn: 'log' }, Math.E, 1],
    [{ fn: 'abs' }, -1.5, 1.5],
    [{ fn: 'negate' }, -1.5, 1.5],
    [{ fn: 'reciprocal' }, -4, -0.25],
  ]
  for (const [activation, x, y] of values) near(functionOf(activation)(x), y)
})

test('slopes are those of the formulas, by central differences', () => {
  for (const activation of activations)
    for (let x = domainOf(activation)[0] + 0.0371; x < domainOf(activation)[1]; x += 0.11) {
      const h = 1e-5
      const fn = functionOf(activation)
      const slope = slopeOf(activation)(needsArgument(activation) ? x : fn(x))
      const expected = (fn(x + h) - fn(x - h)) / (2 * h)
      assert.ok(Math.abs(slope - expected) < 1e-8, `${activation.fn}(${x}): ${slope} ≠ ${expected}`)
    }
})

test('far out a slope is that of the line that the function comes near to', () => {
  for (const x of [50, 1e10, 1e30, 3e38])
    for (const fn of ['silu', 'gelu', 'mish', 'hardSwish'] as const) {
      assert.equal(slopeOf({ fn })(x), 1, `${fn}(${x})`)
      assert.ok(Math.abs(slopeOf({ fn })(-x)) < 1e-15, `${fn}(${-x})`)
    }
})

test('where functions of arithmetic have no value, and where they are infinite', () => {
  const values: [Activation['fn'] & ('sqrt' | 'log' | 'reciprocal' | 'exp'), number, number][] = [
    ['sqrt', -1, Number.NaN],
    ['log', -1, Number.NaN],
    ['log', 0, -Infinity],
    ['reciprocal', 0, Infinity],
    ['reciprocal', -0, -Infinity],
    ['exp', 1000, Infinity],
  ]
  for (const [fn, x, y] of values) assert.equal(functionOf({ fn })(x), y, fn)
  assert.equal(slopeOf({ fn: 'sqrt' })(0), Infinity)
  assert.equal(slopeOf({ fn: 'log' })(0), Infinity)
  assert.deepEqual([-0.5, 0, 2].map(slopeOf({ fn: 'abs' })), [-1, 0, 1])
})

test('what is not a number stays so', () => {
  for (const activation of activations) assert.ok(Number.isNaN(functionOf(activation)(Number.NaN)), activation.fn)
})

test('softmax: of large numbers too, and at each place of an image for itself', () => {
  const y = { shape: [1, 3], data: new Float64Array(3) }
  softmaxReference({}, [{ shape: [1, 3], data: Float64Array.of(1000, 1000 + Math.log(2), 1000 + Math.log(5)) }], [y])
  for (const [i, expected] of [1 / 8, 2 / 8, 5 / 8].entries()) near(y.data[i]!, expected)
  const map = { shape: [1, 2, 1, 2], data: new Float64Array(4) }
  softmaxReference({}, [{ shape: map.shape, data: Float64Array.of(0, Math.log(3), 0, 0) }], [map])
  for (const [i, expected] of [0.5, 0.75, 0.5, 0.25].entries()) near(map.data[i]!, expected)
})
