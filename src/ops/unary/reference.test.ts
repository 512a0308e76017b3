/** The element-wise functions at a few places, also where they could overflow; softmax, which is none, but much alike. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { softmaxReference } from '../softmax/reference.ts'
import type { Activation } from './op.ts'
import { activate, unaryReference } from './reference.ts'

const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) <= 1e-12, `${actual} ≠ ${expected}`)

test('relu, leakyRelu, tanh, sigmoid', () => {
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
  ]
  for (const [activation, x, y] of values) near(activate(activation, x), y)
})

test('what is not a number stays so', () => {
  for (const activation of [
    { fn: 'relu' },
    { fn: 'leakyRelu', slope: 0.1 },
    { fn: 'sigmoid' },
    { fn: 'tanh', amplitude: 1, rate: 1 },
  ] as const) {
    const y = { shape: [1], data: new Float32Array(1) }
    unaryReference({ activation }, [{ shape: [1], data: Float32Array.of(Number.NaN) }], [y])
    assert.ok(Number.isNaN(y.data[0]), activation.fn)
  }
})

test('softmax: of large numbers too, and at each place of a picture for itself', () => {
  const y = { shape: [1, 3], data: new Float64Array(3) }
  softmaxReference({}, [{ shape: [1, 3], data: Float64Array.of(1000, 1000 + Math.log(2), 1000 + Math.log(5)) }], [y])
  for (const [i, expected] of [1 / 8, 2 / 8, 5 / 8].entries()) near(y.data[i]!, expected)
  const map = { shape: [1, 2, 1, 2], data: new Float64Array(4) }
  softmaxReference({}, [{ shape: map.shape, data: Float64Array.of(0, Math.log(3), 0, 0) }], [map])
  for (const [i, expected] of [0.5, 0.75, 0.5, 0.25].entries()) near(map.data[i]!, expected)
})
