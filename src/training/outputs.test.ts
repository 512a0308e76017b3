/** Models with several outputs: what each gives, which of them learn, and that the others are left alone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Backend } from '../backends/backend.ts'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import { dataset } from '../data/fromArrays.ts'
import { constant } from '../initializers/index.ts'
import { batchNorm2d, conv2d, dense, flatten, globalAvgPool2d, maxPool2d, relu, softmax } from '../layers/index.ts'
import { softmaxCrossEntropy } from '../losses/index.ts'
import { random } from '../math/random.ts'
import { modelFromJson } from '../model/fromJson.ts'
import { graph, sequential } from '../model/graph.ts'
import type { Model } from '../model/model.ts'
import type { TensorRecord } from '../network/weights.ts'
import { adamW, sgd } from '../optimizers/index.ts'
import { type TrainOptions, train } from './train.ts'

/** A trunk with a head at its end and another one half way, which has layers of its own. */
const twoHeaded = (order: 'main first' | 'aux first' = 'main first') =>
  graph('two-headed', [1, 6, 6], (image, apply) => {
    const trunk = apply(relu(), apply(conv2d({ name: 'trunk', filters: 3, kernelSize: 3 }), image))
    const main = apply(dense({ name: 'main', units: 2 }), apply(flatten(), apply(maxPool2d({ kernelSize: 2 }), trunk)))
    const bent = apply(batchNorm2d({ name: 'aux.norm' }), apply(conv2d({ name: 'aux.conv', filters: 2, kernelSize: 1 }), trunk))
    const aux = apply(dense({ name: 'aux', units: 2 }), apply(flatten(), apply(globalAvgPool2d(), bent)))
    return order === 'main first' ? [main, aux] : [aux, main]
  })

/** The same without the other head. */
const oneHeaded = () =>
  sequential(
    'one-headed',
    [1, 6, 6],
    [
      conv2d({ name: 'trunk', filters: 3, kernelSize: 3 }),
      relu(),
      maxPool2d({ kernelSize: 2 }),
      flatten(),
      dense({ name: 'main', units: 2 }),
    ],
  )

const noise = random(3, 71)
const count = 24
const labels = Uint8Array.from({ length: count }, (_, n) => n % 2)
const images = Uint8Array.from({ length: count * 36 }, (_, i) =>
  Math.floor(noise.uniform(i) * 200 + 50 * labels[Math.floor(i / 36)]!),
)
const data = dataset({ name: 'noise', images, labels, shape: [1, 6, 6], classes: 2, mean: 0.4, std: 0.3 })
const pictures = Float32Array.from({ length: 5 * 36 }, (_, i) => noise.uniform(9000 + i) - 0.5)
const usual: TrainOptions = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.1 }), batch: 16, seed: 3 }

async function trained(model: Model, backend: Backend, options: Partial<TrainOptions> = {}, steps = Number.POSITIVE_INFINITY) {
  const net = await model.open(backend, { seed: 2 })
  const before = await net.parameters()
  const losses: number[] = []
  for await (const { step, loss } of train(net, data, { ...usual, ...options })) {
    losses.push(loss)
    if (step >= steps) break
  }
  const after = await net.parameters()
  return { net, before, after, losses }
}

const change = ({ before, after }: { before: TensorRecord; after: TensorRecord }, name: string) =>
  Array.from(after[name]!.data, (value, i) => value - before[name]!.data[i]!)
const isSame = ({ before, after }: { before: TensorRecord; after: TensorRecord }, name: string) =>
  assert.deepEqual(after[name]!.data, before[name]!.data, name)

test('outputs are named in their order; the first is the output, wherever it stands', () => {
  const model = twoHeaded('aux first')
  const names = (one: Model) => one.outputs.map((position) => one.nodes[position]!.name)
  assert.deepEqual(names(model), ['aux', 'main'])
  assert.equal(model.outputNode.name, 'aux')
  assert.deepEqual(names(twoHeaded()), ['main', 'aux'])
  const again = modelFromJson(JSON.stringify(twoHeaded()))
  assert.deepEqual(names(again), ['main', 'aux'])
  assert.deepEqual(twoHeaded().toJSON().outputs, ['main', 'aux'])
  assert.equal('outputs' in oneHeaded().toJSON(), false)
  assert.deepEqual(names(again.withInput(data.input)), ['main', 'aux'])
})

test('outputs gives each as a model would that ends there; predict gives the first', async () => {
  for (const backend of [await wasm({ threads: 2 }), reference()]) {
    const net = await twoHeaded().open(backend, { seed: 2 })
    const alone = await oneHeaded().open(backend, { seed: 2 })
    await alone.adopt(
      await net.parameters().then(({ 'trunk.weight': w, 'trunk.bias': b, 'main.weight': m, 'main.bias': n }) => ({
        ...{ 'trunk.weight': w!, 'trunk.bias': b!, 'main.weight': m!, 'main.bias': n! },
      })),
    )
    const outputs = await net.outputs(pictures, { batch: 2 })
    assert.deepEqual(Object.keys(outputs), ['main', 'aux'])
    assert.deepEqual(outputs.main!.shape, [5, 2])
    assert.deepEqual(outputs.main!.data, await net.predict(pictures))
    assert.deepEqual(outputs.main!.data, await alone.predict(pictures))
    const first = await twoHeaded('aux first').open(backend, { seed: 2 })
    assert.deepEqual(outputs.aux!.data, await first.predict(pictures))
    assert.notDeepEqual(outputs.aux!.data, outputs.main!.data)
    for (const one of [net, alone, first]) one.dispose()
    await backend.dispose()
  }
})

test('without a weight, a further output is left as it is, and the rest learns as if it were not there', async () => {
  const backend = await wasm({ threads: 1 })
  const optimizer = adamW({ learningRate: 0.01, weightDecay: 0.1 })
  const both = await trained(twoHeaded(), backend, { optimizer, clipNorm: 1 })
  const alone = await trained(oneHeaded(), backend, { optimizer, clipNorm: 1 })
  for (const name of ['aux.weight', 'aux.bias', 'aux.conv.weight', 'aux.norm.weight', 'aux.norm.running_mean']) isSame(both, name)
  for (const name of ['trunk.weight', 'trunk.bias', 'main.weight', 'main.bias'])
    assert.deepEqual(both.after[name]!.data, alone.after[name]!.data, name)
  assert.deepEqual(both.losses, alone.losses)
  both.net.dispose()
  alone.net.dispose()
  backend.dispose()
})

test('auxiliary: loss and gradients are the sum of both, the second so many times', async () => {
  for (const backend of [await wasm({ threads: 2 }), reference()]) {
    for (const classWeights of [undefined, [1, 3]]) {
      const weighted = await trained(twoHeaded(), backend, { auxiliary: { aux: 0.25 }, classWeights }, 1)
      const main = await trained(twoHeaded(), backend, { classWeights }, 1)
      const aux = await trained(twoHeaded('aux first'), backend, { classWeights }, 1)
      const near = (a: number, b: number, what: string) => assert.ok(Math.abs(a - b) < 1e-6, `${what}: ${a} and ${b}`)
      near(weighted.losses[0]!, main.losses[0]! + 0.25 * aux.losses[0]!, 'loss')
      for (const name of Object.keys(weighted.after)) {
        if (name.includes('running')) continue
        const [a, b] = [change(main, name), change(aux, name)]
        for (const [i, value] of change(weighted, name).entries()) near(value, a[i]! + 0.25 * b[i]!, `${name} ${i}`)
      }
      assert.notDeepEqual(weighted.after['aux.norm.running_mean']!.data, weighted.before['aux.norm.running_mean']!.data)
      for (const { net } of [weighted, main, aux]) net.dispose()
    }
    await backend.dispose()
  }
})

test('what is wrong with outputs is said', async () => {
  const build = (outputs: (places: { a: never; b: never; image: never }) => unknown) => () =>
    graph('g', [1, 4, 4], (image, apply) => {
      const a = apply(relu(), image)
      return outputs({ a, b: apply(flatten(), a), image } as never) as never
    })
  assert.throws(
    build(({ a, image }) => [a, image]),
    { message: 'graph "g": the image itself is no output.\n  Fix: return places of different layers.' },
  )
  assert.throws(
    build(({ a }) => [a, a]),
    { message: /^graph "g": the same place is an output twice\./ },
  )
  assert.throws(
    build(() => []),
    { message: /^graph "g": \[\] is not a place in this graph\./ },
  )
  assert.throws(
    build(({ a }) => [a, 3]),
    { message: /^graph "g": 3 is not a place in this graph\./ },
  )
  const unused = () =>
    graph('g', [1, 4, 4], (image, apply) => {
      apply(relu({ name: 'idle' }), image)
      return [apply(flatten(), image), apply(relu(), image)]
    })
  assert.throws(unused, {
    message: /^no layer reads layer 1 "idle" of "g"\.\n {2}Fix: connect it to another layer, make it a further output/,
  })

  const json = (outputs: unknown) => () => modelFromJson({ ...twoHeaded().toJSON(), outputs } as never)
  assert.throws(json([]), {
    message: 'this is not a Striate model: its "outputs" must be a list of different names of layers. Received: [].',
  })
  for (const wrong of [5, ['aux', 'aux']])
    assert.throws(json(wrong), { message: /its "outputs" must be a list of different names/ })
  assert.throws(json(['main', 'aix']), {
    message: /its "outputs" name "aix", but no layer has that name\.\n {2}Fix: did you mean "aux"\?/,
  })
  for (const wrong of ['input', 7])
    assert.throws(json(['main', wrong]), { message: /its "outputs" name .*, but no layer has that name\./ })

  const net = await twoHeaded().open(reference())
  const asked = (auxiliary: unknown) => () => train(net, data, { ...usual, auxiliary: auxiliary as never })
  assert.throws(asked({ auk: 1 }), {
    message: 'train: "two-headed" has no further output "auk".\n  Fix: did you mean "aux"? Known: aux.',
  })
  assert.throws(asked({ main: 1 }), { message: /^train: "two-headed" has no further output "main"\./ })
  assert.throws(asked({ aux: 0 }), { message: /^train: auxiliary\.aux must be a number above 0\. Received: 0\./ })
  assert.throws(asked([0.3]), { message: /^train: auxiliary must be weights by the names of outputs, such as \{ aux: 0\.3 \}\./ })
  net.dispose()
  const plain = await oneHeaded().open(reference())
  assert.throws(() => train(plain, data, { ...usual, auxiliary: { main: 1 } }), {
    message:
      /\n {2}Fix: return several places from the function of graph\(\): the first is the output, the others are further ones\.$/,
  })
  plain.dispose()
  const unlike = graph('unlike', [1, 6, 6], (image, apply) => {
    const flat = apply(flatten(), image)
    return [apply(dense({ units: 2 }), flat), apply(dense({ name: 'wide', units: 3 }), flat)]
  })
  const other = await unlike.open(reference())
  assert.throws(() => train(other, data, { ...usual, auxiliary: { wide: 1 } }), {
    message:
      'train: the output "wide" cannot learn from the same labels as the main one.\n  3; the main output is 2\n  Fix: end it with as many units as the main output.',
  })
  other.dispose()
})

test('a softmax at a further output does not make the output probabilities', () => {
  const model = graph('m', [4], (x, apply) => {
    const scores = apply(dense({ units: 2 }), x)
    return [scores, apply(softmax(), scores)]
  })
  assert.equal(model.givesProbabilities, false)
})

test('the summary names the outputs where there are several', () => {
  assert.match(String(twoHeaded().summary()), /\noutputs: main, aux$/)
  assert.doesNotMatch(String(oneHeaded().summary()), /outputs/)
})

test('what leads to no loss cannot be all that learns, nor be treated otherwise', async () => {
  const net = await twoHeaded().open(reference())
  const asked = (options: Partial<TrainOptions>) => () => train(net, data, { ...usual, ...options })
  assert.throws(asked({ freeze: ['trunk', 'main'] }), { code: 'nothing-learns' })
  assert.doesNotThrow(asked({ freeze: ['trunk', 'main'], auxiliary: { aux: 1 } }))
  assert.throws(asked({ groups: [{ match: ['aux.*'], rate: 10 }] }), { code: 'matches-nothing' })
  net.dispose()
})

test('an auxiliary output of probabilities is refused, as a main one is', async () => {
  const model = graph('m', [1, 6, 6], (x, apply) => {
    const flat = apply(flatten(), x)
    return [apply(dense({ units: 2 }), flat), apply(softmax({ name: 'soft' }), apply(dense({ units: 2 }), flat))]
  })
  const net = await model.open(reference())
  assert.throws(() => train(net, data, { ...usual, auxiliary: { soft: 1 } }), {
    code: 'softmax-twice',
    message:
      'train: the loss softmaxCrossEntropy turns scores into probabilities, but the output "soft" already holds some.\n  Fix: make the layer before the softmax the output.',
  })
  net.dispose()
})

test('a loss that is no number is looked for where the training computes, not in an idle head', async () => {
  const model = graph('m', [1, 6, 6], (x, apply) => {
    const flat = apply(flatten(), x)
    const idle = apply(dense({ name: 'idle', units: 2, biasInitializer: constant(1e38), initializer: constant(3e38) }), flat)
    return [apply(dense({ name: 'main', units: 2, initializer: constant(3e38) }), flat), idle]
  })
  const net = await model.open(await wasm({ threads: 1 }))
  await assert.rejects(
    async () => {
      for await (const _ of train(net, data, usual));
    },
    (error: Error) => /"main"/.test(error.message) && !/idle/.test(error.message),
  )
})
