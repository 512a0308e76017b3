/** Weights from another network: all, or those that fit. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { dataset } from '../data/fromArrays.ts'
import { batchNorm2d, conv2d, dense, flatten, relu } from '../layers/index.ts'
import { softmaxCrossEntropy } from '../losses/index.ts'
import { sequential } from '../model/graph.ts'
import { sgd } from '../optimizers/index.ts'
import { train } from '../training/train.ts'

const model = (classes: number, more = false) =>
  sequential(
    `of ${classes}`,
    [1, 6, 6],
    [
      conv2d({ name: 'body', filters: 2, kernelSize: 3 }),
      batchNorm2d({ name: 'norm' }),
      relu(),
      ...(more ? [conv2d({ name: 'more', filters: 2, kernelSize: 1 })] : []),
      flatten(),
      dense({ name: 'head', units: classes }),
    ],
  )

const open = (classes: number, seed: number, more = false) => model(classes, more).open(reference(), { seed })
const body = ['body.weight', 'body.bias', 'norm.weight', 'norm.bias', 'norm.running_mean', 'norm.running_var']

test('all of another network: then both compute the same', async () => {
  const [one, other] = [await open(3, 1), await open(3, 2)]
  const image = Float32Array.from({ length: 36 }, (_, i) => i / 36)
  assert.notDeepEqual(await one.predict(image), await other.predict(image))
  const { adopted, kept, reshaped, unused } = await other.adopt(one)
  assert.deepEqual(await one.predict(image), await other.predict(image))
  assert.deepEqual(adopted, [...body, 'head.weight', 'head.bias'])
  assert.deepEqual([kept, reshaped, unused], [[], [], []])
})

test('in part: the body under another head; the statistics come along', async () => {
  const [one, other] = [await open(3, 1), await open(5, 2, true)]
  const given = await one.parameters()
  given['norm.running_mean']!.data.fill(0.25)
  const before = await other.parameters()
  const found = await other.adopt({ ...given, extra: given['head.bias']! }, { partial: true })
  assert.deepEqual(found, {
    adopted: body,
    kept: ['more.weight', 'more.bias'],
    reshaped: ['head.weight', 'head.bias'],
    unused: ['extra'],
  })
  const after = await other.parameters()
  for (const name of body) assert.deepEqual(after[name], given[name], name)
  for (const name of ['more.weight', 'head.weight', 'head.bias']) assert.deepEqual(after[name], before[name], name)
})

test('PyTorch’s count of batches is passed over, and said', async () => {
  const [one, other] = [await open(3, 1), await open(3, 2)]
  const given = { ...(await one.parameters()), 'norm.num_batches_tracked': { shape: [], data: new BigInt64Array(1) as never } }
  assert.deepEqual((await other.adopt(given)).unused, ['norm.num_batches_tracked'])
  assert.deepEqual(await other.parameters(), await one.parameters())
  const strange = { ...given, 'head.num_batches_tracked': { shape: [], data: new BigInt64Array(1) as never } }
  await assert.rejects(other.adopt(strange), /has no parameter "head\.num_batches_tracked"/)
})

test('in part during a training: what it has learned meanwhile stays', async () => {
  const [one, other] = [await open(3, 1), await open(3, 2)]
  const images = Float32Array.from({ length: 16 * 36 }, (_, i) => (i % 37) / 37)
  const data = dataset({ name: 'd', images, labels: Array.from({ length: 16 }, (_, n) => n % 3), shape: [1, 6, 6], classes: 3 })
  const options = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.1 }), batch: 4 }
  for await (const { step } of train(other, data, options)) {
    const before = await other.parameters()
    const { 'head.bias': bias } = await one.parameters()
    await other.adopt({ 'head.bias': bias! }, { partial: true })
    const after = await other.parameters()
    assert.deepEqual(after['head.bias'], bias)
    assert.deepEqual(after['body.weight'], before['body.weight'], `step ${step}`)
  }
})

test('what does not fit is refused, and nothing changes', async () => {
  const [one, other] = [await open(3, 1), await open(5, 2)]
  const before = await other.parameters()
  await assert.rejects(other.adopt(one), /the parameter "head\.weight" of "of 5" is 5×32; the weights have 3×32 \(96 numbers\)/)
  const stranger = await sequential('stranger', [36], [dense({ name: 'mine', units: 2 })]).open(reference())
  await assert.rejects(
    other.adopt(stranger, { partial: true }),
    /none of the weights has a name that "of 5" uses\.\n {2}it has body\.weight 2×1×3×3, .*, …\n {2}the weights have mine\.weight 2×36, mine\.bias 2\n {2}Fix: rename the tensors/,
  )
  const tiny = sequential('tiny', [1, 6, 6], [conv2d({ name: 'body', filters: 1, kernelSize: 1 }), flatten()])
  await assert.rejects(
    other.adopt(await tiny.open(reference()), { partial: true }),
    /none of the weights has the shape that "of 5" has under its name/,
  )
  await assert.rejects(other.adopt(null as never), /adopt: the weights must be tensors by name\. Received: null/)
  await assert.rejects(other.adopt(one, { partly: true } as never), /adopt has no option "partly"/)
  assert.deepEqual(await other.parameters(), before)
})

test('tensors under other names: prefixes taken off, several changes in their order', async () => {
  const [one, other] = [await open(3, 1), await open(3, 2)]
  const weights = await one.parameters()
  const wrapped = Object.fromEntries(Object.entries(weights).map(([name, tensor]) => [`model.net.${name}`, tensor]))
  const { adopted } = await other.adopt(wrapped, { rename: [/^model\.net\./, ''] })
  assert.equal(adopted.length, Object.keys(weights).length)
  assert.deepEqual(await other.parameters(), weights)
  const again = await open(3, 3)
  await again.adopt(wrapped, {
    rename: [
      ['model.', ''],
      [/^net\./, ''],
    ],
  })
  assert.deepEqual(await again.parameters(), weights)
  await assert.rejects(other.adopt(wrapped, { rename: [/.*/, 'same'] }), {
    code: 'renamed-twice',
    message: /two tensors the name "same"/,
  })
  for (const rename of ['x', ['a'], [/a/, 1], [['a', 'b', 'c']]])
    await assert.rejects(other.adopt(wrapped, { rename: rename as never }), /rename must be a pair such as/)
})

test('weights in the order of TensorFlow: [height, width, channels, filters], [inputs, outputs]', async () => {
  const [one, other] = [await open(3, 1), await open(3, 2)]
  const weights = await one.parameters()
  const turned = Object.fromEntries(
    Object.entries(weights).map(([name, { shape, data }]) => {
      const [o = 1, i = 1, h = 1, w = 1] = shape
      if (shape.length !== 4 && shape.length !== 2) return [name, { shape, data }]
      const at = (index: number) => {
        const [out, into, place] = [index % o, Math.floor(index / o) % i, Math.floor(index / (o * i))]
        return data[(out * i + into) * h * w + place]!
      }
      const shown = shape.length === 4 ? [h, w, i, o] : [i, o]
      return [name, { shape: shown, data: Float64Array.from(data, (_, index) => at(index)) }]
    }),
  )
  await other.adopt(turned, { weightOrder: 'HWIO' })
  assert.deepEqual(await other.parameters(), weights)
  await assert.rejects(other.adopt(turned), { code: 'parameter-shape' })
  await assert.rejects(other.adopt(turned, { weightOrder: 'IOHW' as never }), /weightOrder must be/)
})
