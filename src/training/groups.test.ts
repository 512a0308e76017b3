/** Parts of a network that are trained otherwise than the rest, and layers that carry a state, on both backends. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Backend } from '../backends/backend.ts'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import type { Dataset } from '../data/dataset.ts'
import { dataset } from '../data/fromArrays.ts'
import { batchNorm2d, conv2d, defineLayer, dense, flatten, maxPool2d, relu } from '../layers/index.ts'
import type { Layer } from '../layers/layer.ts'
import { softmaxCrossEntropy } from '../losses/index.ts'
import { random } from '../math/random.ts'
import { sequential } from '../model/graph.ts'
import type { Network } from '../network/network.ts'
import type { OpenPlan } from '../network/prepared.ts'
import { plainInput, type TrainUse } from '../network/use.ts'
import type { TensorRecord } from '../network/weights.ts'
import { adam, adamW, sgd } from '../optimizers/index.ts'
import { trainingState } from './state.ts'
import { type TrainOptions, train } from './train.ts'

/** Noise with a bright half: the class is which. */
function halves(count: number): Dataset {
  const noise = random(5, 77)
  const labels = Uint8Array.from({ length: count }, (_, n) => n % 2)
  const images = Uint8Array.from({ length: count * 36 }, (_, i) => {
    const bright = (i % 6 < 3 ? 0 : 1) === labels[Math.floor(i / 36)] ? 120 : 0
    return bright + Math.floor(noise.uniform(i) * 100)
  })
  return dataset({ name: 'halves', images, labels, shape: [1, 6, 6], classes: 2, mean: 0.4, std: 0.3 })
}

const model = () =>
  sequential(
    'halves',
    [1, 6, 6],
    [
      conv2d({ name: 'features.0', filters: 3, kernelSize: 3, bias: false }),
      batchNorm2d({ name: 'features.1' }),
      relu({ name: 'features.2' }),
      maxPool2d({ kernelSize: 2 }),
      flatten(),
      dense({ name: 'head', units: 2 }),
    ],
  )

const data = halves(40)
const usual: TrainOptions = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.1 }), batch: 16, seed: 3 }

/** A network of the model after a training, and its numbers before and after. */
async function trained(backend: Backend, options: Partial<TrainOptions>, steps = Number.POSITIVE_INFINITY) {
  const net = await model().open(backend, { seed: 2 })
  const before = await net.parameters()
  for await (const { step } of train(net, data, { ...usual, ...options })) if (step >= steps) break
  return { net, before, after: await net.parameters() }
}

const numbers = (record: TensorRecord, name: string) => Array.from(record[name]!.data)
const same = (a: TensorRecord, b: TensorRecord, name: string) => assert.deepEqual(numbers(a, name), numbers(b, name), name)
const differ = (a: TensorRecord, b: TensorRecord, name: string) => assert.notDeepEqual(numbers(a, name), numbers(b, name), name)

const opcalls = (net: Network, options: Partial<TrainOptions>) =>
  net.use(
    {
      kind: 'train',
      batch: 8,
      input: { dtype: 'u8', shape: [1, 6, 6], normalize: { scale: [1], offset: [0], padding: [0, 0, 0, 0], border: 0 } },
      loss: usual.loss,
      optimizer: usual.optimizer,
      groups: options.groups,
    },
    async ({ plan }) => ({ backward: plan.calls.backward.map(({ op }) => op), update: plan.calls.update.map(({ op }) => op) }),
  )

const backends: readonly [string, () => Promise<Backend>][] = [
  ['reference', async () => reference()],
  ['wasm', () => wasm({ threads: 2 })],
]

for (const [name, open] of backends) {
  test(`${name}: what is frozen keeps its numbers, and its statistics; the rest learns`, async () => {
    const backend = await open()
    const { before, after } = await trained(backend, { freeze: ['features.*'] })
    for (const key of ['0.weight', '1.weight', '1.bias', '1.running_mean', '1.running_var'])
      same(before, after, `features.${key}`)
    for (const key of ['weight', 'bias']) differ(before, after, `head.${key}`)
    const free = await trained(backend, {})
    for (const key of Object.keys(free.after)) differ(free.before, free.after, key)
    backend.dispose()
  })

  test(`${name}: a frozen batch normalisation reads its running statistics in training`, async () => {
    const backend = await open()
    // With statistics of 0 and 1 it does nothing but divide by √(1 + ε): the loss is that of inference.
    const net = await model().open(backend, { seed: 2 })
    const losses: number[] = []
    for await (const { loss } of train(net, data, { ...usual, freeze: ['features.*'], batch: 40 })) losses.push(loss)
    const again = await model().open(backend, { seed: 2 })
    const scores = await again.predict(Float32Array.from({ length: 1440 }, (_, i) => (data.images[i]! / 255 - 0.4) / 0.3))
    const expected = Array.from({ length: 40 }, (_, n) => {
      const [a, b] = [scores[2 * n]!, scores[2 * n + 1]!]
      return Math.log1p(Math.exp((data.label(n) === 0 ? b : a) - (data.label(n) === 0 ? a : b)))
    })
    const mean = expected.reduce((sum, one) => sum + one, 0) / 40
    assert.ok(Math.abs(losses[0]! - mean) < 1e-5, `${losses[0]} ≈ ${mean}`)
    backend.dispose()
  })

  test(`${name}: a learning rate of its own is that learning rate, and weight decay can be left out`, async () => {
    const backend = await open()
    const half = await trained(backend, { groups: [{ match: ['*'], rate: 0.5 }] })
    const lower = await trained(backend, { optimizer: sgd({ learningRate: 0.05 }) })
    for (const key of Object.keys(half.after)) same(half.after, lower.after, key)
    for (const optimizer of [
      sgd({ learningRate: 0.1, weightDecay: 0.1 }),
      adam({ weightDecay: 0.1 }),
      adamW({ weightDecay: 0.1 }),
    ]) {
      const without = { ...optimizer, weightDecay: 0 }
      const groups = [{ match: ['*.bias', 'features.1'], weightDecay: false }]
      const [apart, all, none] = [
        await trained(backend, { optimizer, groups }, 1),
        await trained(backend, { optimizer }, 1),
        await trained(backend, { optimizer: without }, 1),
      ]
      for (const key of ['features.0.weight', 'head.weight']) same(apart.after, all.after, key)
      for (const key of ['features.1.weight', 'features.1.bias', 'head.bias']) same(apart.after, none.after, key)
      // The first step of Adam is as long whatever the gradient.
      if (optimizer.kind !== 'adam') differ(all.after, none.after, 'head.weight')
    }
    backend.dispose()
  })

  test(`${name}: one step moves the running statistics by a tenth of the batch's; a loss that is no number moves nothing`, async () => {
    const backend = await open()
    const net = await model().open(backend, { seed: 2 })
    const [conv] = await net.featureMaps({ data: new Float32Array(36) }, ['features.0'])
    const { before, after } = await trained(backend, { batch: 40, shuffle: false }, 1)
    const maps = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const image = Float32Array.from({ length: 36 }, (_, i) => (data.images[n * 36 + i]! / 255 - 0.4) / 0.3)
        return (await net.featureMaps({ data: image }, ['features.0']))[0]!.data
      }),
    )
    const [channels, height, width] = conv!.shape as unknown as [number, number, number]
    for (let c = 0; c < channels; c++) {
      const values = maps.flatMap((map) => Array.from(map.slice(c * height * width, (c + 1) * height * width)))
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1)
      const [found, spread] = [numbers(after, 'features.1.running_mean')[c]!, numbers(after, 'features.1.running_var')[c]!]
      assert.ok(Math.abs(found - 0.1 * mean) < 1e-6, `${found} ≈ ${0.1 * mean}`)
      assert.ok(Math.abs(spread - (0.9 + 0.1 * variance)) < 1e-5, `${spread} ≈ ${0.9 + 0.1 * variance}`)
    }
    const lost = await model().open(backend, { seed: 2 })
    const weights = { ...before, 'head.weight': { ...before['head.weight']!, data: before['head.weight']!.data.map(() => 3e38) } }
    lost.setParameters(weights)
    await assert.rejects(async () => {
      for await (const _ of train(lost, data, usual));
    }, /is no longer a finite number|not finite|NaN/i)
    const kept = await lost.parameters()
    for (const key of Object.keys(weights)) same(weights, kept, key)
    backend.dispose()
  })

  test(`${name}: a training that goes on from a state has the same statistics to the bit`, async () => {
    const backend = await open()
    const whole = await trained(backend, { epochs: 2, optimizer: adam() })
    const first = await trained(backend, { epochs: 2, optimizer: adam() }, 2)
    const from = await trainingState(first.net, 2)
    const rest = await trained(backend, { epochs: 2, optimizer: adam(), from })
    for (const key of Object.keys(whole.after)) same(whole.after, rest.after, key)
    backend.dispose()
  })

  test(`${name}: the plan has no calls for what is frozen, and one update a range`, async () => {
    const backend = await open()
    const net = await model().open(backend)
    const usualCalls = await opcalls(net, {})
    assert.deepEqual(usualCalls.update, ['axpby', 'axpby', 'sgd'])
    const frozen = await opcalls(net, { groups: [{ match: ['features.*'], frozen: true }] })
    assert.deepEqual(frozen.update, ['sgd'])
    assert.ok(!frozen.backward.some((op) => /conv2d|channel|maxPool/.test(op)), frozen.backward.join(' '))
    const middle = await opcalls(net, { groups: [{ match: ['features.1.weight'], frozen: true }] })
    assert.deepEqual(middle.update, ['axpby', 'axpby', 'sgd', 'sgd'])
    const rates = await opcalls(net, { groups: [{ match: ['features.0', 'head'], rate: 0.1 }] })
    assert.deepEqual(rates.update, ['axpby', 'axpby', 'scaleRate', 'sgd', 'sgd', 'sgd'])
    backend.dispose()
  })
}

test('groups that are none are refused before anything runs', async () => {
  const net = await model().open(reference())
  const refused = (options: Partial<TrainOptions>, words: RegExp) =>
    assert.throws(() => train(net, data, { ...usual, ...options }), words)
  refused(
    { freeze: ['feature.*'] },
    /train: no layer or parameter is called "feature\.\*"\.\n {2}Fix: did you mean "features\.\d/,
  )
  refused(
    { freeze: ['*'] },
    /train: every parameter is frozen; nothing would be learned\.\n {2}Fix: leave at least one layer free/,
  )
  refused({ freeze: 'features.*' as never }, /train: freeze must be a list of names or patterns/)
  refused({ groups: [{ match: ['head'], rate: 0 }] }, /train: groups: rate must be a number above 0\. Received: 0\./)
  refused({ groups: [{ match: [], frozen: true }] }, /train: groups: match must be a list of names/)
  refused({ groups: [{ mtach: ['head'] } as never] }, /train: groups has no option "mtach"/)
  refused(
    { groups: [{ match: ['features.2'], rate: 2 }] },
    /train: "features\.2" has no parameters that could be trained otherwise\.\n {2}Fix: leave it out/,
  )
  refused({ groups: {} as never }, /train: groups must be a list of groups of parameters/)
})

test('an update reads the batch of its own use, or is refused', async () => {
  const net = await model().open(reference(), { seed: 2 })
  const before = await net.parameters()
  const use = { kind: 'train', batch: 8, input: plainInput([1, 6, 6]), loss: usual.loss, optimizer: usual.optimizer } as const
  const step = { learningRate: 0.1, count: 8 }
  const fill = (plan: OpenPlan<TrainUse>) => {
    plan.write(plan.values.raw, (raw) => raw.set(Float32Array.from({ length: raw.length }, (_, i) => (i % 11) / 11)))
    plan.write(plan.values.target, (target) => target.fill(1))
    plan.writeStep(step)
  }
  await net.use(use, async (plan) => {
    fill(plan)
    await plan.run('zero', 'forward', 'backward')
  })
  await net.predict(new Float32Array(36))
  await assert.rejects(
    net.use(use, (plan) => plan.run('update')),
    /runs its update without a forward pass before it in the same use\.\n {2}Fix: run 'forward' and 'update' in one use/,
  )
  assert.deepEqual(await net.parameters(), before)
  await net.use(use, async (plan) => {
    fill(plan)
    await plan.run('zero', 'forward', 'backward')
    await plan.run('update')
  })
  differ(before, await net.parameters(), 'features.1.running_mean')
})

test('a frozen layer of one’s own keeps its state, too; groups that are none are refused where one looks', async () => {
  const count = defineLayer<Layer>('countOfTest', {
    inputs: 1,
    output: (_, [shape]) => shape,
    state: () => ({ seen: { shape: [1], initial: 1 } }),
    forward(_, { inputs: [x], state: { seen }, update }) {
      update('axpby', { a: 1, b: 1 }, [seen!], [seen!])
      return x
    },
    backward: (_, { dy, wants }) => [wants(0) ? dy : undefined],
  })
  const counted = sequential('counted', [1, 6, 6], [count({ name: 'count' }), flatten(), dense({ units: 2 })])
  for (const [freeze, seen] of [
    [[], 8],
    [['count'], 1],
  ] as const) {
    const net = await counted.open(reference(), { seed: 1 })
    for await (const _ of train(net, data, { ...usual, freeze }));
    assert.deepEqual(numbers(await net.parameters(), 'count.seen'), [seen])
  }
  const net = await model().open(reference())
  const look = { kind: 'inspect', batch: 1, input: plainInput([1, 6, 6]), keep: ['head'], training: true } as const
  await assert.rejects(
    net.use({ ...look, groups: [{ match: ['nothing'] }] }, async () => {}),
    /no layer or parameter is called "nothing"/,
  )
})

test('statistics beyond single precision are found where a training fails', async () => {
  const wide = sequential('wide', [2], [batchNorm2d({ name: 'N' }), dense({ units: 2 })])
  const net = await wide.open(await wasm({ threads: 1 }))
  const huge = dataset({
    name: 'huge',
    images: Float32Array.from([3e19, 1, -3e19, 2, 1e19, 3, 2e19, 4]),
    labels: [0, 1, 0, 1],
    shape: [2],
    classes: 2,
  })
  await assert.rejects(async () => {
    for await (const _ of train(net, huge, { ...usual, batch: 4, epochs: 3 }));
  }, /layer 1 "N" \(batchNorm2d\) in "wide": the statistics running_var are no longer finite/)
  assert.throws(() => batchNorm2d({ epsilon: 1e-46 }), /epsilon must be a number of at least/)
})

test('a batch with one number a channel has no variance: the error names the layer', async () => {
  const flat = sequential('flat', [4], [batchNorm2d({ name: 'N' }), dense({ units: 2 })])
  const net = await flat.open(reference())
  const three = dataset({ name: 'three', images: new Float32Array(12), labels: [0, 1, 0], shape: [4], classes: 2 })
  await assert.rejects(async () => {
    for await (const _ of train(net, three, { ...usual, batch: 2 }));
  }, /layer 1 "N" \(batchNorm2d\) in "flat": a batch of 1 has one number per channel here/)
})

test('weights without statistics are refused by name', async () => {
  const net = await model().open(reference())
  const { 'features.1.running_var': _, ...rest } = await net.parameters()
  assert.throws(() => net.setParameters(rest), /the weights for "halves" lack "features\.1\.running_var"/)
})
