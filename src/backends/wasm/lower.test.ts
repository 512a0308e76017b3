/** Lowering: what a call reads and writes follows from its routine's addresses. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { opCall } from '../../ops/op.ts'
import type { Plan } from '../../ops/plan.ts'
import { newValue, type Role, type Value, viewOf } from '../../values/value.ts'
import { lower } from './lower.ts'

const value = (name: string, shape: number[], role: Role = 'activation') => newValue(name, shape, { role, batched: true })
const names = (values: readonly Value[]) => values.map(({ name }) => name)

function lowered(calls: Plan['calls']['forward'], batch: number, outputs: readonly Value[] = []) {
  const plan: Plan = { name: 'small', batch, calls: { zero: [], forward: calls, backward: [], update: [] }, inputs: [], outputs }
  return lower(plan, 2).calls.forward.map(({ name, reads, writes }) => [name, names(reads), names(writes)])
}

test('a bias that is not there is not read; scratch is written, and not read', () => {
  const [x, weight, bias, y] = [value('x', [3, 5]), value('weight', [2, 5]), value('bias', [2]), value('y', [3, 2])]
  const attributes = { activation: null }
  assert.deepEqual(lowered([opCall('dense', attributes, [x, weight], [y], 'F6')], 3), [
    ['contractPlain', ['x', 'weight'], ['y', 'F6.dense.tile']],
  ])
  assert.deepEqual(lowered([opCall('dense', attributes, [x, weight, bias], [y], 'F6')], 3), [
    ['contractPlain', ['x', 'weight', 'bias'], ['y', 'F6.dense.tile']],
  ])
})

test('what is added to, or stepped on from, is read and written', () => {
  const [dy, dbias] = [value('dy', [3, 2]), value('dbias', [2])]
  assert.deepEqual(lowered([opCall('biasGrad', {}, [dy], [dbias], 'F6')], 3), [['biasGrad', ['dy', 'dbias'], ['dbias']]])
  const [gradients, scalars, parameters, velocity] = ['gradients', 'scalars', 'parameters', 'velocity'].map((name) =>
    value(name, [8]),
  ) as [Value, Value, Value, Value]
  const attributes = { momentum: 0.9, nesterov: false, weightDecay: 0 }
  assert.deepEqual(lowered([opCall('sgd', attributes, [gradients, scalars], [parameters, velocity], 'optimizer')], 3), [
    ['sgd', ['parameters', 'gradients', 'velocity', 'scalars'], ['parameters', 'velocity']],
  ])
})

test('a value that two arguments name is read once; views are named as they are', () => {
  const x = value('x', [3, 4])
  const half = viewOf(x, 'half', [3, 2])
  const [y, z] = [value('y', [3, 4]), value('z', [3, 2])]
  assert.deepEqual(lowered([opCall('add', {}, [x, x], [y], 'A'), opCall('add', {}, [half, half], [z], 'B')], 3), [
    ['add', ['x'], ['y']],
    ['add', ['half'], ['z']],
  ])
})

test('an output in blocks is read from its blocked twin, and written in plain order at the end', () => {
  const [a, b, y] = [value('a', [8, 2]), value('b', [8, 2]), value('y', [8, 2], 'output')]
  assert.deepEqual(lowered([opCall('add', {}, [a, b], [y], 'A')], 8, [y]), [
    ['add', ['a', 'b'], ['y (blocked)']],
    ['toPlain', ['y (blocked)'], ['y']],
  ])
})
