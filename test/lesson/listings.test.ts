/**
 * The lecture's listings, run as they stand: each against the definition that Striate itself is held to, and the small program
 * that trains on MNIST with nothing but them. They are compiled apart (tsconfig.listings.json), so they come in by their built
 * files.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { runCalls } from '../../src/backends/reference/runCalls.ts'
import { mnist } from '../../src/data.ts'
import { opCall } from '../../src/ops/op.ts'
import { Conv2D, col2im, Dense, im2col, Pooling2D } from '../../src/reference.ts'
import { newValue } from '../../src/values/value.ts'

const folder = new URL('../../src/lesson/code/', import.meta.url)
const listing = (name: string) => import(new URL(`${name}.js`, folder).href)
const { tensor, zeros } = await listing('tensor')

interface Tensor {
  readonly shape: number[]
  readonly data: Float64Array
}

/** A tensor of numbers between −1 and 1, all different. */
function filled(...shape: number[]): Tensor {
  const made: Tensor = zeros(...shape)
  made.data.forEach((_, i) => {
    made.data[i] = ((i * 37) % 101) / 50 - 1
  })
  return made
}

/** Equal but for the order in which sums are made. */
function close(got: { shape: readonly number[]; data: ArrayLike<number> }, wanted: typeof got): void {
  assert.deepEqual([...got.shape], [...wanted.shape])
  for (let i = 0; i < wanted.data.length; i++)
    assert.ok(Math.abs(got.data[i]! - wanted.data[i]!) < 1e-12, `${i}: ${got.data[i]} ≠ ${wanted.data[i]}`)
}

test('every listing fits on a screen, and needs nothing but other listings', () => {
  const source = new URL('../../../src/lesson/code/', import.meta.url)
  const names = readdirSync(source)
  for (const name of names) {
    const text = readFileSync(new URL(name, source), 'utf8')
    assert.ok(text.split('\n').length <= 70, name)
    for (const [, from] of text.matchAll(/from '([^']+)'/g))
      assert.ok(names.includes(from!.replace('./', '')), `${name}: ${from}`)
  }
})

test('outputSize: the lecture’s numbers, and an error that shows the sum', async () => {
  const { outputSize } = await listing('outputSize')
  assert.deepEqual([outputSize(5, 3), outputSize(5, 3, 1), outputSize(440, 3)], [3, 5, 438])
  assert.throws(() => outputSize(440, 3, 0, 2), { message: '(440 + 2·0 − 3) / 2 + 1 = 219.5: adjust padding or stride' })
})

test('filteredImage: Sobel on a step, and nothing is cut off below 0', async () => {
  const { filteredImage } = await listing('filteredImage')
  const step = tensor([
    [9, 9, 9],
    [9, 9, 9],
    [0, 0, 0],
    [0, 0, 0],
  ])
  const sobel = tensor([
    [-1, -2, -1],
    [0, 0, 0],
    [1, 2, 1],
  ])
  assert.deepEqual([...filteredImage(step, sobel).data], [-36, -36])
})

const geometries = [
  [3, 1, 0],
  [3, 2, 1],
  [5, 1, 2],
] as const

test('convolve and Conv2D: forward and backward as the definition', async () => {
  const { convolve } = await listing('convolve')
  const { Conv2D: Listed } = await listing('Conv2D')
  for (const [size, stride, padding] of geometries) {
    const [x, weight, bias] = [filled(2, 3, 7, 7), filled(4, 3, size, size), filled(4)]
    const definition = new Conv2D({ weight, bias, stride, padding })
    const wanted = definition.forward(x)
    close(convolve(x, weight, bias, stride, padding), wanted)
    const layer = new Listed(weight, bias, stride, padding)
    close(layer.forward(x), wanted)
    const dout = filled(...wanted.shape)
    close(layer.backward(dout), definition.backward(dout))
    close(layer.dW, definition.dW)
    close(layer.db, definition.db)
  }
})

test('im2col and col2im: the same matrices', async () => {
  const [{ im2col: listed }, { col2im: back }] = [await listing('im2col'), await listing('col2im')]
  for (const [size, stride, padding] of geometries) {
    const x = filled(2, 2, 7, 7)
    const window = { kernelSize: [size, size], stride: [stride, stride], padding: [padding, padding, padding, padding] } as const
    const col = listed(x, size, size, stride, padding)
    close(col, im2col(x, window, 0))
    close(back(col, x.shape, size, size, stride, padding), col2im(col, x.shape, window))
  }
})

test('Pooling2D: maximum with −∞ around it, average, and both ways back', async () => {
  const { Pooling2D: Listed } = await listing('Pooling2D')
  for (const kind of ['max', 'average'] as const)
    for (const [size, stride, padding] of [
      [2, 2, 0],
      [3, 2, 1],
      [3, 1, 1],
    ] as const) {
      const x = filled(2, 3, size === 2 ? 6 : 5, size === 2 ? 6 : 5)
      const definition = new Pooling2D({ kind: kind === 'max' ? 'max' : 'average', kernelSize: size, stride, padding })
      const wanted = definition.forward(x)
      const layer = new Listed(size, stride, padding, kind)
      close(layer.forward(x), wanted)
      const dout = filled(...wanted.shape)
      close(layer.backward(dout), definition.backward(dout))
    }
})

test('Dense: forward and backward as the definition, whose weights lie the other way round', async () => {
  const [{ Dense: Listed }, { transpose }] = [await listing('Dense'), await listing('matrix')]
  const [x, weight, bias] = [filled(3, 8), filled(5, 8), filled(5)]
  const definition = new Dense({ weight, bias })
  const layer = new Listed(transpose(weight), bias)
  const wanted = definition.forward(x)
  close(layer.forward(x), wanted)
  const dout = filled(3, 5)
  close(layer.backward(dout), definition.backward(dout))
  close(transpose(layer.dW), definition.dW)
  close(layer.db, definition.db)
})

test('softmaxCrossEntropy: as the op, also of scores that overflow without their largest', async () => {
  const { softmaxCrossEntropy } = await listing('softmaxCrossEntropy')
  const labels = Int32Array.of(2, 0, 3)
  for (const size of [1, 1000]) {
    const scores = filled(3, 4)
    for (let i = 0; i < 12; i++) scores.data[i]! *= size
    const { loss, gradient } = softmaxCrossEntropy(scores, labels)
    const value = (name: string, shape: number[], dtype: 'real' | 'i32' = 'real') =>
      newValue(name, shape, { role: 'activation', batched: true, dtype })
    const [logits, label, losses, probabilities, dlogits] = [
      value('logits', [3, 4]),
      value('labels', [3], 'i32'),
      value('losses', [3]),
      value('probabilities', [3, 4]),
      value('dlogits', [3, 4]),
    ]
    const scalars = newValue('scalars', [8], { role: 'scalars' })
    const memory = new Map<typeof logits, Float64Array | Int32Array>([
      [logits, scores.data],
      [label, labels],
      [losses, new Float64Array(3)],
      [probabilities, new Float64Array(12)],
      [dlogits, new Float64Array(12)],
      [scalars, new Float64Array(8).fill(3)],
    ])
    const call = { smoothing: 0 }
    runCalls(
      [
        opCall('softmaxCrossEntropy', call, [logits, label], [losses, probabilities], 'loss'),
        opCall('softmaxCrossEntropyGrad', call, [probabilities, label, scalars], [dlogits], 'loss'),
      ],
      memory,
    )
    const mean = [...(memory.get(losses) as Float64Array)].reduce((a, b) => a + b) / 3
    assert.ok(Math.abs(loss - mean) < 1e-9 * Math.max(1, mean), `${loss} ≠ ${mean}`)
    close(gradient, { shape: [3, 4], data: memory.get(dlogits) as Float64Array })
  }
})

test('the small program learns MNIST: 95 % of the test digits after one epoch of 10,000', async () => {
  const { accuracy, smallLenet, train } = await listing('trainLenet')
  const [learn, held] = [await mnist.train({ pad: 0 }), await mnist.test({ pad: 0 })]
  const digits = (data: typeof learn, count: number) => ({
    images: data.images.subarray(0, count * 784),
    labels: data.labels!.subarray(0, count),
  })
  const net = smallLenet()
  const losses = [...train(net, digits(learn, 10_000))]
  assert.equal(losses.length, 1250)
  const share = accuracy(net, digits(held, 10_000))
  assert.ok(share >= 0.95, `${share}`)
})
