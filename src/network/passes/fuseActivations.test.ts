/** The fusion of activations: into every op that says so of itself, and not where someone else reads the result. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dense, relu, silu } from '../../layers/index.ts'
import type { Layer } from '../../layers/layer.ts'
import { meanSquaredError } from '../../losses/index.ts'
import { sequential } from '../../model/graph.ts'
import { type AnyOpCall, type Emit, opCall, ops } from '../../ops/op.ts'
import type { Plan } from '../../ops/plan.ts'
import { sgd } from '../../optimizers/index.ts'
import { reference } from '../../reference.ts'
import { newValue, type Value } from '../../values/value.ts'
import { type PlanUse, plainInput } from '../use.ts'
import { fuseActivations } from './fuseActivations.ts'

const value = (name: string, shape = [2, 3, 4, 4]): Value => newValue(name, shape, { role: 'activation', batched: true })
const window = { kernelSize: [1, 1], stride: [1, 1], dilation: [1, 1], padding: [0, 0, 0, 0] } as const
const rectifier = { activation: { fn: 'relu' } } as const

/** The forward calls that are left of those that `write` emits, each as `op` or `op + function`. */
function fused(write: (emit: Emit) => void, outputs: readonly Value[] = [], read: readonly Value[] = []): string[] {
  const forward: AnyOpCall[] = []
  write((op, attributes, from, to) => forward.push(opCall(op, attributes, from, to, 'test')))
  const backward = read.map((x) => opCall('biasGrad', {}, [x], [newValue('dbias', [3], { role: 'gradient' })], 'test'))
  const plan: Plan = { name: 'test', batch: 2, calls: { zero: [], forward, backward, update: [] }, inputs: [], outputs }
  return fuseActivations(plan).calls.forward.map((call) => {
    const activation = call.op !== 'unary' && 'activation' in call.attributes ? call.attributes.activation : null
    return activation ? `${call.op} + ${activation.fn}` : call.op
  })
}

const [x, y, z, again] = ['x', 'y', 'z', 'again'].map((name) => value(name)) as [Value, Value, Value, Value]
const weight = newValue('weight', [3, 3, 1, 1], { role: 'parameter' })
const bias = newValue('bias', [3], { role: 'parameter' })
const moments = [value('mean', [2, 3]), value('inverseStd', [2, 3])] as const
const addBias = (emit: Emit) => emit('addBias', { activation: null }, [x, bias], [y])

test('every op that fuses an activation gets the one behind it', () => {
  const writers: Record<string, (emit: Emit) => void> = {
    conv2d: (emit) => emit('conv2d', { ...window, groups: 1, paddingValue: 0, activation: null }, [x, weight, bias], [y]),
    dense: (emit) => emit('dense', { activation: null }, [x, weight, bias], [y]),
    addBias,
    standardize: (emit) => emit('standardize', { activation: null }, [x, ...moments], [y]),
  }
  const fusing = Object.entries(ops).filter(([, { fusesActivation }]) => fusesActivation)
  assert.deepEqual(fusing.map(([op]) => op).sort(), Object.keys(writers).sort())
  for (const [op, write] of Object.entries(writers)) {
    const both = (emit: Emit) => {
      write(emit)
      emit('unary', rectifier, [y], [z])
    }
    assert.deepEqual(fused(both, [z]), [`${op} + relu`])
  }
})

test('one activation a call: the next stays', () => {
  const write = (emit: Emit) => {
    addBias(emit)
    emit('unary', rectifier, [y], [z])
    emit('unary', { activation: { fn: 'sigmoid' } }, [z], [again])
  }
  assert.deepEqual(fused(write, [again]), ['addBias + relu', 'unary'])
})

test('a result that is kept, or read by somebody else, stays', () => {
  const write = (emit: Emit) => {
    addBias(emit)
    emit('unary', rectifier, [y], [z])
  }
  assert.deepEqual(fused(write, [y, z]), ['addBias', 'unary'])
  assert.deepEqual(fused(write, [z], [y]), ['addBias', 'unary'])
})

test('a function whose slope needs the argument: fused where nobody goes back, in training a call of its own', async () => {
  const plans = async (layer: Layer) => {
    const network = await sequential('net', [3], [dense({ units: 4 }), layer, dense({ units: 2 })]).open(reference())
    const shared = { batch: 2, input: plainInput([3]) }
    const learning = { loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }) }
    const opsOf = (use: PlanUse) =>
      network.use(use, async ({ plan }) => [...plan.calls.forward, ...plan.calls.backward].map(({ op }) => op))
    return [await opsOf({ kind: 'infer', ...shared }), await opsOf({ kind: 'train', ...shared, ...learning })] as const
  }
  for (const [layer, apart, gradient] of [
    [relu(), [], 'unaryGrad'],
    [silu(), ['unary'], 'unaryGradAt'],
  ] as const) {
    const [infer, train] = await plans(layer)
    assert.deepEqual(infer, ['normalize', 'dense', 'dense'])
    assert.deepEqual(
      train.filter((op) => op.startsWith('unary')),
      [...apart, gradient],
    )
  }
})

test('an op that applies none is left alone', () => {
  const write = (emit: Emit) => {
    emit('add', {}, [x, x], [y])
    emit('unary', rectifier, [y], [z])
  }
  assert.deepEqual(fused(write, [z]), ['add', 'unary'])
})
