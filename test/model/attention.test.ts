/**
 * Self-attention over the places of an image, whole, on both backends: its numbers, its plan, its training; and what split
 * refuses.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  add,
  conv2d,
  dense,
  flatten,
  graph,
  type Model,
  matMul,
  modelFromJson,
  relu,
  reshape,
  sequential,
  softmax,
  split,
  transpose,
} from '../../src/index.ts'
import { plainInput, showPlan } from '../../src/plumbing.ts'
import { reference } from '../../src/reference.ts'
import { wasm } from '../../src/wasm.ts'
import { hashed } from '../golden/hash.ts'
import { trainsAlike } from '../trainsAlike.ts'

/** 12 places of 3×4 with 6 numbers each, two heads of three. */
const attention = (): Model =>
  graph('attention', [6, 3, 4], (image, apply) => {
    const tokens = apply(transpose({ name: 'tokens', axes: [1, 0] }), apply(reshape({ shape: [6, -1] }), image))
    const all = apply(dense({ name: 'all', units: 18, onLastAxis: true }), tokens)
    const parts = split(apply, apply(transpose({ axes: [1, 2, 0, 3] }), apply(reshape({ shape: [12, 3, 2, 3] }), all)), {
      sizes: [1, 1, 1],
      name: 'part',
    })
    const [queries, keys, values] = parts.map((part) => apply(reshape({ shape: [2, 12, 3] }), part))
    const weights = apply(softmax({ name: 'weights', axis: -1 }), apply(matMul({ transposeB: true }), queries!, keys!))
    const seen = apply(transpose({ axes: [1, 0, 2] }), apply(matMul({ name: 'seen' }), weights, values!))
    const out = apply(dense({ name: 'out', units: 6, onLastAxis: true }), apply(reshape({ shape: [12, 6] }), seen))
    return apply(dense({ name: 'scores', units: 2 }), apply(flatten(), apply(relu(), apply(add(), out, tokens))))
  })

/** The weights of attention and what is seen through them, by hand. `x` is one image. */
function byHand(x: ArrayLike<number>, weight: ArrayLike<number>, bias: ArrayLike<number>) {
  const of = (token: number, unit: number) =>
    Array.from({ length: 6 }, (_, c) => weight[unit * 6 + c]! * x[c * 12 + token]!).reduce((a, b) => a + b, bias[unit]!)
  const [weights, seen]: [number[], number[]] = [[], []]
  for (let head = 0; head < 2; head++)
    for (let token = 0; token < 12; token++) {
      const dot = (other: number) => [0, 1, 2].reduce((sum, d) => sum + of(token, 3 * head + d) * of(other, 6 + 3 * head + d), 0)
      const powers = Array.from({ length: 12 }, (_, other) => Math.exp(dot(other)))
      const total = powers.reduce((a, b) => a + b, 0)
      weights.push(...powers.map((power) => power / total))
      for (let d = 0; d < 3; d++)
        seen.push(powers.reduce((sum, power, other) => sum + (power / total) * of(other, 12 + 3 * head + d), 0))
    }
  return { weights, seen }
}

test('what it attends to and sees, in blocks of eight and without', async () => {
  const size = 72
  const images = Float32Array.from(hashed(31, 8 * size))
  for (const [backend, within] of [
    [reference({ precision: 'float64' }), 1e-12],
    [await wasm({ threads: 2 }), 1e-5],
  ] as const) {
    const net = await attention().open(backend, { seed: 5 })
    const record = await net.parameters()
    const [weight, bias] = [record['all.weight']!.data, record['all.bias']!.data]
    for (const batch of [1, 8]) {
      const use = { kind: 'inspect', batch, input: plainInput([6, 3, 4]), keep: ['weights', 'seen'] } as const
      await net.use(use, async (prepared) => {
        const { values } = prepared
        prepared.write(values.raw, (data) => data.set(images.subarray(0, batch * size)))
        await prepared.run('forward')
        for (const name of ['weights', 'seen'] as const) {
          const found = await prepared.read(values.kept.get(name)!)
          for (let n = 0; n < batch; n++) {
            const wanted = byHand(images.subarray(n * size, (n + 1) * size), weight, bias)[name]
            for (const [i, one] of wanted.entries())
              assert.ok(
                Math.abs(found[n * wanted.length + i]! - one) < within,
                `${name} ${n} ${i}: ${found[n * wanted.length + i]}, ${one}`,
              )
          }
        }
      })
    }
    net.dispose()
    backend.dispose()
  }
})

test('it trains alike on both backends, in blocks of eight and without', () =>
  trainsAlike(attention, { seed: 41, learningRate: 0.1 }))

test('its JSON, its table and its plan: other shapes move nothing', async () => {
  const model = attention()
  const again = modelFromJson(JSON.parse(JSON.stringify(model)))
  assert.equal(JSON.stringify(again), JSON.stringify(model))
  const rows = again.summary().layers
  assert.equal(rows.find(({ name }) => name === 'all')!.macs, 12 * 6 * 18)
  assert.equal(rows.find(({ name }) => name === 'seen')!.macs, 2 * 12 * 12 * 3)
  assert.deepEqual(rows.find(({ name }) => name === 'scores')!.receptiveField!.size, [3, 4])
  const net = await again.open(reference(), { seed: 1 })
  const use = { kind: 'infer', batch: 2, input: plainInput(again.inputShape) } as const
  const text = await net.use(use, async ({ plan }) => showPlan(plan))
  assert.doesNotMatch(text, /reshape\d+ +reshape/)
  assert.match(text, /part2 +slice .*"starts":\[1,0,0,0\]/)
  net.dispose()
})

test('split: the parts side by side, each a slice that knows the whole', () => {
  const parts = (sizes: readonly number[], axis = 0) =>
    graph('parts', [4, 6, 6], (image, apply) => {
      const made = split(apply, image, { sizes, axis })
      return made.slice(1).reduce((sum, part) => apply(add(), sum, part), made[0]!)
    })
  assert.deepEqual(parts([2, 2]).outputShape, [2, 6, 6])
  assert.deepEqual(parts([3, 3], -1).outputShape, [4, 6, 3])
  assert.deepEqual(parts([2, 2]).nodes[1]!.layer, {
    kind: 'slice',
    starts: [2],
    ends: [4],
    steps: [1],
    axes: [0],
    of: [4],
  })
  assert.throws(() => parts([3, 3]), {
    message:
      'layer 1 "slice1" (slice) in "parts": the parts of axis 0 add up to 6, but its size is 4.\n  input 4×6×6\n' +
      '  Fix: split an axis into sizes that add up to its own.',
  })
  assert.throws(() => parts([1, 2]), /the parts of axis 0 add up to 3, but its size is 4/)
  assert.throws(() => parts([0, 4]), /split: sizes must be a list of 1 to 4096 whole numbers above 0\. Received: \[0, 4\]/)
  const unread = () => graph('half', [4, 6, 6], (image, apply) => split(apply, image, { sizes: [2, 2] })[1]!)
  assert.throws(unread, /no layer reads layer 1 "slice1" of "half"/)
  assert.throws(
    () => graph('odd', [4], (image, apply) => split(apply, image, { size: [2, 2] } as never)[0]!),
    /split has no option "size"\.\n {2}Fix: did you mean "sizes"\?/,
  )
})

test('the weights of a dense layer along the last axis are lists, whatever it reads', async () => {
  const { filtersOf } = await import('../../src/inspect.ts')
  const model = sequential(
    'rows',
    [2, 3, 4],
    [conv2d({ filters: 2, kernelSize: 1 }), dense({ name: 'D', units: 3, onLastAxis: true })],
  )
  const net = await model.open(reference(), { seed: 1 })
  const filters = await filtersOf(net, 'D')
  assert.deepEqual([filters.length, filters[0]!.shape, filters[2]!.data.length], [3, [4], 4])
  net.dispose()
})
