/** Saliency, occlusion, feature maps and filters: against models whose answer is known beforehand, and the texts of errors. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import * as l from '../layers/index.ts'
import { random } from '../math/random.ts'
import { sequential } from '../model/graph.ts'
import { lenet5 } from '../zoo/lenet5.ts'
import { featureMaps, filtersOf } from './featureMaps.ts'
import { occlusionMap } from './occlusion.ts'
import { saliency } from './saliency.ts'

/** score₀ = Σ w·x with the given weights, score₁ = 0; 2 channels of 4×6. */
async function linear(softmax = false) {
  const model = sequential(
    'linear',
    [2, 4, 6],
    [
      l.flatten({ name: 'flat' }),
      l.dense({ name: 'scores', units: 2, bias: false }),
      ...(softmax ? [l.softmax({ name: 'shares' })] : []),
    ],
  )
  const net = await model.open(reference({ precision: 'float64' }))
  const weight = Float64Array.from({ length: 96 }, (_, i) => (i < 48 ? (i % 7) - 3 : 0))
  net.setParameters({ 'scores.weight': { shape: [2, 48], data: weight } })
  const image = Float64Array.from({ length: 48 }, (_, i) => ((i * 5) % 11) / 4 - 1)
  return { net, image, weight }
}

const closeTo = (found: ArrayLike<number>, wanted: ArrayLike<number>, within = 1e-12) => {
  assert.equal(found.length, wanted.length)
  for (let i = 0; i < found.length; i++) assert.ok(Math.abs(found[i]! - wanted[i]!) <= within, `${i}: ${found[i]}, ${wanted[i]}`)
}

test('saliency of a linear score is its weights; times the image, its terms', async () => {
  // A softmax at the end changes nothing: the score before it is taken.
  for (const softmax of [false, true]) {
    const { net, image, weight } = await linear(softmax)
    const score = image.reduce((sum, x, i) => sum + x * weight[i]!, 0)
    const found = await saliency(net, image, { class: 0 })
    assert.deepEqual([found.class, found.kind, found.shape, found.map.shape], [0, 'gradient', [2, 4, 6], [4, 6]])
    assert.ok(Math.abs(found.score - score) < 1e-12)
    closeTo(found.gradient, weight.slice(0, 48))
    closeTo(
      found.map.data,
      Array.from({ length: 24 }, (_, i) => Math.max(Math.abs(weight[i]!), Math.abs(weight[24 + i]!))),
    )
    const terms = await saliency(net, { shape: [2, 4, 6], data: image }, { class: 0, kind: 'gradient × input' })
    closeTo(
      terms.map.data,
      Array.from({ length: 24 }, (_, i) => weight[i]! * image[i]! + weight[24 + i]! * image[24 + i]!),
    )
    assert.ok(Math.abs(terms.map.data.reduce((a, b) => a + b, 0) - score) < 1e-12)
    // Of a linear score, noise changes nothing.
    closeTo((await saliency(net, image, { class: 0, kind: 'smooth', copies: 3 })).gradient, weight.slice(0, 48))
    assert.equal((await saliency(net, image)).class, score > 0 ? 0 : 1)
  }
})

test('smooth is the mean over seeded copies, without noise the gradient itself', async () => {
  const net = await lenet5({ activation: 'relu', pooling: 'max' }).open(reference(), { seed: 5 })
  const image = Float32Array.from({ length: 1024 }, (_, i) => random(1, 82).uniform(i))
  const plain = await saliency(net, image)
  closeTo((await saliency(net, image, { kind: 'smooth', copies: 2, noise: 0 })).gradient, plain.gradient, 1e-6)
  const [one, same, other] = [
    await saliency(net, image, { kind: 'smooth', copies: 9 }),
    await saliency(net, image, { kind: 'smooth', copies: 9 }),
    await saliency(net, image, { kind: 'smooth', copies: 9, seed: 1 }),
  ]
  assert.deepEqual(one.gradient, same.gradient)
  assert.notDeepEqual(one.gradient, other.gradient)
  assert.equal(one.score, plain.score)
})

test('occlusion of a linear score: what the patch covers is what it loses', async () => {
  const { net, image, weight } = await linear()
  const told: number[][] = []
  const value = [0.5, -1]
  const found = await occlusionMap(net, image, {
    class: 0,
    patch: [2, 3],
    stride: [2, 2],
    value,
    batch: 3,
    onProgress: (...now) => told.push(now),
  })
  // The last column of patches stands at the edge: 0, 2, 3.
  assert.deepEqual(found.shape, [2, 3])
  assert.deepEqual(found.boxes[5], [2, 3, 4, 6])
  assert.deepEqual(told, [
    [3, 6],
    [6, 6],
  ])
  const loss = (y: number, x: number) =>
    [0, 1].reduce((sum, c) => sum + weight[c * 24 + y * 6 + x]! * (image[c * 24 + y * 6 + x]! - value[c]!), 0)
  const wanted = found.boxes.map(([top, left, bottom, right]) => {
    let sum = 0
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += loss(y, x)
    return sum
  })
  closeTo(found.data, wanted)
  // Column 2 is covered by the first two patches of each row, column 1 by the first alone.
  assert.ok(Math.abs(found.upsampled.data[2]! - (wanted[0]! + wanted[1]!) / 2) < 1e-12)
  assert.ok(Math.abs(found.upsampled.data[1]! - wanted[0]!) < 1e-12)
  assert.deepEqual(found.upsampled.shape, [4, 6])
  // Strides larger than the patch leave holes, which are 0.
  const holes = await occlusionMap(net, image, { class: 0, patch: 1, stride: 3 })
  assert.deepEqual(holes.shape, [2, 3])
  assert.equal(holes.upsampled.data[1], 0)
})

test('occlusion on the engine is that of the reference, at any batch', async () => {
  const model = lenet5()
  const engine = await wasm({ threads: 2 })
  const [one, other] = [await model.open(reference(), { seed: 5 }), await model.open(engine, { seed: 5 })]
  const image = Float32Array.from({ length: 1024 }, (_, i) => random(1, 83).uniform(i))
  const wanted = await occlusionMap(one, image, { patch: 8, stride: 6 })
  assert.deepEqual(wanted.shape, [5, 5])
  for (const batch of [1, 8, 32])
    closeTo((await occlusionMap(other, image, { patch: 8, stride: 6, batch })).data, wanted.data, 1e-5)
  engine.dispose()
})

test('feature maps of any layers, or of all', async () => {
  const net = await lenet5().open(reference(), { seed: 1 })
  const data = Float32Array.from({ length: 1024 }, (_, i) => random(1, 84).uniform(i))
  const all = await featureMaps(net, { shape: [1, 32, 32], data })
  assert.deepEqual(
    all.map(({ layer }) => layer),
    net.model.nodes.map(({ name }) => name),
  )
  // Where fewer layers are kept, more calls are fused: the last bit may differ.
  const some = await featureMaps(net, data, ['S2', 'F6'])
  for (const { layer, data: values } of some) closeTo(values, all.find((map) => map.layer === layer)!.data, 1e-6)
  assert.deepEqual(
    some.map(({ layer, shape }) => [layer, shape]),
    [
      ['S2', [6, 14, 14]],
      ['F6', [84]],
    ],
  )
  assert.deepEqual(await featureMaps(net, data, []), [])
  await assert.rejects(featureMaps(net, data, ['C2']), { code: 'unknown-layer' })
  await assert.rejects(featureMaps(net, data, 'C1' as 'all'), {
    message: 'featureMaps: layers must be a list of layer names, or \'all\'. Received: "C1".',
  })
  await assert.rejects(
    featureMaps(
      net,
      data.map(() => Infinity),
    ),
    { code: 'not-finite' },
  )
})

test('filters of convolutions and dense layers', async () => {
  const model = sequential(
    'filters',
    [3, 6, 6],
    [
      l.conv2d({ name: 'C', filters: 4, kernelSize: [3, 2], groups: 1 }),
      l.relu(),
      l.conv2d({ name: 'grouped', filters: 2, kernelSize: 1, groups: 2, bias: false }),
      l.flatten(),
      l.dropout({ rate: 0.5 }),
      l.dense({ name: 'D', units: 3 }),
      l.tanh(),
      l.dense({ name: 'E', units: 2 }),
    ],
  )
  const net = await model.open(reference(), { seed: 1 })
  const record = await net.parameters()
  const of = async (name: string) => await filtersOf(net, name)
  const filters = await of('C')
  assert.equal(filters.length, 4)
  assert.deepEqual(filters[2]!.shape, [3, 3, 2])
  assert.deepEqual(filters[2]!.data, record['C.weight']!.data.slice(36, 54))
  assert.equal(filters[2]!.bias, record['C.bias']!.data[2])
  const [grouped] = await of('grouped')
  assert.deepEqual([grouped!.shape, grouped!.bias], [[2, 1, 1], undefined])
  // A dense layer that reads a flattened map has one weight a pixel of it.
  assert.deepEqual(
    (await of('D')).map(({ shape }) => shape),
    [
      [2, 4, 5],
      [2, 4, 5],
      [2, 4, 5],
    ],
  )
  assert.deepEqual((await of('D'))[1]!.data, record['D.weight']!.data.slice(40, 80))
  assert.deepEqual(
    (await of('E')).map(({ shape }) => shape),
    [[3], [3]],
  )
  await assert.rejects(of('relu1'), {
    message: /^"relu1" \(relu\) of "filters" has no weights\.\n {2}Fix: use one of: C, grouped, D, E\.$/,
  })
  await assert.rejects(of('F'), { code: 'unknown-layer' })
})

test('errors of saliency and occlusion', async () => {
  const { net, image } = await linear()
  await assert.rejects(saliency(net, image, { class: 2 }), {
    message:
      'saliency: there is no class 2.\n  the model has 2: 0 to 1\n  Fix: leave out `class` to take the one with the highest score.',
  })
  await assert.rejects(occlusionMap(net, image, { class: -1 }), { code: 'no-such-class' })
  await assert.rejects(saliency(net, image, { kind: 'grad' as 'gradient' }), { code: 'wrong-option' })
  await assert.rejects(saliency(net, image, { copies: 0 }), { code: 'wrong-option' })
  await assert.rejects(saliency(net, image, { noise: -1 }), { code: 'wrong-option' })
  await assert.rejects(saliency(net, image, { clas: 1 } as object), { code: 'unknown-option' })
  for (const look of [saliency, occlusionMap]) {
    await assert.rejects(look(net, image.slice(1)), { code: 'image-size' })
    await assert.rejects(
      look(
        net,
        image.map((x, i) => (i === 3 ? Infinity : x)),
      ),
      { code: 'not-finite', message: /at \[0, 0, 3\]: Infinity/ },
    )
  }
  await assert.rejects(occlusionMap(net, image, { patch: 5 }), {
    message:
      'occlusionMap: the patch is larger than the image.\n  patch 5×5, image 4×6\n' +
      '  Fix: use a smaller patch: an eighth of the image’s side is usual.',
  })
  await assert.rejects(occlusionMap(net, image, { value: [1, 2, 3] }), {
    message: 'occlusionMap: value must be a finite number, or 2 of them, one per channel. Received: [1, 2, 3].',
  })
  await assert.rejects(occlusionMap(net, image, { onProgress: true as unknown as () => void }), { code: 'wrong-option' })
  await assert.rejects(occlusionMap(net, image, { stride: 0 }), { code: 'wrong-option' })

  const map = await sequential('map', [1, 4, 4], [l.conv2d({ filters: 2, kernelSize: 3 })]).open(reference())
  await assert.rejects(saliency(map, new Float32Array(16)), {
    message:
      '"map" outputs a map, not one score per class.\n  its output is 2×2×2\n' +
      '  Fix: end the model with flatten() and dense(), or with globalAvgPool2d().',
  })
  const list = await sequential('list', [7], [l.dense({ units: 2 })]).open(reference())
  assert.deepEqual((await saliency(list, new Float32Array(7))).map.shape, [1, 7])
  await assert.rejects(occlusionMap(list, new Float32Array(7)), {
    message:
      'occlusionMap: "list" does not read images, so nothing can be covered.\n  its input is 7, a list of features\n' +
      '  Fix: use a model whose input shape is [channels, height, width].',
  })
})

test('the filters of a transposed convolution: one for each map, whatever its groups', async () => {
  const model = sequential('up', [4, 2, 2], [l.convTranspose2d({ name: 'U', filters: 6, kernelSize: [1, 2], groups: 2 })])
  const net = await model.open(reference({ precision: 'float64' }))
  // [channel, filter of the group, 1, 2]: the number says which.
  const weight = Float64Array.from({ length: 24 }, (_, i) => 100 * Math.floor(i / 6) + 10 * (Math.floor(i / 2) % 3) + (i % 2))
  const bias = Float64Array.of(1, 2, 3, 4, 5, 6)
  net.setParameters({ 'U.weight': { shape: [4, 3, 1, 2], data: weight }, 'U.bias': { shape: [6], data: bias } })
  const filters = await filtersOf(net, 'U')
  assert.deepEqual(
    filters.map((filter) => [...filter.data]),
    [0, 10, 20, 200, 210, 220].map((first) => [first, first + 1, first + 100, first + 101]),
  )
  assert.deepEqual(filters[4]?.shape, [2, 1, 2])
  assert.equal(filters[4]?.bias, 5)
})
