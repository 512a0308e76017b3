/** The distance of Mahalanobis: by hand on few numbers, and as the definition on many. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../math/random.ts'
import { fitGaussians, squaredDistance } from './gaussians.ts'

test('by hand: one class of four points, with variances 4 and 1', () => {
  const rows = Float32Array.of(2, 1, 2, -1, -2, 1, -2, -1)
  const gaussians = fitGaussians(rows, 2, [0, 0, 0, 0], 1, false)
  assert.deepEqual([...gaussians.means], [0, 0])
  // (4² / 4 + 0) / 2 and (0 + 3² / 1) / 2, but for the ridge of a thousandth.
  assert.ok(Math.abs(squaredDistance(gaussians, 0, [4, 0]) - 2) < 0.01)
  assert.ok(Math.abs(squaredDistance(gaussians, 0, [0, 3]) - 4.5) < 0.02)
})

test('correlated numbers: off the line is far, along it near; the mean distance of what was described is 1', () => {
  const drawn = random(1, 9)
  const rows = new Float32Array(2 * 500)
  for (let n = 0; n < 500; n++) {
    const along = drawn.uniform(2 * n) - 0.5
    rows.set([along, along + 0.1 * (drawn.uniform(2 * n + 1) - 0.5)], 2 * n)
  }
  const labels = new Uint8Array(500)
  const gaussians = fitGaussians(rows, 2, labels, 1, true)
  assert.ok(squaredDistance(gaussians, 0, [0.3, -0.3]) > 20 * squaredDistance(gaussians, 0, [0.3, 0.3]))
  let mean = 0
  for (let n = 0; n < 500; n++) mean += squaredDistance(gaussians, 0, rows.subarray(2 * n, 2 * n + 2)) / 500
  assert.ok(Math.abs(mean - 1) < 0.1, `${mean}`)
})

test('a class has its own spread, drawn to that of all; one without images has that of all', () => {
  // Class 0 is spread along the first axis, class 1 along the second; class 2 has no image.
  const rows = Float32Array.from({ length: 800 }, (_, i) => {
    const [n, axis] = [i >> 1, i % 2]
    return axis === n % 2 ? (n % 7) - 3 : ((n % 5) - 2) / 100
  })
  const labels = Uint8Array.from({ length: 400 }, (_, n) => n % 2)
  const gaussians = fitGaussians(rows, 2, labels, 3, true)
  assert.ok(squaredDistance(gaussians, 0, [3, 0]) < 2)
  assert.ok(squaredDistance(gaussians, 0, [0, 3]) > 3 * squaredDistance(gaussians, 0, [3, 0]))
  assert.ok(squaredDistance(gaussians, 1, [0, 3]) < 2)
  assert.ok(Number.isFinite(squaredDistance(gaussians, 2, [0, 3])))
})

test('numbers that never change are no division by nothing', () => {
  const gaussians = fitGaussians(new Float32Array(40), 2, new Uint8Array(20), 1, true)
  assert.ok(Number.isFinite(squaredDistance(gaussians, 0, [0, 0])))
  assert.ok(squaredDistance(gaussians, 0, [1, 0]) > 1e3)
})

test('where classes share a covariance, a thousand of them take the room of one', () => {
  const [classes, size] = [1000, 4]
  const rows = Float32Array.from({ length: 2 * classes * size }, (_, i) => ((i * 37) % 11) + (i % 3))
  const labels = Array.from({ length: 2 * classes }, (_, n) => n % classes)
  const { means, roots } = fitGaussians(rows, size, labels, classes, false)
  assert.deepEqual([means.length, roots.length], [classes * size, (size * (size + 1)) / 2])
})
