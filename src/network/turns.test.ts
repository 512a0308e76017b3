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
import { sgd } from '../optimizers/index.ts'
import { evaluate } from '../training/evaluate.ts'
import { train } from '../training/train.ts'
import { Turns } from './turns.ts'

const model = sequential(
  'small',
  [1, 8, 8],
  [conv2d({ name: 'C1', filters: 3, kernelSize: 3 }), relu(), flatten(), dense({ name: 'output', units: 4 })],
)
const drawn = random(8, 95)
const picture = (n: number) => Float32Array.from({ length: 64 }, (_, i) => drawn.uniform(64 * n + i) - 0.5)
const data = dataset({
  images: Uint8Array.from({ length: 40 * 64 }, (_, i) => Math.floor(drawn.uniform(5000 + i) * 256)),
  labels: Uint8Array.from({ length: 40 }, (_, n) => n % 4),
  shape: [1, 8, 8],
})
const plain = (value: ArrayLike<number>) => Array.from(value)

test('looks at once: each sees its own picture', async () => {
  for (const backend of [reference(), await wasm({ threads: 2 })]) {
    const net = await model.open(backend, { seed: 1 })
    const dy = Float32Array.of(1, 0, 0, 0)
    const looks = [
      async (n: number) => plain(await net.predict(picture(n))),
      async (n: number) => plain((await net.featureMaps(picture(n), ['C1']))[0]!.data),
      async (n: number) => plain(await net.inputGradient(picture(n), 'output', dy)),
      async (n: number) => plain((await net.forward(picture(n))).data.slice()),
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
        ? [net.predict(picture(0)), net.inputGradient(picture(1), 'C1', new Float32Array(108).fill(1)), evaluate(net, data)]
        : []
      const [{ done }] = await Promise.all([step, ...others])
      if (done) break
    }
    weights.push(await net.parameters())
    backend.dispose()
  }
  assert.deepEqual(weights[0], weights[1])
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
