/** Every layer keeps the contract, and the contract finds what is broken. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layerCases } from '../../test/layers/layerCases.ts'
import { wantedIn } from '../../test/wanted.ts'
import { runCalls } from '../backends/reference/runCalls.ts'
import { layerContract } from '../contract/layerContract.ts'
import { he } from '../initializers/index.ts'
import { behaviourOf, defineLayer, relu } from './index.ts'
import type { CountedBehaviour, Layer } from './layer.ts'

const wanted = wantedIn(import.meta.url)

for (const [name, layer, shapes, output, options] of layerCases.filter(([, { kind }]) => wanted(kind)))
  test(`contract: ${name}`, () => {
    const report = layerContract(layer, shapes, { run: runCalls, ...options })
    assert.deepEqual(report.output, output)
    for (const error of Object.values(report.errors)) assert.ok(error <= 1e-6)
  })

test('the contract finds what is broken', () => {
  const broken = (kind: string, change: Partial<CountedBehaviour>) => {
    const make = defineLayer(kind, { ...behaviourOf(relu()), create: undefined, ...change })
    return () => layerContract(make(), [[6]], { run: runCalls })
  }
  assert.doesNotThrow(broken('relu2', {}))
  assert.throws(
    broken('wrongShape', { output: () => [5], forward: (_, { inputs }) => inputs[0]! }),
    /does not have the declared shape/,
  )
  assert.throws(broken('noGradient', { backward: () => [undefined] }), /no gradient of input 1/)
  assert.throws(
    broken('wrongGradient', { backward: (_, { dy, wants }) => [wants(0) ? dy : undefined] }),
    /gradient of input 1 is wrong/,
  )
  const state = () => ({ seen: { shape: [6], initial: 0 } })
  const [written, diverging] = [
    { a: 1, b: 0 },
    { a: 1, b: Number.NaN },
  ]
  for (const [kind, wrong] of [
    ['updatesInPass', /its pass writes its state, which only the update may\.\n {2}axpby/],
    ['updatesToNaN', /its update leaves seen not finite/],
  ] as const)
    assert.throws(
      broken(kind, {
        state,
        forward(_, { inputs: [x], state: { seen }, keepOnce, emit, update, output }) {
          const [mean, variance, y] = [keepOnce('mean', [6]), keepOnce('variance', [6]), output()]
          emit('channelMoments', {}, [x!], [mean, variance])
          emit('unary', { activation: { fn: 'relu' } }, [x!], [y])
          if (kind === 'updatesInPass') emit('axpby', written, [mean], [seen!])
          else update('axpby', diverging, [mean], [seen!])
          return y
        },
      }),
      wrong,
    )
  assert.throws(broken('unasked', { backward: (_, { dy }) => [dy] }), /was not requested/)
})

test('the contract finds a gradient of a parameter that is another where that of the input is not wanted', () => {
  const biased = (kind: string, permuted: boolean) =>
    defineLayer<Layer>(kind, {
      inputs: 1,
      output: (_, [shape]) => shape,
      parameters: (_, [shape]) => ({ bias: { shape, initializer: he(), fanIn: 1, fanOut: 1 } }),
      forward(_, { inputs: [x], parameters, emit, output }) {
        const y = output()
        emit('addBias', { activation: null }, [x, parameters.bias!], [y])
        return y
      },
      backward(_, { dy, emit, keep, wants, gradients }) {
        const [first, rest, turned] = [keep('first', [1]), keep('rest', [2]), keep('turned', [3])]
        emit('slice', { starts: [0], steps: [1] }, [dy], [first])
        emit('slice', { starts: [1], steps: [1] }, [dy], [rest])
        emit('concat', {}, [rest, first], [turned])
        emit('biasGrad', {}, [permuted && !wants(0) ? turned : dy], [gradients.bias!])
        return [wants(0) ? dy : undefined]
      },
    })
  layerContract(biased('biasedOfTest', false)(), [[3]], { run: runCalls })
  assert.throws(
    () => layerContract(biased('turnedOfTest', true)(), [[3]], { run: runCalls }),
    /the gradient of bias depends on whether the gradient of the input is wanted/,
  )
})
