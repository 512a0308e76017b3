/**
 * The output of many images at once: the same numbers as `predict`, a view while it may be one, and what is said afterwards.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import type { RunError, UnsupportedError } from '../errors/errors.ts'
import { conv2d } from '../layers/index.ts'
import { random } from '../math/random.ts'
import { sequential } from '../model/graph.ts'
import { lenet5 } from '../zoo/lenet5.ts'

const model = lenet5({ activation: 'relu', pooling: 'max' })
const size = 32 * 32
const images = (count: number) => Float32Array.from({ length: count * size }, (_, i) => 2 * random(1, 91).uniform(i) - 1)

const close = (found: ArrayLike<number>, wanted: ArrayLike<number>) => {
  assert.equal(found.length, wanted.length)
  for (let i = 0; i < wanted.length; i++) assert.ok(Math.abs(found[i]! - wanted[i]!) <= 2e-5, `${i}: ${found[i]}, ${wanted[i]}`)
}

test('forward gives what predict gives, image by image, on both backends', async () => {
  const [plain, engine] = [reference({ precision: 'float64' }), await wasm({ threads: 2 })]
  const [one, other] = [await model.open(plain, { seed: 3 }), await model.open(engine, { seed: 3 })]
  for (const count of [1, 5, 16]) {
    const wanted = (await one.predict(images(count), { batch: 1 })).slice()
    const [a, b] = [await one.forward(images(count)), await other.forward(images(count))]
    assert.deepEqual(
      [a.shape, b.shape],
      [
        [count, 10],
        [count, 10],
      ],
    )
    assert.deepEqual([a.view, b.view], [true, true])
    assert.ok(a.data instanceof Float64Array && b.data instanceof Float32Array)
    close(a.data, wanted)
    close(b.data, wanted)
  }
  engine.dispose()
})

test('a smaller batch is a copy that stays; the short last one is in it', async () => {
  const engine = await wasm({ threads: 1 })
  const net = await model.open(engine, { seed: 3 })
  const wanted = await net.predict(images(7))
  const { data, view } = await net.forward(images(7), { batch: 3 })
  assert.equal(view, false)
  await net.predict(images(2))
  close(data, wanted)
  engine.dispose()
})

test('a view is the memory itself, and is not handed out once the network was used again', async () => {
  const engine = await wasm({ threads: 1 })
  const net = await model.open(engine, { seed: 3 })
  const first = await net.forward(images(3))
  assert.equal(first.data.buffer, engine.view!(engine.alloc(64), 0, 'real', 1).buffer)
  // Looking at the weights is not a use of the arena.
  await net.parameters()
  assert.equal(first.data.length, 30)
  const stale = (error: RunError) => {
    assert.equal(error.code, 'stale-view')
    assert.equal(
      error.message,
      'the network of "LeNet-5" has been used again; this output of `forward` is no longer in its memory.\n' +
        '  Fix: read it before the next use, or keep a copy: data.slice().',
    )
    return true
  }
  await net.predict(images(1))
  assert.throws(() => first.data, stale)
  const second = await net.forward(images(3))
  net.dispose()
  assert.throws(() => second.data, stale)
  engine.dispose()
})

test('a plan in plain order has no second place for its output', async () => {
  const engine = await wasm({ threads: 1 })
  const wide = sequential('wide', [1, 512, 512], [conv2d({ name: 'C1', filters: 9, kernelSize: 3 })])
  const net = await wide.open(engine, { seed: 1 })
  const numbers = Float32Array.from({ length: 8 * 512 * 512 }, (_, i) => (i % 97) / 97)
  const output = 8 * 9 * 510 * 510
  const { data } = await net.forward(numbers)
  assert.ok(net.memory().arena < 4 * output * 1.5, `${net.memory().arena} bytes for an output of ${4 * output}`)
  const copy = data.slice()
  const scores = await net.predict(numbers, { batch: 8 })
  assert.ok(net.memory().arena >= 8 * output)
  let worst = 0
  for (let i = 0; i < output; i++) worst = Math.max(worst, Math.abs(copy[i]! - scores[i]!))
  assert.ok(worst < 1e-5, `${worst}`)
  engine.dispose()
})

test('what cannot be: options, images that are no whole number, more than memory holds', async () => {
  const engine = await wasm({ threads: 1 })
  const net = await model.open(engine)
  await assert.rejects(net.forward(images(1), { batches: 3 } as never), /^OptionError: forward has no option "batches"\./)
  await assert.rejects(net.forward(images(1), { batch: 0 }), /^OptionError: forward: batch must be a whole number/)
  await assert.rejects(
    net.forward(new Float32Array(size + 1)),
    /^ShapeError: a list of length 1025 does not hold a whole number of images for "LeNet-5"\./,
  )
  const large = await sequential('large', [1, 1000, 1000], [conv2d({ name: 'C1', filters: 1100, kernelSize: 1 })]).open(engine)
  await assert.rejects(large.forward(new Uint8Array(1e6)), (error: UnsupportedError) => {
    assert.equal(error.code, 'too-large')
    assert.match(error.message, /^"large" needs 4,\d+\.?\d* MiB, but the backend "wasm" can hold only 4,096 MiB\./)
    return true
  })
  const endless = { length: 2e6 * 1e6 }
  await assert.rejects(large.forward(endless, { batch: 1 }), (error: UnsupportedError) => {
    assert.equal(error.code, 'too-large')
    assert.match(error.message, /^the output of "large" for these images is [\d,.]+ MiB, more than one array can hold here\./)
    assert.match(error.message, /\n {2}Fix: pass fewer images at a time\.$/)
    return true
  })
  engine.dispose()
})
