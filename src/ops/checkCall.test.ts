/** Calls that do not fit their op: what the compiler says of them, and what is said where there was none. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Shape } from '../values/shape.ts'
import { newValue } from '../values/value.ts'
import { type Emit, opCall } from './op.ts'
import { type NoAttributes, op } from './signature.ts'
import type { Activation } from './unary/op.ts'

const emit: Emit = (op, attributes, from, to) => void opCall(op, attributes, from, to, 'mine')
const value = (name: string, shape: Shape = [2, 3, 4, 4]) => newValue(name, shape, { role: 'activation', batched: true })
const [x, y, z] = [value('x'), value('y'), value('z')]
const refused = (call: () => void, message: RegExp = /the values do not match/) =>
  assert.throws(call, { name: 'ShapeError', code: 'op-values', message })

test('too few and too many values neither compile nor pass', () => {
  const told = /^"mine" emits add: the values do not match\.\n {2}add takes x x > x; it got 2×3×4×4 > 2×3×4×4/
  // @ts-expect-error: one input is missing
  refused(() => emit('add', {}, [x], [y]), told)
  // @ts-expect-error: one input too many
  refused(() => emit('add', {}, [x, y, x], [z]))
  // @ts-expect-error: no output
  refused(() => emit('add', {}, [x, y], []))
  refused(() => emit('add', {}, [x, undefined as never], [z]), /got 2×3×4×4 undefined >/)
})

test('values of one name have one shape, and lie in one layout', () => {
  refused(() => emit('add', {}, [x, value('y', [2, 1, 4, 4])], [z]))
  refused(() => emit('unary', { activation: { fn: 'relu' } }, [x], [value('y', [2, 48])]))
  refused(() => emit('multiply', {}, [x, newValue('target', x.shape, { role: 'input' })], [z]), /multiply/)
})

test('what an op asks for beside that', () => {
  for (const shape of [
    [2, 1, 4, 4],
    [2, 1, 1, 1],
    [2, 3],
  ])
    refused(() => emit('multiply', {}, [x, value('b', shape)], [z]), /b has neither the shape of a nor one number per channel/)
  refused(() => emit('channelDots', {}, [x, y], [value('sums', [2, 3])]), /y does not have one number per channel/)
  const bias = newValue('bias', [4], { role: 'parameter' })
  refused(() => emit('addBias', { activation: null }, [x, bias], [y]), /the bias does not have one number per channel/)
  const range = (name: string) => newValue(name, [10], { role: 'parameter' })
  const descent = { momentum: 0.9, nesterov: false, weightDecay: 0 }
  const scalars = newValue('scalars', [8], { role: 'scalars' })
  refused(() => emit('sgd', descent, [range('g'), scalars], [range('w')]), /momentum needs a velocity/)
})

test('what fits passes: what may be left out, what may be repeated', () => {
  const weight = newValue('weight', [5, 48], { role: 'parameter' })
  emit('dense', { activation: null }, [value('x', [2, 48]), weight], [value('y', [2, 5])])
  emit('concat', {}, [x, y, z, value('w', [2, 1, 4, 4])], [value('all', [2, 10, 4, 4])])
  emit('fill', { value: 0 }, [], [x])
  emit('multiply', {}, [x, value('gate', [2, 3, 1, 1])], [y])
})

test('an op says that it fuses an activation just where its attributes can hold one', () => {
  type Fused = { readonly activation: Activation | null }
  // @ts-expect-error: it is not said
  op<Fused, [x: typeof x], [y: typeof x]>('x > x')
  // @ts-expect-error: it cannot
  op<NoAttributes, [x: typeof x], [y: typeof x]>('x > x', { fusesActivation: true })
  assert.equal(op<Fused, [x: typeof x], [y: typeof x]>('x > x', { fusesActivation: true }).fusesActivation, true)
})
