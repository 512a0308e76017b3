/** Sources of a run's data: MNIST and IDX files, brought to the model's size and normalised. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeIdx } from '../data/idx.ts'
import { conv2d, dense, flatten } from '../layers/index.ts'
import { random } from '../math/random.ts'
import { sequential } from '../model/graph.ts'
import { memoryStorage } from '../storage/memoryStorage.ts'
import { lenet5 } from '../zoo/lenet5.ts'
import { loadRunData } from './data.ts'

const small = (...input: number[]) =>
  sequential('small', input, [conv2d({ filters: 1, kernelSize: 3 }), flatten(), dense({ units: 3 })])

function files(count: number, shape: readonly number[], labels = 3) {
  const drawn = random(5, 96)
  const size = shape.reduce((a, b) => a * b, 1)
  const images = Uint8Array.from({ length: count * size }, (_, i) => Math.floor(drawn.uniform(i) * 200))
  return {
    images: writeIdx({ shape: [count, ...shape], data: images }),
    labels: writeIdx({ shape: [count], data: Uint8Array.from({ length: count }, (_, n) => n % labels) }),
  }
}

const pair = (name: string) => ({ images: `${name}-images`, labels: `${name}-labels` })

function storageOf(parts: Record<string, ReturnType<typeof files>>) {
  return memoryStorage(
    Object.fromEntries(
      Object.entries(parts).flatMap(([name, { images, labels }]) => [
        [`${name}-images`, images],
        [`${name}-labels`, labels],
      ]),
    ),
  )
}

test('MNIST gets the border that the model’s input asks for', async () => {
  const { training, test } = await loadRunData({ kind: 'mnist' }, lenet5())
  assert.deepEqual([training.length, training.padding, training.shape], [60_000, [2, 2, 2, 2], [1, 32, 32]])
  assert.deepEqual([test!.length, test!.shape], [10_000, [1, 32, 32]])
  await assert.rejects(loadRunData({ kind: 'mnist' }, small(1, 20, 28)), {
    message:
      '"small" reads 1×20×28, but MNIST has images of 1×28×28.\n  Fix: use a model with the input [1, 28, 28], or a larger one: smaller images get a border.',
  })
})

test('IDX files: each channel to mean 0 and deviation 1 by the training pixels; the odd row goes to the bottom', async () => {
  const storage = storageOf({ train: files(40, [2, 9, 12]), test: files(10, [2, 9, 12]) })
  const source = { kind: 'idx', training: pair('train'), test: pair('test') } as const
  const { training, test } = await loadRunData(source, small(2, 12, 12), storage)
  assert.deepEqual(training.padding, [1, 0, 2, 0])
  assert.deepEqual(training.classes, ['0', '1', '2'])
  assert.deepEqual(test!.normalization, training.normalization)
  for (const channel of [0, 1]) {
    let [sum, squares] = [0, 0]
    for (let n = 0; n < 40; n++)
      for (let i = 0; i < 108; i++) {
        const value =
          training.raw(n)[channel * 108 + i]! * training.normalization.scale[channel]! + training.normalization.offset[channel]!
        sum += value
        squares += value * value
      }
    assert.ok(Math.abs(sum / 4320) < 1e-3, `mean ${sum / 4320}`)
    assert.ok(Math.abs(squares / 4320 - 1) < 1e-3, `variance ${squares / 4320}`)
  }
})

test('files that are missing, or labels that the model has no output for', async () => {
  const storage = storageOf({ train: files(12, [12, 12], 4) })
  const source = { kind: 'idx', training: pair('train') } as const
  await assert.rejects(loadRunData(source, small(1, 12, 12), storage), /label 3/)
  await assert.rejects(loadRunData({ ...source, test: pair('nowhere') }, small(1, 12, 12), storage), {
    message: /there is no file nowhere-images\./,
  })
  const same = storageOf({
    train: { images: writeIdx({ shape: [12, 12, 12], data: new Uint8Array(1728).fill(9) }), labels: files(12, [1]).labels },
  })
  const { training } = await loadRunData(source, small(1, 12, 12), same)
  assert.ok(training.normalization.scale.every(Number.isFinite), 'images that are one grey do not divide by zero')
})
