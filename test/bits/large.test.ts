/**
 * Networks beyond 2 GiB of Wasm memory, where an address is not a positive int32 any more: all scores are known by construction,
 * and gradients are those of the same images in small batches. And one that cannot fit: it is refused before it takes a byte.
 */
import assert from 'node:assert/strict'
import { freemem } from 'node:os'
import { test } from 'node:test'
import { wasm } from '../../src/backends/wasm/wasm.ts'
import { conv2d, flatten, maxPool2d } from '../../src/layers/index.ts'
import { meanSquaredError } from '../../src/losses/index.ts'
import { sequential } from '../../src/model/graph.ts'
import type { Network } from '../../src/network/network.ts'
import type { OpenPlan } from '../../src/network/prepared.ts'
import type { InputForm, TrainUse } from '../../src/network/use.ts'
import { sgd } from '../../src/optimizers/index.ts'

const side = 256
const pixels = side * side
const cell = 16
const cells = (side / cell) ** 2
const weights = [1, -1, 0.5, 2]
const biases = [0, 300, 1, -100]
const filters = weights.length

// biome-ignore format: one line per stage
const model = sequential('wide', [1, side, side], [
  conv2d({ name: 'C1', filters, kernelSize: 1 }),
  maxPool2d({ name: 'S2', kernelSize: cell }),
  flatten(),
])
const input: InputForm = {
  dtype: 'u8',
  shape: [1, side, side],
  normalize: { scale: [1], offset: [0], padding: [0, 0, 0, 0], border: 0 },
}

const available = (process as { availableMemory?: () => number }).availableMemory?.() ?? freemem()
const skip = available < 5e9 ? `it needs 5 GB of free memory; there are ${(available / 1e9).toFixed(1)}` : false

/** Each image is of one shade, with one dark and one bright pixel. */
const shadeOf = (n: number) => 10 + (n % 97)
const brightAt = (n: number) => (n * 7919) % pixels
const darkAt = (n: number) => (n * 104729 + 1) % pixels
const cellOf = (pixel: number) => Math.floor(Math.floor(pixel / side) / cell) * (side / cell) + Math.floor((pixel % side) / cell)

function writeImages(plan: OpenPlan, from: number): void {
  plan.write(plan.values.raw, (raw) => {
    for (let n = from; n < from + plan.use.batch; n++) {
      const start = (n - from) * pixels
      raw.fill(shadeOf(n), start, start + pixels)
      raw[start + brightAt(n)] = 255
      raw[start + darkAt(n)] = 3
    }
  })
}

async function opened(threads: number): Promise<{ net: Network; backend: Awaited<ReturnType<typeof wasm>> }> {
  const backend = await wasm({ threads })
  const net = await model.open(backend)
  net.setParameters({
    'C1.weight': { shape: [filters, 1, 1, 1], data: Float32Array.from(weights) },
    'C1.bias': { shape: [filters], data: Float32Array.from(biases) },
  })
  return { net, backend }
}

function assertHigh({ arena }: OpenPlan): void {
  assert.ok(
    [...arena.offsets.values()].some((offset) => offset >= 2 ** 31),
    'nothing lies above 2 GiB',
  )
}

/** All scores of images 0 … batch − 1, each held against what it must be. */
async function checkScores(net: Network, batch: number): Promise<void> {
  const scores = await net.use({ kind: 'infer', batch, input }, async (plan) => {
    assertHigh(plan)
    writeImages(plan, 0)
    plan.writeStep()
    await plan.run('forward')
    return plan.read(plan.values.output)
  })
  for (let n = 0; n < batch; n++) {
    const [bright, dark] = [cellOf(brightAt(n)), cellOf(darkAt(n))]
    for (let f = 0; f < filters; f++) {
      // A negative weight makes the darkest pixel the largest.
      const special = weights[f]! > 0 ? bright : dark
      const usual = weights[f]! * shadeOf(n) + biases[f]!
      const highest = weights[f]! * (weights[f]! > 0 ? 255 : 3) + biases[f]!
      for (let i = 0; i < cells; i++) {
        const score = scores[(n * filters + f) * cells + i]
        if (score !== (i === special ? highest : usual)) assert.fail(`image ${n}, map ${f}, cell ${i}: ${score}`)
      }
    }
  }
}

/** The gradients of images 0 … count − 1, `batch` at a time. */
async function gradientsOf(net: Network, count: number, batch: number) {
  const use: TrainUse = { kind: 'train', batch, input, loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }) }
  return net.use(use, async (plan) => {
    if (batch === count) assertHigh(plan)
    await plan.run('zero')
    for (let from = 0; from < count; from += batch) {
      writeImages(plan, from)
      plan.write(plan.values.target, (target) => void target.fill(100))
      plan.writeStep({ count })
      await plan.run('forward', 'backward')
    }
    return (await plan.read(plan.values.gradients)).slice()
  })
}

// One memory for all of it: a second one would want as many gigabytes again.
test('scores and gradients of a network above 2 GiB', { skip }, async () => {
  const { net, backend } = await opened(2)
  await checkScores(net, 2048)
  await checkScores(net, 2047)
  const whole = await gradientsOf(net, 2048, 2048)
  const parts = await gradientsOf(net, 2048, 16)
  assert.ok(parts.some((gradient) => Math.abs(gradient) > 1))
  for (const [i, wanted] of parts.entries())
    assert.ok(
      Math.abs(whole[i]! - wanted) <= 1e-4 * Math.abs(wanted),
      `gradient ${i}: ${whole[i]}, and ${wanted} in small batches`,
    )
  assert.ok(backend.memory().highWater > 2.5 * 2 ** 30)
  assert.equal(backend.memory().highWater, net.memory().total)
  net.dispose()
  backend.dispose()
})

test('a network beyond 4 GiB is refused, with the numbers, before it takes a byte', async () => {
  const { net, backend } = await opened(1)
  const before = backend.memory()
  await assert.rejects(
    net.use({ kind: 'infer', batch: 8000, input }, async () => {}),
    (error: Error) => {
      assert.equal(error.name, 'UnsupportedError')
      assert.equal(
        error.message.replace(/(programs +)\d+ bytes/, '$1… bytes'),
        [
          '"wide" needs 10,500.1 MiB, but the backend "wasm" can hold only 4,096 MiB.',
          '  parameters 128 bytes',
          '  arena 10,500 MiB at batch 8000 (before sharing: input 500 MiB, scalars of a step 128 bytes, activations 10,093.8 MiB)',
          '  programs … bytes',
          '  backend 64 KiB',
          '  Fix: use a batch smaller than 8000, or a smaller model.',
        ].join('\n'),
      )
      return true
    },
  )
  assert.deepEqual(backend.memory(), before)
  net.dispose()
  backend.dispose()
})
