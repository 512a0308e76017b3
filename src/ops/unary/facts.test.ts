/** What is refused of element-wise functions: a name that is none, and the gradient of the other kind, on both backends. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCalls } from '../../backends/reference/runCalls.ts'
import { newValue } from '../../values/value.ts'
import { type Emit, opCall } from '../op.ts'
import { checkSlopeOf, encodeActivation, encodeFused, needsArgument } from './facts.ts'
import type { Activation } from './op.ts'
import { unaryGradReference, unaryReference } from './reference.ts'

const value = (name: string) => newValue(name, [1, 2], { role: 'activation', batched: true })
const [a, b, c] = [value('a'), value('b'), value('c')]

/** Runs one call on the reference. */
const run: Emit = (op, attributes, from, to) =>
  runCalls([opCall(op, attributes, from, to, 'A1')], new Map([a, b, c].map((one) => [one, new Float64Array(2)])))

test('a function that is none: the nearest name', () => {
  const unknown = { fn: 'hardSwitch' } as unknown as Activation
  for (const call of [() => encodeActivation(unknown), () => run('unary', { activation: unknown }, [a], [b])])
    assert.throws(call, {
      name: 'OptionError',
      code: 'unknown-function',
      message: /^there is no element-wise function "hardSwitch"\.\n.*hardSwish/,
    })
})

test('a number that is missing, called otherwise, one too many or none: an error, on either backend', () => {
  const wrong = [
    { fn: 'elu' },
    { fn: 'leakyRelu', alpha: 0.5 },
    { fn: 'relu', slope: 1 },
    { fn: 'clip', min: 0, max: Number.NaN },
  ]
  for (const activation of wrong as unknown as Activation[])
    for (const call of [() => encodeActivation(activation), () => run('unary', { activation }, [a], [b])])
      assert.throws(call, { name: 'OptionError', code: 'wrong-numbers' }, activation.fn)
  assert.throws(() => encodeActivation({ fn: 'leakyRelu', alpha: 0.5 } as never), {
    message: 'the element-wise function "leakyRelu" takes slope. Received: { alpha }.',
  })
  assert.throws(() => run('unary', { activation: undefined as never }, [a], [b]), { code: 'unknown-function' })
})

test('bounds that float32 does not have exactly: no gradient beyond them, in either precision', () => {
  const clip = { fn: 'clip', min: 0.1, max: 0.7 } as const
  const x = Float64Array.of(-5, 0.3, 5, 100)
  for (const array of [Float32Array, Float64Array]) {
    const tensor = (data: ArrayLike<number>) => ({ shape: [4], data: array.from(data) })
    const [y, dy, dx] = [tensor([0, 0, 0, 0]), tensor([1, 1, 1, 1]), tensor([9, 9, 9, 9])]
    unaryReference({ activation: clip }, [tensor(x)], [y])
    unaryGradReference({ activation: clip }, [y, dy], [dx])
    assert.deepEqual([...dx.data], [0, 1, 0, 0], array.name)
  }
})

test('numbers go to routines in the order of their twin’s parameters', () => {
  const { fnA, fnB } = encodeActivation({ fn: 'tanh', rate: 0.5, amplitude: 2 })
  assert.deepEqual([fnA, fnB], [2, 0.5])
  assert.deepEqual(encodeFused(null), { fn: 0, fnA: 0, fnB: 0 })
})

test('the gradient of the other kind is refused: it would compute wrong numbers', () => {
  const message = (wrong: string, fn: string, right: string, takes: string) =>
    `${wrong} does not compute the slope of "${fn}".\n  Fix: emit ${right}, which takes the ${takes} and its gradient.`
  // @ts-expect-error: nor does it compile
  assert.throws(() => run('unaryGrad', { activation: { fn: 'silu' } }, [a, b], [c]), {
    code: 'wrong-gradient',
    message: message('unaryGrad', 'silu', 'unaryGradAt', 'argument'),
  })
  // @ts-expect-error: nor does it compile
  assert.throws(() => run('unaryGradAt', { activation: { fn: 'relu' } }, [a, b], [c]), {
    code: 'wrong-gradient',
    message: message('unaryGradAt', 'relu', 'unaryGrad', 'result'),
  })
  assert.doesNotThrow(() => checkSlopeOf({ fn: 'silu' }, 'argument'))
  assert.equal(needsArgument({ fn: 'gelu' }), true)
  assert.equal(needsArgument({ fn: 'elu', alpha: 1 }), false)
})
