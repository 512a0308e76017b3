/** The definition of joining and taking apart, by hand: of images and of features. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sliceReference } from '../slice/reference.ts'
import { concatReference } from './reference.ts'

test('concat and slice along the channels, image by image', () => {
  const a = { shape: [2, 1, 1, 2], data: Float32Array.of(1, 2, 3, 4) }
  const b = { shape: [2, 2, 1, 2], data: Float32Array.of(10, 20, 30, 40, 50, 60, 70, 80) }
  const y = { shape: [2, 3, 1, 2], data: new Float32Array(12) }
  concatReference({}, [a, b], [y])
  assert.deepEqual([...y.data], [1, 2, 10, 20, 30, 40, 3, 4, 50, 60, 70, 80])
  const part = { shape: [2, 2, 1, 2], data: new Float32Array(8) }
  sliceReference({ starts: [1], steps: [1] }, [y], [part])
  assert.deepEqual([...part.data], [...b.data])
})

test('features', () => {
  const y = { shape: [2, 3], data: new Float32Array(6) }
  concatReference(
    {},
    [
      { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
      { shape: [2, 1], data: Float32Array.of(5, 6) },
    ],
    [y],
  )
  assert.deepEqual([...y.data], [1, 2, 5, 3, 4, 6])
  const part = { shape: [2, 1], data: new Float32Array(2) }
  sliceReference({ starts: [2], steps: [1] }, [y], [part])
  assert.deepEqual([...part.data], [5, 6])
})
