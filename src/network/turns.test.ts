/** Two uses of one network at once give what each gives alone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import { dataset } from '../data/fromArrays.ts'
import { conv2d, dense, flatten, relu } from '../layers/index.ts'
import { softmaxCrossEntropy } from '../losses/index.ts'
import { random } from '../math/random.ts'
import { sequential } from '../model/graph.ts'
import { adam, sgd } from '../optimizers/index.ts'
import { evaluate } from '../training/evaluate.ts'
import { train } from '../training/train.ts'
import { Plans } from './plans.ts'
import { Turns } from './turns.ts'
import { plainInput } from './use.ts'

const model = sequential(
  'small',
  [1, 8, 8],
  [conv2d({ name: 'C1', filters: 3, kernelSize: 3 }), relu(), flatten(), dense({ name: 'output', units: 4 })],
)
const drawn = random(8, 95)
const image = (n: number) => Float32Array.from({ length: 64 }, (_, i) => drawn.uniform(64 * n + i) - 0.5)
const data = dataset({
  images: Uint8Array.from({ length: 40 * 64 }, (_, i) => Math.floor(drawn.uniform(5000 + i) * 256)),
  labels: Uint8Array.from({ length: 40 }, (_, n) => n % 4),
  shape: [1, 8, 8],
})
const plain = (value: ArrayLike<number>) => Array.from(value)

test('looks at once: each sees its own image', async () => {
  for (const backend of [reference(), await wasm({ threads: 2 })]) {
    const net = await model.open(backend, { seed: 1 })
    const dy = Float32Array.of(1, 0, 0, 0)
    const looks = [
      async (n: number) => plain(await net.predict(image(n))),
      async (n: number) => plain((await net.featureMaps(image(n), ['C1']))[0]!.data),
      async (n: number) => plain(await net.inputGradient(image(n), 'output', dy)),
      async (n: number) => plain((await net.forward(image(n))).data.slice()),
    ]
    const alone: number[][] = []
    for (const look of looks) for (const n of [0, 1, 2]) alone.push(await look(n))
    const together = await Promise.all(looks.slice(0, 3).flatMap((look) => [0, 1, 2].map(look)))
    assert.deepEqual(together, alone.slice(0, 9))
    backend.dispose()
  }
})

test('looking while it trains changes neither', async () => {
  const weights: unknown[] = []
  for (const looking of [false, true]) {
    const backend = await wasm({ threads: 2 })
    const net = await model.open(backend, { seed: 1 })
    const steps = train(net, data, {
      loss: softmaxCrossEntropy(),
      optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
      batch: 8,
      epochs: 3,
    })
    for (;;) {
      const step = steps.next()
      const others = looking
        ? [net.predict(image(0)), net.inputGradient(image(1), 'C1', new Float32Array(108).fill(1)), evaluate(net, data)]
        : []
      const [{ done }] = await Promise.all([step, ...others])
      if (done) break
    }
    weights.push(await net.parameters())
    backend.dispose()
  }
  assert.deepEqual(weights[0], weights[1])
})

/** `count` turns of the microtask queue; from 40 on, turns of the event loop. */
async function delay(count: number): Promise<void> {
  if (count >= 40) for (let i = 40; i <= count; i++) await new Promise((resolve) => setImmediate(resolve))
  else for (let i = 0; i < count; i++) await undefined
}

test('a look that begins at any moment beside a training sees its own numbers', async () => {
  const options = { loss: softmaxCrossEntropy(), batch: 8, epochs: 1 }
  for (const open of [async () => reference(), () => wasm({ threads: 2 })]) {
    const backend = await open()
    // With a rate of 0 the weights stay: whatever moment a look finds, its numbers are these.
    const still = sgd({ learningRate: 0, momentum: 0.9 })
    const alone = await model.open(backend, { seed: 1 })
    const [scores, maps] = [plain(await alone.predict(image(0))), plain((await alone.featureMaps(image(1), ['C1']))[0]!.data)]
    const gradient = plain(await alone.inputGradient(image(2), 'output', Float32Array.of(1, 0, 0, 0)))
    const whole = (await evaluate(alone, data)).confusion
    // Either begins first, the other at any moment after it.
    for (let after = 0; after < 88; after++) {
      const net = await model.open(backend, { seed: 1 })
      const steps = train(net, data, { ...options, optimizer: still })
      const look = () =>
        Promise.all([
          net.predict(image(0)).then(plain),
          net.featureMaps(image(1), ['C1']).then(([map]) => plain(map!.data)),
          net.inputGradient(image(2), 'output', Float32Array.of(1, 0, 0, 0)).then(plain),
          evaluate(net, data).then(({ confusion }) => confusion),
        ])
      const first = after % 2 === 0 ? look() : steps.next()
      await delay(after >> 1)
      const [one, other] = await Promise.all([first, after % 2 === 0 ? steps.next() : look()])
      assert.deepEqual(after % 2 === 0 ? one : other, [scores, maps, gradient, whole], `${backend.name}, ${after}`)
      await steps.return()
      net.dispose()
    }
    backend.dispose()
  }
})

test('a network is trained by one training at a time', async () => {
  const backend = await wasm({ threads: 1 })
  const net = await model.open(backend, { seed: 1 })
  const momentum = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }), batch: 8 }
  const first = train(net, data, momentum)
  await first.next()
  const refused = {
    code: 'already-training',
    message:
      'the network of "small" is being trained.\n  Fix: end the other training first (break out of its loop, or await its return()), or open the model a second time.',
  }
  await assert.rejects(train(net, data, momentum).next(), refused)
  await assert.rejects(train(net, data, { ...momentum, optimizer: adam() }).next(), refused)
  // Nor may someone prepare a training with another optimizer, whose memory would take the place of this one's.
  const input = plainInput([1, 8, 8])
  const other = { kind: 'train', batch: 8, input, loss: softmaxCrossEntropy(), optimizer: adam() } as const
  await assert.rejects(
    net.use(other, async () => {}),
    refused,
  )
  const { velocity } = (await net.trainingMemory()).optimizer
  assert.ok(velocity!['C1.weight']!.data.some((value) => value !== 0))
  await first.next()
  await first.return()
  for await (const _ of train(net, data, { ...momentum, optimizer: adam() }));
  assert.deepEqual(Object.keys((await net.trainingMemory()).optimizer), ['m', 'v'])
  backend.dispose()
})

test('a plan is open for its turn alone', async () => {
  const net = await model.open(reference(), { seed: 1 })
  const use = { kind: 'infer', batch: 1, input: plainInput([1, 8, 8]) } as const
  const kept = await net.use(use, async (plan) => plan)
  const closed = {
    code: 'plan-closed',
    message:
      'the plan "small infer 1" is open only while the function passed to `use` runs.\n' +
      '  Fix: do everything that needs the plan inside that function, and copy what must last (data.slice()).',
  }
  await assert.rejects(kept.run('forward'), closed)
  await assert.rejects(kept.read(kept.values.output), closed)
  assert.throws(() => kept.writeStep(), closed)
  const stranger = await net.use({ ...use, batch: 2 }, async (plan) => plan.values.output)
  await assert.rejects(
    net.use(use, (plan) => plan.read(stranger)),
    {
      code: 'no-buffer',
      message: '"output.output" is not a part of this plan.\n  Fix: use the values of the plan itself: plan.values.',
    },
  )
  await assert.rejects(
    net.use(use, async (plan) => {
      net.dispose()
      await plan.run('forward')
    }),
    { code: 'disposed' },
  )
})

test('plans that nobody used for long are forgotten, and made again when they are', async () => {
  const backend = await wasm({ threads: 1 })
  const plans = new Plans(model, backend, { seed: 1, fuse: true })
  const input = plainInput([1, 8, 8])
  const scoresOf = (batch: number) =>
    plans.use({ kind: 'infer', batch, input }, async (plan) => {
      plan.write(plan.values.raw, (data) => data.fill(0.25))
      plan.writeStep()
      await plan.run('forward')
      return plain(await plan.read(plan.values.output)).slice(0, 4)
    })
  const first = await scoresOf(1)
  for (let batch = 1; batch <= 2000; batch++) await plans.use({ kind: 'infer', batch, input }, async () => {})
  assert.ok(plans.cached < 900, `${plans.cached} plans are cached`)
  assert.deepEqual(await scoresOf(1), first)
  backend.dispose()
})

test('a turn that fails holds nobody up', async () => {
  const turns = new Turns()
  const order: string[] = []
  const failing = turns.take(async () => {
    order.push('first')
    throw new Error('no')
  })
  const next = turns.take(async () => order.push('second'))
  await assert.rejects(failing, { message: 'no' })
  await next
  assert.deepEqual(order, ['first', 'second'])
})
