/** What is refused of element-wise functions: a name that is none, and the gradient of the other kind, on both backends. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCalls } from '../../backends/reference/runCalls.ts'
import { newValue } from '../../values/value.ts'
import { type Emit, opCall } from '../op.ts'
import { checkSlopeOf, encodeActivation, needsArgument } from './facts.ts'
import type { Activation } from './op.ts'

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

test('numbers go to routines in the order of their twin’s parameters', () => {
  const { a, b } = encodeActivation({ fn: 'tanh', rate: 0.5, amplitude: 2 })
  assert.deepEqual([a, b], [2, 0.5])
  assert.deepEqual(encodeActivation(null), { fn: 0, a: 0, b: 0 })
})

test('the gradient of the other kind is refused: it would compute wrong numbers', () => {
  const message = (wrong: string, fn: string, right: string, takes: string) =>
    `${wrong} does not have the slope of "${fn}".\n  Fix: emit ${right}, which takes the ${takes} and its gradient.`
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
