/** Optimizers: two steps worked out by hand, what they remember, error texts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCalls } from '../backends/reference/runCalls.ts'
import { type AnyOpCall, opCall } from '../ops/op.ts'
import { scalarAt, scalarCount } from '../ops/stepNumbers.ts'
import { newValue, type Value } from '../values/value.ts'
import { adam, adamW, type Optimizer, optimizerOf, sgd } from './index.ts'

/** The parameter after each update with the given gradients, by the reference in float64. */
function updates(optimizer: Optimizer, start: number, gradients: readonly number[], rate: number): number[] {
  const behaviour = optimizerOf(optimizer)
  const memory = new Map<Value, Float64Array>()
  const make = (name: string, size = 1) => {
    const value = newValue(name, [size], { role: 'parameter' })
    memory.set(value, new Float64Array(size))
    return value
  }
  const [parameters, gradient, scalars] = [make('parameters'), make('gradients'), make('scalars', scalarCount)]
  const states = Object.fromEntries(behaviour.states(optimizer).map((name) => [name, make(name)]))
  const calls: AnyOpCall[] = []
  behaviour.emit(optimizer, {
    parameters,
    gradients: gradient,
    states,
    scalars,
    emit: (op, attributes, inputs, outputs) => calls.push(opCall(op, attributes, inputs, outputs, 'optimizer')),
  })
  memory.get(parameters)![0] = start
  return gradients.map((g, i) => {
    memory.get(gradient)![0] = g
    memory.get(scalars)![scalarAt.learningRate] = rate
    memory.get(scalars)!.set(behaviour.scalars?.(optimizer, i + 1) ?? [], scalarAt.optimizer)
    runCalls(calls, memory)
    return memory.get(parameters)![0]!
  })
}

const near = (actual: readonly number[], expected: readonly number[]) => {
  for (const [i, value] of actual.entries()) assert.ok(Math.abs(value - expected[i]!) <= 1e-12, `${actual} ≠ ${expected}`)
}

test('sgd by hand', () => {
  near(updates(sgd({ learningRate: 0.1 }), 1, [2, 1], 0.1), [0.8, 0.7])
  // v = 2, then 0.5·2 + 1 = 2
  near(updates(sgd({ learningRate: 0.1, momentum: 0.5 }), 1, [2, 1], 0.1), [0.8, 0.6])
  // g + 0.5·v: 2 + 1, then 1 + 1
  near(updates(sgd({ learningRate: 0.1, momentum: 0.5, nesterov: true }), 1, [2, 1], 0.1), [0.7, 0.5])
  // g = 2 + 0.1·1, then 1 + 0.1·0.79
  near(updates(sgd({ learningRate: 0.1, weightDecay: 0.1 }), 1, [2, 1], 0.1), [0.79, 0.79 - 0.1 * 1.079])
})

test('adam by hand', () => {
  // the first step is the rate itself, whatever the gradient's size: m / c₁ = g, √(v / c₂) = |g|
  near(updates(adam({ epsilon: 1e-15 }), 1, [3], 0.01), [0.99])
  // m = 0.3, then 0.9·0.3 − 0.1 = 0.17, c₁ 0.19;  v = 0.009, then 0.999·0.009 + 0.001 = 0.009991, c₂ 0.001999
  const second = 0.99 - (0.01 * (0.17 / 0.19)) / Math.sqrt(0.009991 / 0.001999)
  near(updates(adam({ epsilon: 1e-15 }), 1, [3, -1], 0.01), [0.99, second])
})

test('weight decay: in the gradient of adam, beside it in adamW', () => {
  // g = 3 + 0.1·1: the first step is the rate all the same
  near(updates(adam({ epsilon: 1e-15, weightDecay: 0.1 }), 1, [3], 0.01), [0.99])
  near(updates(adamW({ epsilon: 1e-15, weightDecay: 0.1 }), 1, [3], 0.01), [1 - 0.01 * 0.1 - 0.01])
})

test('what an optimizer is and remembers', () => {
  assert.deepEqual(sgd({ learningRate: 0.1 }), { kind: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false, weightDecay: 0 })
  assert.deepEqual(adam(), { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 })
  assert.equal(adamW().weightDecay, 0.01)
  assert.deepEqual(optimizerOf(sgd({ learningRate: 0.1 })).states(sgd({ learningRate: 0.1 })), [])
  assert.deepEqual(optimizerOf(sgd({ learningRate: 0.1, momentum: 0.9 })).states(sgd({ learningRate: 0.1, momentum: 0.9 })), [
    'velocity',
  ])
  assert.deepEqual(optimizerOf(adam()).states(adam()), ['m', 'v'])
  assert.deepEqual(optimizerOf(sgd({ learningRate: 0.1 })).scalars, undefined)
  assert.deepEqual(
    optimizerOf(adam()).scalars!(adam(), 1).map((one) => Math.round(one * 1e6)),
    [100_000, 1000],
  )
})

test('error texts', () => {
  assert.throws(() => sgd({} as never), /sgd: learningRate must be a number of at least 0, or a schedule. Received: undefined/)
  assert.throws(() => sgd({ learningRate: Number.NaN }), /sgd: learningRate must be a number of at least 0. Received: NaN/)
  assert.throws(
    () => sgd({ learningRate: 1, momentom: 0.9 } as never),
    /has no option "momentom".\n {2}Fix: did you mean "momentum"\?/,
  )
  assert.throws(() => sgd({ learningRate: 1, nesterov: true }), {
    message: 'sgd: nesterov needs momentum.\n  Fix: set momentum: 0.9, or nesterov: false.',
  })
  assert.throws(() => sgd({ learningRate: 1, momentum: 2 }), /momentum must be a number from 0 to 1/)
  assert.throws(() => adam({ beta1: 1 }), /adam: beta1 must be below 1: at 1 nothing new is learned. Received: 1/)
  assert.throws(() => adam({ epsilon: 0 }), /adam: epsilon must be a number above 0. Received: 0/)
  assert.throws(() => adamW({ weightDecay: -1 }), /adamW: weightDecay must be a number of at least 0/)
  assert.throws(() => optimizerOf({ kind: 'adem' } as never), /there is no optimizer "adem".\n {2}Fix: did you mean "adam"\?/)
  assert.throws(() => optimizerOf(sgd as never), /Received: a function.\n {2}Fix: call the function/)
})
