/** The gradient with respect to the images: against central differences, on both backends, at any batch, through any graph. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import * as l from '../layers/index.ts'
import { random } from '../math/random.ts'
import { graph, sequential } from '../model/graph.ts'
import type { Model } from '../model/model.ts'
import { sizeOf } from '../values/shape.ts'
import { lenet5 } from '../zoo/lenet5.ts'
import type { Network } from './network.ts'
import { showPlan } from './showPlan.ts'
import { plainInput } from './use.ts'

const numbers = (length: number, seed: number) => {
  const source = random(seed, 81)
  return Float32Array.from({ length }, (_, i) => 2 * source.uniform(i) - 1)
}

/** Every kind of join, random layers, views, and a branch that reads the image itself. */
const tangle = () =>
  graph('tangle', [2, 6, 6], (image, apply) => {
    const a = apply(l.conv2d({ name: 'a', filters: 3, kernelSize: 3, padding: 'same' }), image)
    const b = apply(l.tanh(), apply(l.conv2d({ name: 'b', filters: 2, kernelSize: 3, padding: 'same' }), image))
    const joined = apply(l.concat({ name: 'joined' }), a, b, image)
    const deeper = apply(l.conv2d({ name: 'deeper', filters: 7, kernelSize: 3, padding: 'same' }), joined)
    const sum = apply(l.add({ name: 'sum' }), joined, apply(l.sigmoid(), deeper))
    const dropped = apply(l.dropout({ name: 'dropped', rate: 0.5 }), sum)
    const pooled = apply(l.avgPool2d({ name: 'pooled', kernelSize: 2 }), dropped)
    const flat = apply(l.flatten({ name: 'flat' }), pooled)
    return apply(l.softmax({ name: 'shares' }), apply(l.dense({ name: 'scores', units: 4 }), flat))
  })

const towers = () => lenet5({ activation: 'relu', pooling: 'max' })

/** dx of one image by central differences of ⟨dy, layer⟩, at some places of the image. */
async function byDifferences(net: Network, image: Float32Array, layer: string, dy: Float32Array, places: readonly number[]) {
  const value = async (changed: Float64Array) => {
    const [map] = await net.featureMaps(changed, [layer])
    return dy.reduce((sum, u, i) => sum + u * map!.data[i]!, 0)
  }
  const h = 1e-5
  const found: number[] = []
  for (const place of places) {
    const changed = Float64Array.from(image)
    changed[place] = image[place]! + h
    const above = await value(changed)
    changed[place] = image[place]! - h
    found.push((above - (await value(changed))) / (2 * h))
  }
  return found
}

const shapeOf = (model: Model, layer: string) => model.nodes[model.find(layer)]!.shape

test('in double precision it is what central differences say, at every layer of every kind', async () => {
  for (const model of [tangle(), towers()]) {
    const backend = reference({ precision: 'float64' })
    const net = await model.open(backend, { seed: 3 })
    const size = sizeOf(model.inputShape)
    const image = numbers(size, 1)
    const places = [0, 7, size >> 1, size - 8, size - 1]
    for (const { name } of model.nodes) {
      const dy = numbers(sizeOf(shapeOf(model, name)), 2)
      const dx = await net.inputGradient(image, name, dy)
      assert.equal(dx.length, size)
      const wanted = await byDifferences(net, image, name, dy, places)
      for (const [i, place] of places.entries())
        assert.ok(
          Math.abs(dx[place]! - wanted[i]!) < 1e-7 * Math.max(1, Math.abs(wanted[i]!)),
          `${name} ${place}: ${dx[place]} ${wanted[i]}`,
        )
      assert.ok(
        dx.some((value) => value !== 0),
        name,
      )
    }
    net.dispose()
    backend.dispose()
  }
})

test('the engine agrees with the reference: one image, several, and eight in a block', async () => {
  const engine = await wasm({ threads: 2 })
  const plain = reference({ precision: 'float64' })
  for (const model of [tangle(), towers()]) {
    const [one, other] = [await model.open(plain, { seed: 3 }), await model.open(engine, { seed: 3 })]
    for (const layer of [model.nodes[0]!.name, model.nodes.at(-3)!.name, model.nodes.at(-1)!.name])
      for (const [count, batch] of [
        [1, 32],
        [3, 32],
        [8, 8],
        [11, 8],
      ] as const) {
        const images = numbers(count * sizeOf(model.inputShape), 4)
        const dy = numbers(count * sizeOf(shapeOf(model, layer)), 5)
        const wanted = await one.inputGradient(images, layer, dy, { batch })
        const found = await other.inputGradient(images, layer, dy, { batch })
        const largest = Math.max(...Array.from(wanted, Math.abs))
        for (const [i, x] of wanted.entries())
          assert.ok(Math.abs(x - found[i]!) <= 2e-5 * largest, `${model.name} ${layer} ${count}: ${i} ${x} ${found[i]}`)
      }
  }
  engine.dispose()
})

test('no parameter gets a gradient, and nothing behind the layer is computed', async () => {
  const net = await towers().open(reference(), { seed: 1 })
  const before = net.memory()
  const use = { kind: 'gradient', batch: 1, input: plainInput([1, 32, 32]), from: 'C3' } as const
  const text = await net.use(use, async ({ plan }) => showPlan(plan))
  assert.doesNotMatch(text, /GradWeight|biasGrad|S4|F6/)
  assert.match(text, /backward +C3 +conv2dGradInput/)
  assert.match(text, /backward +C1 +conv2dGradInput/)
  assert.equal(net.memory().gradients, before.gradients)
  net.dispose()
})

test('what comes in is checked', async () => {
  const net = await sequential('small', [1, 4, 4], [l.conv2d({ name: 'C1', filters: 2, kernelSize: 3 })]).open(reference())
  const image = new Float32Array(16)
  await assert.rejects(net.inputGradient(image, 'C2', new Float32Array(8)), {
    code: 'unknown-layer',
    message: '"small" has no layer "C2".\n  Fix: did you mean "C1"? Known: C1.',
  })
  await assert.rejects(net.inputGradient(image, 'C1', new Float32Array(7)), {
    code: 'gradient-size',
    message:
      'the gradient for "C1" of "small" has 7 numbers.\n  1 image × 2×2×2 = 8 numbers\n' +
      '  Fix: pass one number per output of the layer, image by image.',
  })
  await assert.rejects(net.inputGradient(new Float32Array(17), 'C1', new Float32Array(8)), { code: 'image-size' })
  await assert.rejects(net.inputGradient(image, 'C1', new Float32Array(8), { batch: 0 }), {
    message: 'inputGradient: batch must be a whole number of at least 1. Received: 0.',
  })
  net.dispose()
  await assert.rejects(net.inputGradient(image, 'C1', new Float32Array(8)), { code: 'disposed' })
})
