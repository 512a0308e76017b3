/** Layers of your own keep the contract, learn with the rest of a network, and the docstring's example is one of them. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { runCalls } from '../../src/backends/reference/runCalls.ts'
import { layerContract } from '../../src/contract/layerContract.ts'
import { conv2d, dense, flatten, globalAvgPool2d, multiply, relu, sigmoid } from '../../src/layers/index.ts'
import { graph, sequential } from '../../src/model/graph.ts'
import { trainsAlike } from '../trainsAlike.ts'
import { swish, upConv2d } from './ownLayers.ts'

const transposed = { filters: 4, kernelSize: 3, stride: 2, padding: 1, groups: 1 }

test('swish keeps the contract', () => {
  layerContract(swish(), [[3, 2, 4]], { run: runCalls })
  layerContract(swish({ name: 'S1' }), [[7]], { run: runCalls })
})

test('upConv2d keeps the contract', () => {
  const { output } = layerContract(upConv2d(transposed), [[3, 3, 4]], { run: runCalls, linear: true })
  assert.deepEqual(output, [4, 5, 7])
  layerContract(upConv2d({ ...transposed, kernelSize: 2, padding: 0, groups: 2 }), [[2, 3, 3]], {
    run: runCalls,
    linear: true,
  })
})

test('the example of defineLayer is the code that is tested here', () => {
  const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
  const docstring = read('src/layers/index.ts').split('Adds a layer of your own')[1]!.split('```ts\n')[1]!.split(' * ```')[0]!
  const example = docstring
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(3))
  const [code, use] = [example.slice(0, -1).join('\n'), example.at(-1)!]
  assert.ok(code.startsWith('const swish = defineLayer') && code.endsWith('})'), code)
  // There with the types that the compiler wants.
  const tested = read('test/golden/ownLayers.ts')
    .replace('defineLayer<Layer>', 'defineLayer')
    .replaceAll(/\b(gate)!|(name): string/g, '$1$2')
  assert.ok(tested.includes(`export ${code}\n`), `not word for word in ownLayers.ts:\n${code}`)
  assert.match(use, /\[conv2d\({ filters: 6, kernelSize: 5 }\), swish\(\)\]/)
  const model = sequential('mine', [1, 28, 28], [conv2d({ filters: 6, kernelSize: 5 }), swish({ name: 'S1' })])
  assert.deepEqual(model.outputShape, [6, 24, 24])
})

/** Squeeze and excitation, swish, and up again: every new op in one training, forward and backward. */
const gated = () =>
  graph('gated', [2, 6, 6], (image, apply) => {
    const maps = apply(swish({ name: 'S' }), apply(conv2d({ filters: 4, kernelSize: 3, padding: 1 }), image))
    const gates = apply(sigmoid(), apply(conv2d({ filters: 4, kernelSize: 1 }), apply(globalAvgPool2d(), maps)))
    const up = apply(relu(), apply(upConv2d({ ...transposed, filters: 3 }), apply(multiply(), maps, gates)))
    return apply(dense({ units: 2 }), apply(flatten(), up))
  })

test('a network of them trains alike on both backends, in blocks of eight and without', () =>
  trainsAlike(gated, { seed: 77, learningRate: 0.1 }))
