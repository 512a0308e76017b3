/** display: both ends alike, in each way; and every error text. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { display } from './display.ts'

const row = (...data: number[]) => ({ shape: [1, 1, data.length], data })
const shown = (how: Parameters<typeof display>[1], ...data: number[]) => [...display(row(...data), how).data]

test('clip, absolute, rescale', () => {
  assert.deepEqual(shown('clip', -1020, -1, 0, 3.4, 3.6, 255, 256, 1020), [0, 0, 0, 3, 4, 255, 255, 255])
  assert.deepEqual(shown('absolute', -1020, -3, 0, 3, 1020), [255, 3, 0, 3, 255])
  assert.deepEqual(shown('rescale', -1020, -510, 0, 1020), [0, 64, 128, 255])
  assert.deepEqual(shown('rescale', 7, 7), [128, 128])
})

test('what is turned round is shown turned round: both ends are treated alike', () => {
  const values = [-700, -255, -20, 0, 20, 255, 700]
  const minus = values.map((value) => -value)
  assert.deepEqual(shown('absolute', ...minus), shown('absolute', ...values))
  assert.deepEqual(shown('rescale', ...minus), shown('rescale', ...values).reverse())
  // clipping is about the middle of the screen's range: 255 − x is shown as 255 less what x is shown as
  const negative = values.map((value) => 255 - value)
  assert.deepEqual(
    shown('clip', ...negative),
    shown('clip', ...values).map((value) => 255 - value),
  )
})

test('rescale: one scale for all channels, or one each; the image is not changed', () => {
  const image = { shape: [2, 1, 2], data: Float32Array.of(0, 10, 0, 100) }
  assert.deepEqual([...display(image, 'rescale').data], [0, 26, 0, 255])
  assert.deepEqual([...display(image, 'rescale', { scale: 'each' }).data], [0, 255, 0, 255])
  assert.deepEqual(image.data, Float32Array.of(0, 10, 0, 100))
  assert.deepEqual(display(image, 'clip').shape, [2, 1, 2])
})

test('error texts', () => {
  const say = (act: () => unknown, message: string | RegExp) => assert.throws(act, { message })
  const image = row(1, 2)
  say(
    () => display(image, 'rescaled' as never),
    /^display: how must be one of 'clip', 'absolute', 'rescale'\.[\s\S]*did you mean "rescale"\?/,
  )
  say(() => display(image, undefined as never), "display: how must be one of 'clip', 'absolute', 'rescale'. Received: undefined.")
  say(
    () => display(image, 'clip', { scale: 'all' as never }),
    /^display: scale must be one of 'shared', 'each'\. Received: "all"\./,
  )
  say(() => display(image, 'clip', { scales: 'each' } as never), /^display has no option "scales"\./)
  say(
    () => display({ shape: [2], data: [1, 2] }, 'clip'),
    /^display takes an image \{ shape: \[channels, height, width\], data \}\./,
  )
  say(
    () => display({ shape: [2, 1, 2], data: [1, 2, 3, Number.NaN] }, 'clip'),
    'display: the image contains NaN at [1, 0, 1].\n  Fix: look for the cause: an image, a kernel or a bias that is too large, or a division by 0.',
  )
  say(() => display(row(1, -Infinity), 'rescale'), /^display: the image contains -Infinity at \[0, 0, 1\]\./)
})
