/** Effective receptive fields: exact where theory is exact, its exponents where it has exponents, and the texts of errors. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import { constant, he, type Initializer, lecun } from '../initializers/index.ts'
import * as l from '../layers/index.ts'
import { sequential } from '../model/graph.ts'
import { lenet5 } from '../zoo/lenet5.ts'
import { type EffectiveFieldOptions, effectiveReceptiveField } from './effectiveReceptiveField.ts'

/** n layers k×k without padding on the smallest image: one unit is left, and sees all of it. */
const stack = (n: number, k: number, initializer: Initializer, filters = 1, activation = false) => {
  const side = n * (k - 1) + 1
  const layers = Array.from({ length: n }, (_, i) => [
    l.conv2d({ name: `conv${i + 1}`, filters, kernelSize: k, initializer, bias: false }),
    ...(activation && i < n - 1 ? [l.relu()] : []),
  ])
  return sequential(`${n} layers`, [1, side, side], layers.flat())
}

/** 1/k, 1/k … convolved n times with itself. */
function foldedBox(n: number, k: number): number[] {
  let row = [1]
  for (let i = 0; i < n; i++)
    row = Array.from({ length: row.length + k - 1 }, (_, at) =>
      row.reduce((sum, v, j) => sum + (at - j >= 0 && at - j < k ? v / k : 0), 0),
    )
  return row
}

test('equal weights: exactly the n-fold box, with its standard deviation, for n = 1 … 20', async () => {
  const engine = await wasm({ threads: 1 })
  for (const k of [3, 5])
    for (let n = 1; n <= 20; n += k === 3 ? 1 : 6) {
      const model = stack(n, k, constant(1 / (k * k)))
      const { gradient, absolute, squared, shape, gaussian } = await effectiveReceptiveField(
        { model, backend: engine },
        `conv${n}`,
        { samples: 1 },
      )
      const row = foldedBox(n, k)
      assert.deepEqual(shape, [row.length, row.length])
      const peak = Math.max(...row) ** 2
      for (const [i, g] of gradient.entries()) {
        const wanted = row[Math.floor(i / row.length)]! * row[i % row.length]!
        assert.ok(Math.abs(g - wanted) <= 1e-5 * peak, `n ${n}, pixel ${i}: ${g}, ${wanted}`)
        assert.ok(Math.abs(squared[i]! - wanted * wanted) <= 2e-5 * peak * peak)
        assert.equal(absolute[i], Math.abs(g))
      }
      const sigma = Math.sqrt((n * (k * k - 1)) / 12)
      for (const axis of [0, 1] as const) {
        assert.ok(Math.abs(gaussian.sigma[axis] / sigma - 1) < 0.001, `n ${n}: σ ${gaussian.sigma[axis]}, ${sigma}`)
        assert.ok(Math.abs(gaussian.centre[axis] - (row.length - 1) / 2) < 1e-3)
      }
      if (n >= 5) assert.ok(gaussian.r2 > 0.99, `R² ${gaussian.r2}`)
    }
  engine.dispose()
})

test('both sizes and shares, counted by hand', async () => {
  // [1, 2, 3, 2, 1]² / 81: all 25 are above 4.55 % of the middle (1/9 the least). Σ p·r² of the squares: 2 · (2·1·4 + 2·4·1) /
  // 19.
  const box = await effectiveReceptiveField({ model: stack(2, 3, constant(1 / 9)), backend: reference() }, 'conv2', {
    samples: 1,
  })
  assert.equal(box.size.count, 5)
  assert.ok(Math.abs(box.size.moment - Math.sqrt(32 / 19)) < 1e-6)
  assert.equal(box.share.count, 1)
  assert.ok(Math.abs(box.share.moment - Math.sqrt(32 / 19 / 4)) < 1e-6)
  assert.equal(box.reference, 'centre')
  assert.deepEqual(box.theoretical, { size: [5, 5], box: [0, 0, 5, 5], clipped: [0, 0, 5, 5] })
  // One layer of equal weights uses its field whole, and evenly: nothing for a Gaussian to explain.
  const even = await effectiveReceptiveField({ model: stack(1, 3, constant(1)), backend: reference() }, 'conv1', { samples: 1 })
  assert.deepEqual([even.share.count, Math.abs(even.share.moment - 1) < 1e-12, even.gaussian.r2], [1, true, 0])
  const one = await effectiveReceptiveField({ model: stack(1, 1, constant(2)), backend: reference() }, 'conv1', { samples: 1 })
  assert.deepEqual([one.size, one.share, one.gaussian.peak], [{ moment: 0, count: 1 }, { moment: 1, count: 1 }, 2])
})

/** The slope of log y over log x, by least squares. */
function slope(xs: readonly number[], ys: readonly number[]): number {
  const [u, v] = [xs.map(Math.log), ys.map(Math.log)]
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length
  const [mu, mv] = [mean(u), mean(v)]
  return u.reduce((sum, x, i) => sum + (x - mu) * (v[i]! - mv), 0) / u.reduce((sum, x) => sum + (x - mu) * (x - mu), 0)
}

test('random weights: sizes grow about as √n, shares shrink about as 1/√n; with relu as well', async () => {
  const engine = await wasm({ threads: 1 })
  const depths = [5, 7, 10, 14, 20]
  const seeds = 20
  for (const activation of [false, true]) {
    const fields = []
    for (const n of depths) {
      const model = stack(n, 3, activation ? he() : lecun(), 8, activation)
      fields.push(await effectiveReceptiveField({ model, backend: engine }, `conv${n}`, { samples: activation ? 4 : 1, seeds }))
    }
    for (const key of ['moment', 'count'] as const) {
      const [grows, shrinks] = [
        slope(
          depths,
          fields.map(({ size }) => size[key]),
        ),
        slope(
          depths,
          fields.map(({ share }) => share[key]),
        ),
      ]
      assert.ok(grows > 0.4 && grows < 0.65, `${key}: size ${grows}`)
      assert.ok(shrinks > -0.6 && shrinks < -0.35, `${key}: share ${shrinks}`)
    }
    assert.equal(fields[0]!.networks, seeds)
  }
  engine.dispose()
})

test('a network as it is: the engine and the reference agree, images and channels are chosen', async () => {
  const model = lenet5({ activation: 'relu', pooling: 'max' })
  const [plain, engine] = [reference({ precision: 'float64' }), await wasm({ threads: 2 })]
  const [one, other] = [await model.open(plain, { seed: 2 }), await model.open(engine, { seed: 2 })]
  const image = Float32Array.from({ length: 1024 }, (_, i) => ((i * 37) % 101) / 50 - 1)
  const options: EffectiveFieldOptions[] = [
    {},
    { channel: 3, unit: [0, 4] },
    { inputs: [image, { shape: [1, 32, 32], data: image }], channel: 'all' },
  ]
  for (const layer of ['C3', 'S4'])
    for (const option of options) {
      const [a, b] = [await effectiveReceptiveField(one, layer, option), await effectiveReceptiveField(other, layer, option)]
      const largest = Math.max(...a.absolute)
      for (const [i, value] of a.absolute.entries()) assert.ok(Math.abs(value - b.absolute[i]!) < 1e-5 * largest, `${layer} ${i}`)
      // Nothing outside of the box, something in it.
      const [top, left, bottom, right] = a.theoretical.box
      for (const [i, value] of a.absolute.entries()) {
        const [y, x] = [Math.floor(i / 32), i % 32]
        if (!(y >= top && y < bottom && x >= left && x < right)) assert.equal(value, 0, `${layer} ${y} ${x}`)
      }
    }
  const all = await effectiveReceptiveField(one, 'C3')
  assert.deepEqual([all.unit, all.theoretical.box, all.images, all.networks], [[4, 4], [8, 8, 22, 22], 8, 1])
  // A class of a dense layer sees the whole image, from its one place.
  const output = await effectiveReceptiveField(one, 'output', { channel: 7, samples: 2 })
  assert.deepEqual(
    [output.unit, output.theoretical.box],
    [
      [0, 0],
      [0, 0, 32, 32],
    ],
  )
  // The same seed gives the same, another gives another.
  const again = await effectiveReceptiveField(one, 'C3')
  assert.deepEqual(again.absolute, all.absolute)
  assert.notDeepEqual((await effectiveReceptiveField(one, 'C3', { seed: 1 })).absolute, all.absolute)
  engine.dispose()
})

test('means go over the input’s channels, and over the images', async () => {
  const net = await sequential('mixer', [3, 1, 2], [l.conv2d({ name: 'M', filters: 1, kernelSize: 1, bias: false })]).open(
    reference(),
  )
  net.setParameters({ 'M.weight': { shape: [1, 3, 1, 1], data: Float32Array.of(1, -2, 3) } })
  const { gradient, absolute, squared } = await effectiveReceptiveField(net, 'M', { unit: [0, 1], samples: 5 })
  const close = (found: Float64Array, wanted: number) =>
    assert.ok(found[0] === 0 && Math.abs(found[1]! - wanted) < 1e-12, `${found}`)
  close(gradient, 2 / 3)
  close(absolute, 2)
  close(squared, 14 / 3)
})

test('where the middle is 0, sizes compare with the largest value', async () => {
  // A kernel that reads the four corners alone.
  const net = await sequential('corners', [1, 3, 3], [l.conv2d({ name: 'C', filters: 1, kernelSize: 3, bias: false })]).open(
    reference(),
  )
  net.setParameters({ 'C.weight': { shape: [1, 1, 3, 3], data: Float32Array.of(1, 0, 1, 0, 0, 0, 1, 0, 1) } })
  const { reference: compared, size } = await effectiveReceptiveField(net, 'C')
  assert.deepEqual([compared, size.count, Math.abs(size.moment - Math.SQRT2) < 1e-12], ['largest', 2, true])
})

test('errors of effective fields', async () => {
  const backend = reference()
  const model = lenet5({ activation: 'relu' })
  const net = await model.open(backend)
  const rejects = (promise: Promise<unknown>, expected: object) => assert.rejects(promise, expected)
  await rejects(effectiveReceptiveField(net, 'C9'), { code: 'unknown-layer' })
  await rejects(effectiveReceptiveField(net, 'C3', { unit: [4, 10] }), { code: 'unit-outside' })
  await rejects(effectiveReceptiveField(net, 'F6', { unit: [1, 0] }), { code: 'unit-outside' })
  await rejects(effectiveReceptiveField(net, 'C3', { unit: 4 as unknown as [number, number] }), {
    message: /^"C3" of "LeNet-5" has no unit at 4\./,
  })
  await rejects(effectiveReceptiveField(net, 'C3', { channel: 16 }), {
    message: '"C3" of "LeNet-5" has no channel 16.\n  it has 16: 0 to 15\n  Fix: choose one of these, or \'all\'.',
  })
  await rejects(effectiveReceptiveField(net, 'C3', { seeds: 3 }), {
    message:
      'effectiveReceptiveField: seeds must be left out for a network, which has its weights. Received: 3.\n  Fix: pass { model, backend } instead.',
  })
  await rejects(effectiveReceptiveField(net, 'C3', { inputs: 'photos' as 'noise' }), {
    message: 'effectiveReceptiveField: inputs must be a list of images, or \'noise\'. Received: "photos".',
  })
  await rejects(effectiveReceptiveField(net, 'C3', { inputs: [] }), {
    message: 'effectiveReceptiveField: there are no images.\n  Fix: pass at least one.',
  })
  await rejects(effectiveReceptiveField(net, 'C3', { inputs: [new Float32Array(784)] }), {
    message:
      'effectiveReceptiveField takes one image of "LeNet-5".\n  one image is 1×32×32 = 1024 numbers; received 784 numbers\n' +
      '  Fix: bring the image to the model’s input shape first.',
  })
  await rejects(effectiveReceptiveField(net, 'C3', { inputs: [{ shape: [32, 32, 1], data: new Float32Array(1024) }] }), {
    message: /received 32×32×1, 1024/,
  })
  await rejects(effectiveReceptiveField(net, 'C3', { inputs: [5 as unknown as number[]] }), {
    message: 'effectiveReceptiveField: the image must be numbers, or { shape, data }. Received: 5.',
  })
  const hole = new Float32Array(1024)
  hole[40] = Number.NaN
  await rejects(effectiveReceptiveField(net, 'C3', { inputs: [hole] }), {
    message:
      'effectiveReceptiveField: the image holds a value that is not finite.\n  at [0, 1, 8]: NaN\n' +
      '  Fix: correct the image: nothing that the network computes from it would mean anything.',
  })
  await rejects(effectiveReceptiveField(net, 'C3', { samples: 0 }), { code: 'wrong-option' })
  await rejects(effectiveReceptiveField({ model, backend }, 'C3', { seeds: 0 }), { code: 'wrong-option' })
  await rejects(effectiveReceptiveField(net, 'C3', { sample: 2 } as object), { code: 'unknown-option' })

  const dead = await sequential(
    'dead',
    [1, 3, 3],
    [l.conv2d({ name: 'C', filters: 1, kernelSize: 3 }), l.relu({ name: 'off' })],
  ).open(backend)
  dead.setParameters({
    'C.weight': { shape: [1, 1, 3, 3], data: new Float32Array(9) },
    'C.bias': { shape: [1], data: Float32Array.of(-1) },
  })
  await rejects(effectiveReceptiveField(dead, 'off'), {
    code: 'no-gradient',
    message:
      'no pixel affects unit [0, 0] of "off" in "dead": its gradient is 0 everywhere.\n' +
      '  Fix: use more images, another unit, or all channels; a relu that is off lets nothing through.',
  })
  const plain = { filters: 1, bias: false }
  const layers = [l.conv2d({ ...plain, name: 'A', kernelSize: 1 }), l.conv2d({ ...plain, name: 'C', kernelSize: 3 })]
  const steep = await sequential('steep', [1, 3, 3], layers).open(backend)
  steep.setParameters({
    'A.weight': { shape: [1, 1, 1, 1], data: Float32Array.of(3e38) },
    'C.weight': { shape: [1, 1, 3, 3], data: new Float32Array(9).fill(3e38) },
  })
  await rejects(effectiveReceptiveField(steep, 'C'), {
    code: 'not-finite',
    message:
      'the gradient of unit [0, 0] of "C" in "steep" is not finite.\n  Fix: check the weights: one of them is NaN or far too large.',
  })
})
