/** The definition of what makes stored images the network's input, by hand. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalizeReference } from './reference.ts'

test('each channel has its scale and offset; the border is a raw value too', () => {
  const raw = { shape: [1, 2, 1, 2], data: Uint8Array.of(0, 255, 10, 20) }
  const x = { shape: [1, 2, 2, 3], data: new Float64Array(12) }
  normalizeReference({ scale: [1 / 255, 2], offset: [0, -1], padding: [1, 1, 0, 0], border: 255 }, [raw], [x])
  assert.deepEqual([...x.data], [1, 1, 1, 1, 0, 1, 509, 509, 509, 509, 19, 39])
})

test('features; one number for all', () => {
  const x = { shape: [2, 3], data: new Float32Array(6) }
  const raw = { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }
  normalizeReference({ scale: [2], offset: [1], padding: [0, 0, 0, 0], border: 0 }, [raw], [x])
  assert.deepEqual([...x.data], [3, 5, 7, 9, 11, 13])
  normalizeReference({ scale: [1, 10, 100], offset: [0, 0, 1], padding: [0, 0, 0, 0], border: 0 }, [raw], [x])
  assert.deepEqual([...x.data], [1, 20, 301, 4, 50, 601])
})
