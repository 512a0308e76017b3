/** im2col and col2im: by hand, as each other's adjoint, and as a convolution by one matrix product. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../../math/random.ts'
import { type Shape, sizeOf } from '../../values/shape.ts'
import { conv2dReference } from '../conv2d/reference.ts'
import { col2im } from './col2im.ts'
import { im2col, type WindowLike, windowOver } from './im2col.ts'

const drawn = (shape: Shape, seed: number) => {
  const source = random(seed, 0)
  return { shape, data: Float64Array.from({ length: sizeOf(shape) }, (_, i) => source.uniform(i) - 0.5) }
}
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)

test('im2col: a 3×3 image under a 2×2 window', () => {
  const image = { shape: [1, 1, 3, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) }
  const { shape, data } = im2col(image, { kernelSize: [2, 2] })
  assert.deepEqual(shape, [4, 4])
  assert.deepEqual([...data], [1, 2, 4, 5, 2, 3, 5, 6, 4, 5, 7, 8, 5, 6, 8, 9])
  const back = col2im({ shape, data }, [1, 1, 3, 3], { kernelSize: [2, 2] })
  // every pixel as often as there are windows over it
  assert.deepEqual([...back.data], [1, 4, 3, 8, 20, 12, 7, 16, 9])
})

test('im2col: padding is filled with the padding value; channels lie side by side', () => {
  const image = { shape: [1, 2, 1, 1], data: Float32Array.of(5, 6) }
  const { shape, data } = im2col(image, { kernelSize: [1, 2], padding: [0, 1, 0, 0] }, -1)
  assert.deepEqual(shape, [1, 4])
  assert.deepEqual([...data], [-1, 5, -1, 6])
})

const windows: readonly WindowLike[] = [
  { kernelSize: [3, 3] },
  { kernelSize: [2, 3], stride: [2, 1] },
  { kernelSize: [3, 2], padding: [1, 0, 2, 1], dilation: [2, 1] },
  { kernelSize: [4, 4], stride: [3, 3], padding: [2, 2, 2, 2] },
]

test('col2im is the adjoint of im2col: ⟨im2col(x), u⟩ = ⟨x, col2im(u)⟩', () => {
  for (const window of windows) {
    const x = drawn([2, 3, 6, 7], 1)
    const rows = im2col(x, window)
    const u = drawn(rows.shape, 2)
    const back = col2im(u, x.shape, window)
    assert.ok(Math.abs(dot(rows.data, u.data) - dot(x.data, back.data)) < 1e-12)
  }
})

test('a convolution is im2col times the filters', () => {
  for (const given of windows) {
    const { oh, ow, ...window } = windowOver(6, 7, given)
    const x = drawn([2, 3, 6, 7], 1)
    const weight = drawn([4, 3, ...window.kernelSize], 2)
    const rows = im2col(x, window)
    const columns = rows.shape[1]!
    const places = rows.shape[0]! / 2
    const y = { shape: [2, 4, places, 1], data: new Float64Array(2 * 4 * places) }
    conv2dReference(
      { ...window, groups: 1, paddingValue: 0, activation: null },
      [x, weight],
      [{ shape: [2, 4, oh, ow], data: y.data }],
    )
    for (let n = 0; n < 2; n++)
      for (let f = 0; f < 4; f++)
        for (let p = 0; p < places; p++) {
          const row = rows.data.subarray((n * places + p) * columns, (n * places + p + 1) * columns)
          const filter = weight.data.subarray(f * columns, (f + 1) * columns)
          assert.ok(Math.abs(dot(row, filter) - y.data[(n * 4 + f) * places + p]!) < 1e-12)
        }
  }
})

test('error texts', () => {
  const image = { shape: [1, 1, 3, 3], data: new Float32Array(9) }
  assert.throws(() => im2col(image, { kernelSize: [4, 4] }), {
    message:
      'the kernel is larger than the image.\n  image 3×3, kernel 4×4, padding [0, 0, 0, 0]\n  Fix: use a smaller kernel or more padding.',
  })
  assert.throws(() => col2im({ shape: [3, 4], data: new Float32Array(12) }, [1, 1, 3, 3], { kernelSize: [2, 2] }), {
    message: 'the matrix does not match these images and this window.\n  matrix 3×4, expected N·OH·OW × C·KH·KW = 4×4',
  })
})
