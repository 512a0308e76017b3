/** An image in the size and colours that a network reads. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ModelInput, RawImage } from '../graph/modelInput.ts'
import { imageFor } from './imageFor.ts'

const input = (stored: readonly number[], colours: ModelInput['colours']): ModelInput => ({
  stored,
  dtype: 'u8',
  padding: [0, 0, 0, 0],
  border: 9,
  normalization: { scale: [1], offset: [0] },
  colours,
})
const rgb: RawImage = { shape: [3, 1, 2], data: [10, 20, 30, 40, 50, 60], colours: 'rgb' }

test('planes in the order of the network', () => {
  const planes = (image: RawImage, colours: 'grey' | 'rgb' | 'bgr') => {
    const { shape, data } = imageFor({ input: input([colours === 'grey' ? 1 : 3, 1, 2], colours) }, image)
    return [shape, [...data]]
  }
  assert.deepEqual(planes(rgb, 'rgb'), [
    [3, 1, 2],
    [10, 20, 30, 40, 50, 60],
  ])
  assert.deepEqual(planes(rgb, 'bgr'), [
    [3, 1, 2],
    [50, 60, 30, 40, 10, 20],
  ])
  assert.deepEqual(planes({ ...rgb, colours: 'bgr' }, 'rgb'), [
    [3, 1, 2],
    [50, 60, 30, 40, 10, 20],
  ])
  // 0.299 · 10 + 0.587 · 30 + 0.114 · 50 = 26.3, and with red and blue exchanged 33.7
  assert.deepEqual(planes(rgb, 'grey'), [
    [1, 1, 2],
    [26, 36],
  ])
  assert.deepEqual(planes({ ...rgb, colours: 'bgr' }, 'grey'), [
    [1, 1, 2],
    [34, 44],
  ])
  const grey: RawImage = { shape: [1, 1, 2], data: [7, 8], colours: 'grey' }
  assert.deepEqual(planes(grey, 'rgb'), [
    [3, 1, 2],
    [7, 8, 7, 8, 7, 8],
  ])
  assert.deepEqual(planes(grey, 'grey'), [
    [1, 1, 2],
    [7, 8],
  ])
})

test('contained in the size, on the border of the data; or as `fit` says', () => {
  const tall: RawImage = { shape: [1, 4, 2], data: new Array(8).fill(100), colours: 'grey' }
  const { data } = imageFor({ input: input([1, 4, 4], 'grey') }, tall)
  assert.deepEqual([...data.subarray(0, 4)], [9, 100, 100, 9])
  assert.ok(imageFor({ input: input([1, 4, 4], 'grey') }, tall, { fit: 'cover' }).data.every((value) => value === 100))
})

test('of what covers the share that its input says', () => {
  const data = Array.from({ length: 64 }, (_, i) => i % 8)
  const known = { ...input([1, 4, 4], 'grey'), fit: 'cover', crop: 0.5 } as const
  const image: RawImage = { shape: [1, 8, 8], data, colours: 'grey' }
  assert.deepEqual([...imageFor({ input: known }, image).data.subarray(0, 4)], [2, 3, 4, 5])
  assert.deepEqual([...imageFor({ input: known }, image, { fit: 'fill' }).data.subarray(0, 4)], [1, 3, 5, 6])
})

test('what cannot be made ready is said', () => {
  assert.throws(() => imageFor({ input: undefined }, rgb), {
    code: 'no-input',
    message:
      'imageFor: it is not known which images the network reads.\n' +
      '  Fix: train it, load it with its weights, or declare it: model.withInput(data.input).',
  })
  assert.throws(() => imageFor({ input: { ...input([3, 1, 2], 'rgb'), dtype: 'real' } }, rgb), {
    message: 'imageFor: the network was not trained on 8-bit images.\n  Fix: pass the numbers that it reads.',
  })
  assert.throws(() => imageFor({ input: input([3, 1, 2], 'rgb') }, { ...rgb, shape: [3, 2, 2] }), {
    code: 'wrong-image',
    message:
      'imageFor: this is not an image of rgb planes. Received: shape [3, 2, 2], 6 numbers.\n  Fix: load it with loadImage(…).',
  })
})
