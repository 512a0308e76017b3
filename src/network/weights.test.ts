/** A network that is opened with weights: no random ones are made; they are checked, and nothing is left where they are wrong. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import { dense } from '../layers/index.ts'
import { sequential } from '../model/graph.ts'
import type { GivenTensors } from './weights.ts'

const model = sequential('two', [2], [dense({ name: 'D', units: 2 })])
const numbers = Float32Array.of(1, 2, 3, 4)
const bias = { shape: [2], data: Float32Array.of(10, 20) }

test('weights at opening are those of setParameters', async () => {
  const backend = await wasm({ threads: 1 })
  for (const engine of [reference(), backend]) {
    const net = await model.open(engine, { weights: { 'D.weight': { shape: [2, 2], data: numbers }, 'D.bias': bias } })
    assert.deepEqual([...(await net.predict([1, 1]))], [13, 27])
  }
  backend.dispose()
})

/** Bytes that begin at no multiple of four, and numbers that no one asks for. */
function bytesOf(values: Float32Array, shape: readonly number[]): GivenTensors[string] {
  const bytes = new Uint8Array(4 * values.length + 3)
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), 3)
  return {
    shape,
    bytes: bytes.subarray(3),
    get data(): Float32Array {
      throw new Error('asked for')
    },
  }
}

test('weights as bytes go to the engine as they lie; they are checked as others are', async () => {
  const engine = await wasm({ threads: 1 })
  const net = await model.open(engine, { weights: { 'D.weight': bytesOf(numbers, [2, 2]), 'D.bias': bias } })
  assert.deepEqual([...(await net.predict([1, 1]))], [13, 27])
  net.dispose()
  const { taken } = engine.memory()
  const wrong: readonly [GivenTensors[string], RegExp][] = [
    [bytesOf(Float32Array.of(1, Number.NaN, 3, 4), [2, 2]), /"D\.weight" holds NaN at index 1/],
    [bytesOf(numbers.subarray(0, 3), [2, 2]), /is 2×2; the weights have 2×2 \(3 numbers\)/],
    [bytesOf(numbers, [4, 1]), /is 2×2; the weights have 4×1/],
  ]
  for (const [weight, message] of wrong)
    await assert.rejects(model.open(engine, { weights: { 'D.weight': weight, 'D.bias': bias } }), message)
  await assert.rejects(model.open(engine, { weights: { 'D.bias': bias } }), /lack "D\.weight"/)
  assert.equal(engine.memory().taken, taken, 'what was taken is given back')
  engine.dispose()
})
